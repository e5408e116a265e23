import type { StartConstraint } from './constraint.ts';

/** The whole service lies in one working interval of the day (and in one interval of the request's `open`). */
export const workingTime: StartConstraint = {
  code: 'working-time',
  of: 'start',
  ranges(query, working, into) {
    const { open, duration } = query.request;
    for (const shift of working) {
      const last = shift.end - duration;
      if (last < shift.start) continue;
      if (open === undefined) {
        into.first.push(shift.start);
        into.last.push(last);
        continue;
      }
      for (const opening of open) {
        if (opening.start > last) break;
        const first = Math.max(shift.start, opening.start);
        const until = Math.min(last, opening.end - duration);
        if (first > until) continue;
        into.first.push(first);
        into.last.push(until);
      }
    }
  },
};
