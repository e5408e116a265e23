import { checkDay, newViolations, type Violation } from '@itinera/planner';
import { completeLegs } from '../availability/complete-legs.ts';
import { isPlaced, placesOf, type LoadedDay } from '../availability/work-day.ts';
import type { View } from './change-days.ts';
import type { DayChange } from './day-change.ts';

/**
 * What a change would break that was right before, by the verifier that shares no code with the search. It judges
 * exactly the starts that are to be stored. Empty: all that was promised is kept.
 */
export async function brokenBy(
  change: DayChange,
  loaded: LoadedDay,
  newStopId: string,
  { travel }: Pick<View, 'travel'>,
): Promise<Violation[]> {
  const legs = await completeLegs(
    placesOf(loaded.technician, loaded.date, loaded.rows),
    loaded.stored,
    travel,
  );
  const before = checkDay({ ...loaded.day, legs: legs.map(({ seconds }) => seconds) }, everyLegIsGiven);
  const startOf = new Map(loaded.rows.filter(isPlaced).map(({ id, startsAt }) => [id, startsAt]));
  for (const { id, startsAt } of change.timings) startOf.set(id, startsAt);
  if (change.newcomer) startOf.set(newStopId, change.newcomer.start);
  const starts = change.day.visits.map(({ id, earliest }) => startOf.get(id) ?? earliest);
  return newViolations(before, checkDay(change.day, everyLegIsGiven, { starts }));
}

const everyLegIsGiven = { seconds: () => undefined };
