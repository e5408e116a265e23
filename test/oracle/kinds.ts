import { goals } from '@itinera/planner';
import type { ViolationCode, WorkDay } from '@itinera/planner';
import { faultsOf } from './day-faults.ts';
import { routeOf } from './day-simulation.ts';
import { localDate, secondOfDay } from './local-clock.ts';
import type { Problem } from './problem.ts';

/** What a problem may be about. Agreeing on problems of a kind says something where they have offers. */
export const kinds: Readonly<Record<string, (problem: Problem) => boolean>> = {
  any: () => true,
  'no place': ({ query }) => query.request.place === null,
  'opening hours': ({ query }) => query.request.open !== undefined,
  'visits under opening hours': has((day) => day.visits.some(({ open }) => open !== undefined)),
  'fixed visits': has((day) => day.visits.some(({ earliest, latest }) => earliest === latest)),
  replaces: ({ query }) => (query.request.replaces ?? []).length > 0,
  'replaces joining kept legs': (problem) =>
    days(problem).some(
      (day) => day.legs !== undefined && day.visits.some((visit) => isReplaced(problem, visit.id)),
    ),
  'exact times': ({ query }) => query.grid.width === 0,
  slack: ({ query }) => (query.grid.slack ?? 0) > 0,
  notice: ({ query }) => (query.notice ?? 0) > 0,
  'own-time': has((day) => day.commute === 'own-time'),
  'limit of visits': has((day) => day.limits?.visits !== undefined),
  'limit of work': has((day) => day.limits?.work !== undefined),
  'limit of travel': has((day) => day.limits?.travel !== undefined),
  'limit of both': has((day) => day.limits?.total !== undefined),
  breaks: has((day) => day.working.length > 1),
  'no hours': has((day) => day.working.length === 0),
  'kept legs': has((day) => day.legs !== undefined),
  'kept legs without a road': has((day) => day.legs?.includes(-1) === true),
  'no road': ({ seconds }) => seconds.flat().includes(-1),
  estimates: ({ estimated }) => estimated.flat().includes(true),
  area: ({ query }) => query.technicians.some(({ area }) => area?.type === 'Polygon'),
  'areas in one': ({ query }) => query.technicians.some(({ area }) => area?.type === 'MultiPolygon'),
  distance: ({ query }) => query.technicians.some(({ maxDistance }) => maxDistance !== undefined),
  skills: ({ query }) => query.request.skills !== undefined,
  only: ({ query }) => query.request.technicians?.only !== undefined,
  exclude: ({ query }) => (query.request.technicians?.exclude ?? []).length > 0,
  prefer: ({ query }) => query.request.technicians?.prefer !== undefined,
  'top speed': ({ topSpeed }) => topSpeed !== undefined,
  'provider without legs': ({ hasLegs }) => !hasLegs,
  'several technicians': ({ query }) => query.technicians.length > 1,
  'several days': ({ query }) => query.technicians.some((technician) => technician.days.length > 1),
  'windows that overlap': ({ query: { request } }) =>
    request.windows.some(({ start }, at) => at > 0 && start < (request.windows[at - 1]?.end ?? -Infinity)),
  'now in the day': (problem) =>
    days(problem).some((day) => (day.working[0]?.start ?? Infinity) < problem.query.now),
  'the clock changes': clockChanges,
  'late already': isBroken('late'),
  'no room already': isBroken('outside-working-time', 'outside-open'),
  'way back lost already': isBroken('way-back'),
  'limits exceeded already': isBroken('visit-limit', 'work-limit', 'travel-limit', 'total-limit'),
  'no goal': ({ query }) => query.goal === undefined,
  ...Object.fromEntries(
    Object.entries(goals).map(([name, goal]) => [
      `goal ${name}`,
      ({ query }: Problem) => query.goal === goal,
    ]),
  ),
  'idle time': weighs('idle', (weight) => weight > 0),
  'load to balance': weighs('load', (weight) => weight > 0),
  'load to fill': weighs('load', (weight) => weight < 0),
  delay: weighs('delay', (weight) => weight > 0),
};

function days({ query }: Problem): WorkDay[] {
  return query.technicians.flatMap((technician) => technician.days);
}

function has(this: void, what: (day: WorkDay) => boolean): (problem: Problem) => boolean {
  return (problem) => days(problem).some(what);
}

function isReplaced({ query }: Problem, id: string): boolean {
  return query.request.replaces?.includes(id) === true;
}

function weighs(
  part: 'idle' | 'load' | 'delay',
  how: (weight: number) => boolean,
): (problem: Problem) => boolean {
  return ({ query }) => how(query.goal?.weights[part] ?? 0);
}

/** Whether a day had such a fault before anything was placed. */
function isBroken(...codes: ViolationCode[]): (problem: Problem) => boolean {
  return (problem) =>
    days(problem).some(
      (day) =>
        day.visits.length > 0 &&
        day.working.length > 0 &&
        faultsOf(routeOf(problem, day, problem.query.request.replaces ?? [])).some(({ code }) =>
          codes.includes(code),
        ),
    );
}

/** Whether the wall clock does not run evenly through the request's windows. */
function clockChanges({ query }: Problem): boolean {
  const { zone } = query.grid;
  const shown = (at: number): number =>
    Date.parse(`${localDate(zone, at)}T00:00Z`) / 1000 + secondOfDay(zone, at);
  return query.request.windows.some(({ start, end }) => shown(end) - shown(start) !== end - start);
}
