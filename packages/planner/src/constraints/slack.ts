import type { ChoiceConstraint } from './constraint.ts';

/** The last feasible start of a window is at least `slack` after the first: a promise that survives a late morning. */
export const slack: ChoiceConstraint = {
  code: 'slack',
  of: 'choice',
  refuses: (query, first, last) => last - first < (query.grid.slack ?? 0),
};
