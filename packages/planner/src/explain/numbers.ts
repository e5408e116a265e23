import type { ConstraintCode } from '../constraints/codes.ts';
import { detour } from '../constraints/constraint.ts';
import type { Gap } from '../constraints/constraint.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import type { Route, StartRanges } from '../route/routes.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { EpochSeconds, Interval, Seconds } from '../units.ts';
import { metresOutside } from './metres-outside.ts';
import { lastOf, startOf } from './open-positions.ts';
import type { RefusalNumbers } from './types.ts';

/*
 * What stands behind a refusal, once a constraint has refused. Nothing is decided here.
 */

export function technicianNumbers(
  code: ConstraintCode,
  { request }: SlotQuery,
  technician: Technician,
): RefusalNumbers {
  if (code === 'area') return { code, outsideBy: metresOutside(technician.area!, request.place!) };
  if (code !== 'skills') return { code: 'assignment' };
  const levelOf = (skill: string) =>
    Object.hasOwn(technician.skills, skill) ? technician.skills[skill]! : 0;
  const [skill, needed] = Object.entries(request.skills!).find(([name, least]) => levelOf(name) < least)!;
  return { code, skill, level: levelOf(skill), needed };
}

export function dayNumbers(code: ConstraintCode, { request }: SlotQuery, route: Route): RefusalNumbers {
  const { limits } = route.day;
  if (code === 'visit-limit') return { code, visits: route.visits.length + 1, limit: limits!.visits! };
  if (code === 'work-limit') return { code, seconds: route.work + request.duration, limit: limits!.work! };
  const metres = Math.ceil(straightLine(route.day.start, request.place!));
  return { code: 'distance', metres, limit: route.technician.maxDistance! };
}

export function windowNumbers(code: ConstraintCode, query: SlotQuery, start: EpochSeconds): RefusalNumbers {
  if (code === 'open') return { code, shortBy: missing(query, query.request.open!, start) };
  const earliest = query.now + (query.notice ?? 0);
  return { code: 'notice', earliest, shortBy: earliest - start };
}

/** For want of working time, or of working time within the opening hours. */
export function rangeNumbers(
  query: SlotQuery,
  working: readonly Interval[],
  start: EpochSeconds,
): RefusalNumbers {
  const { open } = query.request;
  const both =
    open === undefined
      ? working
      : working.flatMap((shift) =>
          open.map((hours) => ({
            start: Math.max(shift.start, hours.start),
            end: Math.min(shift.end, hours.end),
          })),
        );
  return { code: 'working-time', shortBy: missing(query, both, start) };
}

/** By how much the best of the intervals misses a service that starts in the window; null without any. */
function missing(
  { grid, request }: SlotQuery,
  intervals: readonly Interval[],
  start: EpochSeconds,
): Seconds | null {
  const shortBy = intervals.map(
    (interval) =>
      Math.max(start, interval.start) - Math.min(start + grid.width, interval.end - request.duration),
  );
  return shortBy.length === 0 ? null : Math.min(...shortBy);
}

/** `before`: the positions that were open until this constraint; `after`: all, as it left them. */
export function gapNumbers(
  code: ConstraintCode,
  query: SlotQuery,
  before: readonly Gap[],
  after: readonly Gap[],
  ranges: StartRanges,
): RefusalNumbers {
  switch (code) {
    case 'travel-limit':
    case 'total-limit': {
      const services = code === 'total-limit' ? query.request.duration + before[0]!.route.work : 0;
      const seconds = Math.min(...before.map((gap) => services + gap.route.travel + detour(gap)));
      const { limits } = before[0]!.route.day;
      return { code, seconds, limit: code === 'total-limit' ? limits!.total! : limits!.travel! };
    }
    case 'arrival':
    case 'promise':
    case 'way-back': {
      const misses = before.map((gap) => {
        const narrowed = after.find((other) => other.k === gap.k && other.before === gap.before)!;
        const earliest = code === 'arrival' ? narrowed.from : startOf(gap, ranges);
        const latest = code === 'arrival' ? lastOf(gap, ranges) : narrowed.to;
        return { position: gap.k, earliest, latest, by: earliest - latest };
      });
      const least = misses.reduce((a, b) => (b.by < a.by ? b : a));
      return {
        code,
        position: least.position,
        earliestStart: finite(least.earliest),
        latestStart: finite(least.latest),
        shortBy: finite(least.by),
      };
    }
    default:
      return { code: 'no-road' };
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
