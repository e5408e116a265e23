/**
 * An ESLint rule: a comment that switches a rule off says why, after two dashes.
 * @type {import('eslint').Rule.RuleModule}
 */
export const disableWithReason = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      noReason: 'Say why this rule does not hold here: `// eslint-disable-next-line <rule> -- <reason>`.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\s*(?:eslint|oxlint)-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'noReason' });
          }
        }
      },
    };
  },
};
