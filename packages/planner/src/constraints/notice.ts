import type { WindowConstraint } from './constraint.ts';

/** Nothing is offered before `now + notice`. */
export const notice: WindowConstraint = {
  code: 'notice',
  of: 'window',
  refuses: (query, start) => start < query.now + (query.notice ?? 0),
};
