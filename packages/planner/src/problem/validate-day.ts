import type { Visit, WorkDay } from './types.ts';
import { FieldPath, firstInstant, isPlace, lastInstant, longestDuration, shown } from '../field-path.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Refuses a work day that is not what `WorkDay` promises; the error names the field and the relation that fails.
 * `at` stands inside the day (`technicians[3].days[0]`); alone, paths start at `day`.
 */
export function validateDay(day: WorkDay, at: FieldPath = pathOfDay()): void {
  at.record('', day);
  if (typeof day.date !== 'string' || !isoDate.test(day.date)) {
    at.fail('invalid', 'date', `must be a local date such as 2026-03-29, not ${shown(day.date)}`);
  }
  at.place('start', day.start);
  if (day.end !== day.start) at.place('end', day.end);
  at.intervals('working', day.working, true);
  at.list('visits', day.visits);
  for (let i = 0; i < day.visits.length; i++) {
    if (isPlainlySound(day.visits[i]!)) continue;
    at.enter('visits', i);
    validateVisit(day.visits[i]!, at);
    at.leave();
  }
  if (day.legs !== undefined) validateLegs(day.legs, day.visits.length + 1, at);
  if (day.commute !== undefined && day.commute !== 'working-time' && day.commute !== 'own-time') {
    at.fail('invalid', 'commute', `must be 'working-time' or 'own-time', not ${shown(day.commute)}`);
  }
  if (day.limits !== undefined) {
    at.record('limits', day.limits);
    at.enter('limits');
    for (const name of ['visits', 'work', 'travel', 'total'] as const) {
      const limit = day.limits[name];
      if (limit !== undefined) at.whole(name, limit, 0);
    }
    at.leave();
  }
}

function pathOfDay(): FieldPath {
  const at = new FieldPath();
  at.enter('day');
  return at;
}

function validateVisit(visit: Visit, at: FieldPath): void {
  at.record('', visit);
  at.text('id', visit.id);
  at.place('place', visit.place);
  at.whole('duration', visit.duration, 1, longestDuration);
  at.instant('earliest', visit.earliest);
  at.instant('latest', visit.latest);
  if (visit.latest < visit.earliest) at.fail('unordered', 'latest', 'is before earliest');
  if (visit.open !== undefined) at.intervals('open', visit.open);
}

/** The usual visit told in one expression, several times as fast; any other is looked at field by field. */
function isPlainlySound(visit: Visit): boolean {
  // What a caller without types may hand in.
  if ((visit as unknown) === null || typeof visit !== 'object' || Array.isArray(visit)) return false;
  const { id, place, duration, earliest, latest, open } = visit;
  return (
    typeof id === 'string' &&
    isPlace(place) &&
    Number.isInteger(duration) &&
    duration >= 1 &&
    duration <= longestDuration &&
    Number.isInteger(earliest) &&
    earliest >= firstInstant &&
    Number.isInteger(latest) &&
    latest >= earliest &&
    latest <= lastInstant &&
    open === undefined
  );
}

function validateLegs(legs: readonly number[], length: number, at: FieldPath): void {
  at.list('legs', legs);
  if (legs.length !== length) {
    at.fail('length', 'legs', `must have ${length} entries, one more than visits, not ${legs.length}`);
  }
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i]!;
    if (!(Number.isInteger(leg) && leg >= -1 && leg <= longestDuration)) {
      at.whole(`legs[${i}]`, leg, -1, longestDuration);
    }
  }
}
