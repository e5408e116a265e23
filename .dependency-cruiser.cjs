/**
 * The import law: who may know whom. Checked by `npm run check` (scripts/checks/import-law.ts), which also proves
 * that every source file was really read; scripts/checks/import-law.test.ts breaks each rule once.
 * A violation means that the code stands in the wrong place, hardly ever that the law is wrong.
 */
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/** Features of core, lowest first. A feature may use those of lower tiers and itself, not others of its own tier. */
const coreTiers = [
  ['shared'],
  ['outside'],
  ['audit', 'idempotency', 'pictures'],
  ['business-units'],
  ['customers', 'files', 'teams', 'catalogue', 'templates', 'travel', 'geocoding'],
  ['availability', 'interventions', 'notifications'],
  ['forms'],
  [
    'bookings',
    'documents',
    'sign-in',
    'staff',
    'accesses',
    'calendars',
    'quotes',
    'orders',
    'invoices',
    'products',
    'requests',
    'reports',
    'projects',
  ],
  ['personal-data', 'addresses', 'technicians', 'work'],
  ['imports', 'own-day'],
  ['portal-actions', 'previews', 'jobs', 'api-keys', 'attendance', 'handing-over'],
  ['type-files', 'portal-visits'],
  ['set-up'],
];
/** Files of core/src itself that put everything together; all its others stand just above `outside`. */
const coreTop =
  '(index|core|create-core|create-context|use-case-guard|use-case-rights|api-use-cases|read-only)\\.ts$';

const core = '^packages/core/src/';
const test = '\\.(test|bench)\\.ts$';
/** What the package.json of each package exports: all that others may import of it. */
const publicEntries = readdirSync(join(__dirname, 'packages')).flatMap((name) => {
  const manifest = JSON.parse(readFileSync(join(__dirname, 'packages', name, 'package.json'), 'utf8'));
  return Object.values(manifest.exports).map(
    (file) => `^packages/${name}/${file.slice(2).replace('.', '\\.')}$`,
  );
});

const folders = (names) => `${core}(${names.join('|')})/`;

