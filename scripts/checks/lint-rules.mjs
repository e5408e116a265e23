/** Rules of this project, for oxlint (TypeScript) and ESLint (components and JavaScript) alike. */

const clock =
  'Time is an argument (`now`) or comes from the context, so that it can be chosen in a test and in a search.';
const chance = 'Chance comes from the context or from a printed seed, so that a run can be repeated.';

/**
 * A rule that reports what `visitor` finds.
 * @param {(report: (node: object, message: string) => void) => object} visitor
 * @returns {import('eslint').Rule.RuleModule}
 */
const rule = (visitor) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) => visitor((node, message) => context.report({ node, message })),
});

/** The last name of what is called: `now` of `Date.now()`. */
const calledName = ({ callee }) => (callee.type === 'MemberExpression' ? callee.property.name : undefined);
/** What it is called of: `Date` of `Date.now()`. */
const calledOf = ({ callee }) => (callee.type === 'MemberExpression' ? callee.object.name : undefined);

const disableWithReason = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments())
        if (/^\s*(?:eslint|oxlint)-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value))
          context.report({
            loc: comment.loc,
            message:
              'Say why this rule does not hold here: `// eslint-disable-next-line <rule> -- <reason>`.',
          });
    },
  }),
};

const noStarExport = rule((report) => ({
  ExportAllDeclaration: (node) =>
    report(node, 'List every export by name, so that a reader sees what a module offers.'),
}));

/** Of planner and core, whose answers depend on their arguments alone. */
const noHiddenInputs = rule((report) => ({
  NewExpression(node) {
    if (node.callee.name === 'Date' && node.arguments.length === 0) report(node, clock);
  },
  CallExpression(node) {
    const [of, name] = [calledOf(node), calledName(node)];
    if (node.callee.name === 'Date') report(node, clock);
    if ((of === 'Date' || of === 'performance') && name === 'now') report(node, clock);
    if (of === 'DateTime' && ['now', 'local', 'utc'].includes(name) && node.arguments.length === 0)
      report(node, clock);
    if ((of === 'Math' && name === 'random') || name === 'randomUUID') report(node, chance);
  },
}));

/** Of the queries of the store. */
const noSyncBuilders = rule((report) => ({
  CallExpression(node) {
    if (['get', 'all', 'run', 'values'].includes(calledName(node)) && node.arguments.length === 0)
      report(node, 'This works on SQLite alone: await the query itself, it then runs on both engines.');
  },
}));

/** A plugin has a default export. */
export default {
  meta: { name: 'itinera' },
  rules: {
    'disable-with-reason': disableWithReason,
    'no-star-export': noStarExport,
    'no-hidden-inputs': noHiddenInputs,
    'no-sync-builders': noSyncBuilders,
  },
};
