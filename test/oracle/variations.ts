import type { Interval, SlotQuery, Technician, Visit, WorkDay } from '@itinera/planner';
import { localDate, secondOfDay } from './local-clock.ts';
import type { Problem } from './problem.ts';
import type { Random } from '../helpers/random.ts';

/** Changes of a problem of which it is known what they do to the answer; undefined where there is nothing to change. */
export type Variation = (problem: Problem, random: Random) => Problem | undefined;

const withTechnicians = (problem: Problem, technicians: Technician[]): Problem => ({
  ...problem,
  query: { ...problem.query, technicians },
});

/** One day of one technician changed. */
function withDay(
  problem: Problem,
  random: Random,
  change: (day: WorkDay) => WorkDay | undefined,
): Problem | undefined {
  const { technicians } = problem.query;
  const who = random.int(0, technicians.length - 1);
  const technician = technicians[who] as Technician;
  const which = random.int(0, technician.days.length - 1);
  const day = technician.days[which];
  const changed = day && change(day);
  return (
    changed &&
    withTechnicians(
      problem,
      technicians.with(who, { ...technician, days: technician.days.with(which, changed) }),
    )
  );
}

export const withoutVisit: Variation = (problem, random) =>
  withDay(problem, random, (day) =>
    day.visits.length === 0
      ? undefined
      : { ...day, visits: day.visits.toSpliced(random.int(0, day.visits.length - 1), 1) },
  );

/** Working hours that begin earlier, end later, or have one break less; only where no other day is in the way. */
export const longerHours: Variation = (problem, random) => {
  if (problem.query.technicians.some(({ days }) => days.length > 1)) return undefined;
  return withDay(problem, random, (day) => {
    const [first, last] = [day.working[0], day.working.at(-1)];
    if (!first || !last) return undefined;
    const more = problem.unit * random.int(1, 30);
    const changes: Interval[][] = [
      day.working.with(0, { ...first, start: first.start - more }),
      day.working.with(-1, { ...last, end: last.end + more }),
      [{ start: first.start, end: last.end }],
    ];
    return { ...day, working: random.pick(changes) };
  });
};

export const shorterHours: Variation = (problem, random) =>
  withDay(problem, random, (day) => {
    const [first] = day.working;
    return first && { ...day, working: [{ ...first, end: Math.ceil((first.start + first.end) / 2) }] };
  });

export const moreSkill: Variation = (problem, random) => {
  const { technicians } = problem.query;
  const who = random.int(0, technicians.length - 1);
  const technician = technicians[who] as Technician;
  const skill = random.pick(['gas', 'heat']);
  const skills = { ...technician.skills, [skill]: (technician.skills[skill] ?? 0) + random.int(1, 2) };
  return withTechnicians(problem, technicians.with(who, { ...technician, skills }));
};

export const lessNotice: Variation = (problem, random) => {
  const { query } = problem;
  return query.notice ? { ...problem, query: { ...query, notice: random.int(0, query.notice) } } : undefined;
};

/** Technicians in another order. */
export const permuted: Variation = (problem, random) => {
  const { technicians } = problem.query;
  if (technicians.length < 2) return undefined;
  const turn = random.int(1, technicians.length - 1);
  return withTechnicians(problem, [...technicians.slice(turn), ...technicians.slice(0, turn)].toReversed());
};

/** Everything so many seconds later; dates, being labels, by whole days. */
export function shifted(problem: Problem, by: number): Problem {
  const { query } = problem;
  const { request } = query;
  const interval = ({ start, end }: Interval): Interval => ({ start: start + by, end: end + by });
  const visit = (each: Visit): Visit => ({
    ...each,
    earliest: each.earliest + by,
    latest: each.latest + by,
    ...(each.open && { open: each.open.map(interval) }),
  });
  const day = (each: WorkDay): WorkDay => ({
    ...each,
    date: shiftedDate(each.date, by),
    working: each.working.map(interval),
    visits: each.visits.map(visit),
  });
  const moved: SlotQuery = {
    ...query,
    now: query.now + by,
    technicians: query.technicians.map((technician) => ({ ...technician, days: technician.days.map(day) })),
    request: {
      ...request,
      windows: request.windows.map(interval),
      ...(request.open && { open: request.open.map(interval) }),
    },
  };
  return { ...problem, base: problem.base + by, query: moved };
}

export function shiftedDate(date: string, by: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + by * 1000).toISOString().slice(0, 10);
}

/** Whether the clock shows the same all through the problem, now and so many seconds later. */
export function sameClock({ query }: Problem, by: number): boolean {
  const { zone } = query.grid;
  const { windows } = query.request;
  const moments = [
    query.now,
    query.now + (query.notice ?? 0),
    ...windows.flatMap(({ start, end }) => [start, end]),
  ];
  const until = Math.max(...moments);
  for (let t = Math.min(...moments) - 900; t <= until + 900; t += 900) {
    if (secondOfDay(zone, t) !== secondOfDay(zone, t + by)) return false;
    if (shiftedDate(localDate(zone, t), by) !== localDate(zone, t + by)) return false;
  }
  return true;
}