/** One rule a tier but the last: not to the same tier (but the own folder), nor to a higher one, nor to the top files. */
const tierRules = coreTiers.slice(0, -1).map((tier, height) => {
  const notBelow = coreTiers.slice(height).flat();
  return {
    name: `core-tier-${height}-${tier[0]}`,
    comment: `inside core lower tiers only: ${tier.join(', ')} must not use ${notBelow.join(', ')} (but itself) or the top files`,
    severity: 'error',
    from: { path: folders(tier), pathNot: test },
    to: { path: [folders(notBelow), `${core}${coreTop}`], pathNot: `${core}$1/` },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'planner-alone',
      comment:
        'the planner is a library of its own: it imports nothing of ours (its tests may use test/fixtures)',
      severity: 'error',
      from: { path: '^packages/planner/' },
      to: { path: '^(packages/(?!planner/)|apps/|scripts/|test/(?!fixtures/))' },
    },
    {
      name: 'db-alone',
      comment: 'the store knows tables and no rules: it imports nothing of ours (its tests may use test/)',
      severity: 'error',
      from: { path: '^packages/db/' },
      to: { path: '^(packages/(?!db/)|apps/|scripts/)' },
    },
    {
      name: 'drizzle-in-db-only',
      comment: 'packages/db is the only user of drizzle; everybody else asks a store',
      severity: 'error',
      from: { path: '^(packages/(?!db/)|apps/|scripts/|test/)' },
      to: { path: '(^|/)node_modules/drizzle-' },
    },
    {
      name: 'pictures-apart',
      comment: 'only the process that redraws pictures decodes them; no other process loads what does (S47)',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: `^packages/core/src/pictures/picture-process\\.ts$|${test}`,
      },
      to: { path: '(^|/)node_modules/(sharp|@img)/|^packages/core/src/pictures/picture-process\\.ts$' },
    },
    {
      name: 'engines-in-db-only',
      comment: 'only packages/db, tests and scripts open a database themselves',
      severity: 'error',
      from: { path: '^(packages/(?!db/)|apps/)', pathNot: test },
      to: { path: '(^|/)node_modules/(better-sqlite3|pg|@types/better-sqlite3|@types/pg)/' },
    },
    {
      name: 'shared-alone',
      comment: 'core/shared runs in browsers: it imports nothing else of ours',
      severity: 'error',
      from: { path: `${core}shared/`, pathNot: test },
      to: { path: '^(packages/|apps/|scripts/|test/)', pathNot: `${core}shared/` },
    },
    {
      name: 'shared-without-node',
      comment: 'core/shared runs in browsers: it imports nothing of Node',
      severity: 'error',
      from: { path: `${core}shared/`, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-app',
      comment:
        'core uses planner and db, never an application, a script or a test helper (its tests may use test/)',
      severity: 'error',
      from: { path: core },
      to: { path: '^(apps/|scripts/)' },
    },
    {
      name: 'core-knows-no-transport',
      comment: 'no HTTP framework and no Svelte in core: applications translate',
      severity: 'error',
      from: { path: core },
      to: { path: '(^|/)node_modules/(hono|@hono|svelte|@sveltejs)/' },
    },
    ...tierRules,
    {
      name: 'core-base-files-low',
      comment: 'files of core/src itself, but the top ones, may use only shared, outside and each other',
      severity: 'error',
      from: { path: `${core}[^/]+\\.ts$`, pathNot: [`${core}${coreTop}`, test] },
      to: { path: core, pathNot: [`${core}(shared|outside)/`, `${core}(?!${coreTop})[^/]+\\.ts$`] },
    },
    {
      name: 'core-folder-has-a-tier',
      comment: 'a new folder of core needs its place in coreTiers of .dependency-cruiser.cjs',
      severity: 'error',
      from: {},
      to: { path: `${core}[^/]+/`, pathNot: [folders(coreTiers.flat()), `${core}paraglide/`] },
    },
    {
      name: 'apps-not-planner-or-db',
      comment: 'an application asks core; it never reaches for planner or db, not even for a type',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^packages/(planner|db)/' },
    },
    {
      name: 'apps-not-each-other',
      comment: 'the two applications know nothing of each other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'svelte-kit-core-types-only',
      comment:
        'SvelteKit code gets the core from the request and imports only its types (core/shared is free)',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/' },
      to: { path: `${core}(?!shared/)`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'set-up-for-scripts-and-tests',
      comment: 'core/set-up makes companies and people without asking who wants them: scripts and tests only',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [`${core}set-up/`, test] },
      to: { path: `${core}set-up/` },
    },
    {
      name: 'public-entries-only',
      comment: 'from outside, a package is what its package.json exports; ask for an export there',
      severity: 'error',
      from: { path: '^(packages/([^/]+)|apps|scripts|test)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^packages/$2/', ...publicEntries] },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'what people run does not import tests or their helpers',
      severity: 'error',
      from: { path: '^(packages|apps|scripts)/', pathNot: test },
      to: { path: ['^test/', '\\.test\\.ts$'] },
    },
    {
      name: 'no-cycles',
      comment: 'no two files need each other (types may; a component of a tree may contain itself)',
      severity: 'error',
      from: { path: '^(.+)$' },
      to: { circular: true, pathNot: '^$1$', viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'own-imports-resolve',
      comment: 'an import of ours that leads nowhere hides whatever stands behind it',
      severity: 'error',
      from: { path: '^(packages|apps|scripts|test)/' },
      to: { couldNotResolve: true, path: '^(\\.|@itinera/)', pathNot: ['\\$types(\\.js)?$', 'paraglide/'] },
    },
  ],
  options: {
    exclude: { path: '^(apps|packages)/[^/]+/(\\.svelte-kit|build|dist)/' },
    doNotFollow: { path: ['node_modules', '(^|/)paraglide/'] },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'node', 'import', 'default', 'svelte'],
      extensions: ['.ts', '.svelte', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
