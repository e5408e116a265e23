import { checkDay, newViolations, type Violation } from '@itinera/planner';
import { completeLegs } from '../availability/complete-legs.ts';
import { isFixed, isPlaced, placesOf, timedLegs, type LoadedDay } from '../availability/work-day.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { View } from './change-days.ts';
import { changedDay, type DayChange } from './day-change.ts';

/**
 * What a change would break that was right before, by the verifier that shares no code with the search. It judges
 * exactly the starts that are to be stored. Empty: all that was promised is kept.
 *
 * Before, everything is taken to be as early as it can. Where something then looks broken, what stays where it is (frozen,
 * begun, forced by hand) is taken to have stayed there before, too: it was as broken without the change.
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
  const seconds = timedLegs(
    loaded,
    legs.map((leg) => leg.seconds),
  );
  const day = { ...loaded.day, legs: seconds };
  const after = checkDay(change.day, everyLegIsGiven, { starts: startsOf(change, loaded, newStopId) });
  const broken = newViolations(checkDay(day, everyLegIsGiven), after);
  if (broken.length === 0 || !loaded.rows.some((row) => isFixed(row, loaded))) return broken;
  const unchanged = await changedDay(loaded, null, travel);
  return newViolations(checkDay(day, everyLegIsGiven, { starts: startsOf(unchanged, loaded) }), broken);
}

/** When each visit of a day is to begin. */
function startsOf(change: DayChange, { rows }: LoadedDay, newStopId?: string): EpochSeconds[] {
  const startOf = new Map(rows.filter(isPlaced).map(({ id, startsAt }) => [id, startsAt]));
  for (const { id, startsAt } of change.timings) startOf.set(id, startsAt);
  if (change.newcomer && newStopId !== undefined) startOf.set(newStopId, change.newcomer.start);
  return change.day.visits.map(({ id, earliest }) => startOf.get(id) ?? earliest);
}

const everyLegIsGiven = { seconds: () => undefined };
