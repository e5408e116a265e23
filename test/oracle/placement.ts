import { checkDay, newViolations, placeVisit, timeDay } from '@itinera/planner';
import type { Offer, TravelLookup, Visit, WorkDay } from '@itinera/planner';
import { routeOf, timesAfter, timesToday } from './day-simulation.ts';
import type { Route, Timed } from './day-simulation.ts';
import { lookupOf, travelOf } from './problem.ts';
import type { Problem } from './problem.ts';

/** What is wrong with the day after an offer is taken, by `checkDay`, `timeDay` and simulation; empty: nothing. */
export async function placementFaults(problem: Problem, offer: Offer): Promise<string[]> {
  const { query } = problem;
  const technician = query.technicians.find(({ id }) => id === offer.technicianId);
  const day = technician?.days.find(({ date }) => date === offer.date);
  if (!day) return ['the offer is of no day'];
  const route = routeOf(problem, day, query.request.replaces ?? []);
  const { position } = offer;
  const placed = placeVisit(query, offer, 'new');
  const faults: string[] = [];
  const expect = (what: string, wanted: unknown, given: unknown): void => {
    const [a, b] = [JSON.stringify(wanted), JSON.stringify(given)];
    if (a !== b) faults.push(`${what}: ${b}, expected ${a} after ${JSON.stringify(offer)}`);
  };

  const own = route.legs.map((leg) => leg.seconds);
  const legs = own.toSpliced(position, 1, offer.travel.before, offer.travel.after);
  expect('other visits', route.visits, placed.visits.toSpliced(position, 1));
  const { earliest, latest, duration } = placed.visits[position] as Visit;
  expect(
    'promise',
    [offer.window.start, offer.window.end, query.request.duration],
    [earliest, latest, duration],
  );
  if (placed.legs) expect('legs', legs, placed.legs);
  else if (day.legs && route.visits.length === day.visits.length)
    faults.push('the legs the day kept are lost');

  // Where `replaces` joined a leg, the caller fetches it; the rest of what the day kept stays.
  const before: WorkDay = { ...day, visits: route.visits, legs: own };
  const after: WorkDay = { ...placed, legs };
  const starts = plannedStarts(route, offer, query.request.duration);
  faults.push(...violations(before, after, lookupOf(problem), starts));

  const timeline = await timeDay(day.legs ? after : placed, travelOf(problem).travel);
  const timed = timeline.stops.map((stop) => stop.start);
  const simulated = timesToday(routeOf(problem, day.legs ? after : placed, []));
  expect('timeline', startsOf(simulated), timed);
  const planned = timed[position] as number;
  // Today the technician can be anywhere on his way already; timeDay knows no now and may say earlier.
  const nowMatters = query.now > (day.working[0]?.start ?? Infinity) - offer.travel.before;
  if (nowMatters ? planned > offer.plannedStart : planned !== offer.plannedStart) {
    expect('start in the timeline', offer.plannedStart, planned);
  }
  return faults;
}

function startsOf(timed: Timed[]): number[] {
  return timed.map(({ start }) => start);
}

/** E, the planned start, F: the day exactly as the search saw it. */
function plannedStarts(route: Route, offer: Offer, duration: number): number[] {
  const { position: k, plannedStart, travel } = offer;
  const later = timesAfter(route, { k, duration, before: travel.before, after: travel.after }, plannedStart);
  return [...startsOf(timesToday(route)).slice(0, k), plannedStart, ...startsOf(later)];
}

/** Section 7: the day's violations after an offer is taken are a subset of those before, as early as possible and as planned. */
function violations(before: WorkDay, after: WorkDay, lookup: TravelLookup, starts: number[]): string[] {
  const was = checkDay(before, lookup);
  const added = [
    ...newViolations(was, checkDay(after, lookup)),
    ...newViolations(was, checkDay(after, lookup, { starts })),
  ];
  return added.map((violation) => `new violation ${JSON.stringify(violation)} in ${JSON.stringify(after)}`);
}
