import type { Technician, Visit, WorkDay } from '@itinera/planner';
import type { Random } from '../helpers/random.ts';

/** A day as it may have been before, or may come to be: same date and no more working time, other visits, legs, limits. */
export function otherDay(random: Random, day: WorkDay): WorkDay {
  const { legs: _, limits: __, ...rest } = day;
  const visits = otherVisits(random, day.visits);
  const other: WorkDay = { ...rest, visits };
  if (random.chance(0.2)) other.working = day.working.slice(0, random.int(0, day.working.length));
  if (random.chance(0.2)) [other.start, other.end] = [day.end, day.start];
  if (random.chance(0.2)) other.commute = random.pick(['own-time', 'working-time']);
  if (random.chance(0.3)) other.limits = { visits: visits.length + random.int(0, 1) };
  const longest = Math.max(0, ...(day.legs ?? [600]));
  if (random.chance(0.6)) other.legs = [...visits, day.end].map(() => random.int(-1, longest));
  return other;
}

function otherVisits(random: Random, visits: Visit[]): Visit[] {
  const left = visits.filter(() => random.chance(0.7));
  if (random.chance(0.5)) return left;
  // More than there were: such a day outgrows its place.
  return [...left, ...visits.map((visit) => ({ ...visit, id: `${visit.id}+${random.int(0, 3)}` })), ...left];
}

/** The same technicians on other days. */
export function withOtherDays(random: Random, technicians: Technician[]): Technician[] {
  return technicians.map((technician) => ({
    ...technician,
    days: technician.days.map((day) => (random.chance(0.8) ? otherDay(random, day) : day)),
  }));
}
