import type { WindowConstraint } from './constraint.ts';

/** Some start in the window keeps the whole service inside one interval of the request's `open`. */
export const open: WindowConstraint = {
  code: 'open',
  of: 'window',
  refuses(query, start) {
    const { open, duration } = query.request;
    if (open === undefined) return false;
    const latest = start + query.grid.width;
    return !open.some(
      (opening) => Math.max(start, opening.start) <= Math.min(latest, opening.end - duration),
    );
  },
};
