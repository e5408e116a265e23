import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { disableWithReason } from './scripts/checks/disable-with-reason.mjs';

const clock =
  'Time is an argument (`now`) or comes from the context, so that it can be chosen in a test and in a search.';
const chance = 'Chance comes from the context or from a printed seed, so that a run can be repeated.';
const syncBuilder = 'This works on SQLite alone: await the query itself, it then runs on both engines.';

/** Bans by syntax, each with a message that says what to do instead. */
const everywhere = [
  {
    selector: 'ExportAllDeclaration',
    message: 'List every export by name, so that a reader sees what a module offers.',
  },
];
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name wherever it is used.',
};
const noHiddenInputs = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: clock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  {
    selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    message: clock,
  },
  {
    selector:
      "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|local|utc)$/][arguments.length=0]",
    message: clock,
  },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: chance },
  { selector: "CallExpression[callee.property.name='randomUUID']", message: chance },
];
const noSyncBuilders = {
  selector: 'CallExpression[callee.property.name=/^(get|all|run|values)$/][arguments.length=0]',
  message: syncBuilder,
};

const tests = ['**/*.test.ts', '**/*.bench.ts'];
/** Files whose default export a tool asks for. */
const toolFiles = [
  '*.config.{ts,js}',
  'apps/*/*.config.{ts,js}',
  'packages/*/*.config.ts',
  '.dependency-cruiser.cjs',
];

/**
 * The rules that need no types. Those that do are oxlint's (.oxlintrc.json), which asks the compiler written in Go and
 * answers in a quarter of the time; svelte-check sees the types of components. What has promises to wait for belongs
 * into a .ts file beside the component.
 */
export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/paraglide/',
      '**/project.inlang/',
      '**/.svelte-kit/',
      '**/build/',
      '**/dist/',
      '**/static/',
      'var/',
      'coverage/',
      'test-results/',
      'data/',
      'packages/db/migrations/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    plugins: { itinera: { rules: { 'disable-with-reason': disableWithReason } } },
    languageOptions: { globals: globals.node },
    rules: {
      'itinera/disable-with-reason': 'error',
      'no-restricted-syntax': ['error', ...everywhere, noDefaultExport],
      eqeqeq: 'error',
      'no-unexpected-multiline': 'off', // prettier sets every semicolon
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['packages/planner/src/**', 'packages/core/src/**'],
    ignores: ['packages/core/src/**/clock.ts', 'packages/core/src/**/ids.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noDefaultExport, ...noHiddenInputs] },
  },
  {
    files: ['packages/db/src/**'],
    ignores: ['packages/db/src/engine/**', ...tests],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noDefaultExport, noSyncBuilders] },
  },
  { files: toolFiles, rules: { 'no-restricted-syntax': ['error', ...everywhere] } },
  // What a person runs in a terminal speaks to the terminal; everything else has the logger.
  {
    files: ['scripts/**', 'test/**', 'packages/*/*.ts', 'packages/*/examples/**', 'apps/*/*.ts', ...tests],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['apps/*/src/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/valid-compile': 'error', // the compiler's own warnings, accessibility among them
      'svelte/no-at-html-tags': 'error',
      'svelte/no-navigation-without-resolve': 'off', // neither application has a base path
      'prefer-const': 'off', // `let` of a rune changes without an assignment in sight
    },
  },
  { files: ['**/*.svelte.ts'], languageOptions: { parser: ts.parser } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
