import { checkDay, estimate, newViolations, placeVisit, straightLine } from '@itinera/planner';
import type { Offer, Place, SlotQuery, Violation, WorkDay } from '@itinera/planner';

const model = { constant: 10, secondsPerMetre: 0.01 };

/** The travel times of the fuzzed queries: any place of the world may come up. */
export const fuzzTravel = estimate(model);

/** The same, at hand. */
const lookup = {
  seconds: (from: Place, to: Place): number =>
    same(from, to) ? 0 : Math.ceil(model.constant + model.secondsPerMetre * straightLine(from, to)),
};

function same(a: Place, b: Place): boolean {
  const degrees = (value: number): number => Number(value.toFixed(6));
  return degrees(a.lon) === degrees(b.lon) && degrees(a.lat) === degrees(b.lat);
}

/** What is wrong with the offer's day that was not before, by `checkDay`. */
export function worsened(query: SlotQuery, offer: Offer): Violation[] {
  const technician = query.technicians.find(({ id }) => id === offer.technicianId);
  const day = technician?.days.find(({ date }) => date === offer.date);
  if (!day) throw new Error('the offer is of no day');
  const replaced = new Set(query.request.replaces);
  const stops = [
    0,
    ...day.visits.flatMap(({ id }, at) => (replaced.has(id) ? [] : [at + 1])),
    day.visits.length + 1,
  ];
  const placeOf = (stop: number): Place =>
    stop === 0 ? day.start : stop > day.visits.length ? day.end : (day.visits[stop - 1]?.place as Place);
  const legs = stops.slice(1).map((stop, k) => {
    const from = stops[k] as number;
    const kept = from + 1 === stop ? day.legs?.[from] : undefined;
    return kept ?? lookup.seconds(placeOf(from), placeOf(stop));
  });
  const visits = day.visits.filter(({ id }) => !replaced.has(id));
  const before: WorkDay = { ...day, visits, legs };
  const { before: to, after: onward } = offer.travel;
  const after = {
    ...placeVisit(query, offer, 'the new one'),
    legs: legs.toSpliced(offer.position, 1, to, onward),
  };
  return newViolations(checkDay(before, lookup), checkDay(after, lookup));
}
