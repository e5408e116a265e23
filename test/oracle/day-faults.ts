import { checkDay } from '@itinera/planner';
import type { Interval, Violation, Visit } from '@itinera/planner';
import { drive, driveOn, routeOf, timesToday } from './day-simulation.ts';
import type { Route, Timed } from './day-simulation.ts';
import { lookupOf } from './problem.ts';
import type { Leg, Problem } from './problem.ts';

/** Everything wrong with the problem's days before anything is placed, as simulation and `checkDay` see it, where they differ. */
export function dayFaults(problem: Problem, check: typeof checkDay = checkDay): string[] {
  const lookup = lookupOf(problem);
  const days = problem.query.technicians.flatMap((technician) => technician.days);
  return days
    .filter((day) => day.working.length > 0)
    .flatMap((day) => {
      const simulated = faultsOf(routeOf(problem, day, []))
        .map(inWords)
        .sort()
        .join('; ');
      const checked = check(day, lookup).map(inWords).sort().join('; ');
      return simulated === checked ? [] : [`checkDay of ${day.date}: ${checked}, expected ${simulated}`];
    });
}

function inWords({ code, visit, by }: Violation): string {
  return `${code} ${visit} ${by}`;
}

/** What is wrong with the route when everything is done as early as possible. */
export function faultsOf(route: Route): Violation[] {
  const { visits, legs, day } = route;
  const faults: Violation[] = [];
  const note = (code: Violation['code'], visit: string | null, by: number, wrong = by > 0): void => {
    if (wrong) faults.push({ code, visit, by });
  };
  const inside = (intervals: Interval[], from: number, to: number): boolean =>
    intervals.some(({ start, end }) => start <= from && to <= end);
  timesToday(route).forEach(({ start, room }, number) => {
    const { id, latest, duration, open } = visits[number] as Visit;
    note('no-road', id, 0, (legs[number] as Leg).seconds < 0);
    note('late', id, start - latest);
    note('outside-working-time', id, 0, !room && !inside(day.working, start, start + duration));
    note('outside-open', id, 0, !room && open !== undefined && !inside(open, start, start + duration));
  });
  const last = visits.at(-1);
  if (!last) return faults;

  const end = (timesToday(route).at(-1) as Timed).start + last.duration;
  const home = (legs.at(-1) as Leg).seconds;
  note('no-road', null, 0, home < 0);
  const evening = Math.max(end, (day.working.at(-1) as Interval).end);
  if (!route.ownTime && drive(day.working, end, Math.max(0, home)) === undefined) {
    note('way-back', null, driveOn(day.working, end, home) - evening);
  }
  const work = visits.reduce((sum, visit) => sum + visit.duration, 0);
  const travel = legs.reduce((sum, leg) => sum + Math.max(0, leg.seconds), 0);
  const { limits } = day;
  note('visit-limit', null, visits.length - (limits?.visits ?? Infinity));
  note('work-limit', null, work - (limits?.work ?? Infinity));
  note('travel-limit', null, travel - (limits?.travel ?? Infinity));
  note('total-limit', null, work + travel - (limits?.total ?? Infinity));
  return faults;
}
