import type { Technician, WorkDay } from '@itinera/planner';
import type { Problem } from './problem.ts';

/**
 * The smallest problem reached from a failing one by leaving things out while it still fails. What is left is
 * what the failure is about.
 */
export async function shrink(
  problem: Problem,
  fails: (candidate: Problem) => Promise<boolean>,
): Promise<Problem> {
  let smallest = problem;
  for (;;) {
    let next: Problem | undefined;
    for (const candidate of smaller(smallest)) {
      if (await fails(candidate)) {
        next = candidate;
        break;
      }
    }
    if (!next) return smallest;
    smallest = next;
  }
}

/** Problems with one thing less, the larger things first. */
function* smaller(problem: Problem): Generator<Problem> {
  const { query } = problem;
  const { request, technicians, grid } = query;
  for (const list of without(technicians)) yield { ...problem, query: { ...query, technicians: list } };
  for (const list of without(request.windows)) {
    if (list.length > 0) yield { ...problem, query: { ...query, request: { ...request, windows: list } } };
  }
  for (const [at, technician] of technicians.entries()) {
    for (const less of smallerTechnician(technician)) {
      yield { ...problem, query: { ...query, technicians: technicians.with(at, less) } };
    }
  }
  for (const field of ['skills', 'open', 'technicians', 'replaces'] as const) {
    if (request[field]) yield { ...problem, query: { ...query, request: omit(request, field) } };
  }
  for (const field of ['notice', 'goal'] as const) {
    if (query[field] !== undefined) yield { ...problem, query: omit(query, field) };
  }
  if (grid.slack) yield { ...problem, query: { ...query, grid: omit(grid, 'slack') } };
  if (grid.width) yield { ...problem, query: { ...query, grid: { ...omit(grid, 'slack'), width: 0 } } };
  if (problem.topSpeed !== undefined) yield omit(problem, 'topSpeed');
  if (problem.hasLegs) yield { ...problem, hasLegs: false };
  if (problem.estimated.flat().some(Boolean)) {
    yield { ...problem, estimated: problem.estimated.map((row) => row.map(() => false)) };
  }
}

function* smallerTechnician(technician: Technician): Generator<Technician> {
  for (const days of without(technician.days)) yield { ...technician, days };
  for (const field of ['area', 'maxDistance'] as const)
    if (technician[field] !== undefined) yield omit(technician, field);
  for (const [at, day] of technician.days.entries()) {
    for (const less of smallerDay(day)) yield { ...technician, days: technician.days.with(at, less) };
  }
}

function* smallerDay(day: WorkDay): Generator<WorkDay> {
  for (const field of ['limits', 'legs', 'commute'] as const)
    if (day[field] !== undefined) yield omit(day, field);
  // Legs that are kept would no longer fit fewer visits.
  if (!day.legs) for (const visits of without(day.visits)) yield { ...day, visits };
  for (const working of without(day.working)) yield { ...day, working };
  for (const [at, visit] of day.visits.entries()) {
    if (visit.open) yield { ...day, visits: day.visits.with(at, omit(visit, 'open')) };
  }
}

function* without<T>(list: T[]): Generator<T[]> {
  for (const at of list.keys()) yield list.toSpliced(at, 1);
}

function omit<T extends object, K extends keyof T>(from: T, field: K): Omit<T, K> & T {
  const { [field]: _, ...rest } = from;
  return rest as Omit<T, K> & T;
}
