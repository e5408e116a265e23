import { timeDay } from '@itinera/planner';
import type { WorkDay } from '@itinera/planner';
import { generateProblem } from './generate.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';

/**
 * The problem of a seed, mended: its travel times keep the triangle inequality, no day is broken, and nobody has left
 * home yet. There more freedom means more offers.
 */
export async function wholeProblem(seed: number): Promise<Problem> {
  const problem = generateProblem(seed);
  problem.seconds = shortestWays(problem.seconds);
  delete problem.topSpeed;
  const { query } = problem;
  const { travel } = travelOf(problem);
  const openings = query.technicians.flatMap(({ days }) =>
    days.flatMap(({ working }) => working[0]?.start ?? []),
  );
  const technicians = await Promise.all(
    query.technicians.map(async (technician) => ({
      ...technician,
      days: await Promise.all(
        technician.days.map(async ({ legs: _, ...day }) => {
          let whole: WorkDay = day;
          while (!(await isWhole(whole, travel))) whole = { ...whole, visits: whole.visits.slice(0, -1) };
          return whole;
        }),
      ),
    })),
  );
  const { replaces: _, ...request } = query.request;
  const now = Math.min(query.now, ...openings) - 7200 * problem.unit;
  return { ...problem, query: { ...query, technicians, request, now } };
}

/** Whether every promise is kept with room, on roads, and the way back fits. */
async function isWhole(day: WorkDay, travel: ReturnType<typeof travelOf>['travel']): Promise<boolean> {
  if (day.visits.length === 0) return true;
  const { stops, legs, wayBackFits } = await timeDay(day, travel);
  return (
    wayBackFits && stops.every((stop) => stop.fits && stop.lateness === 0) && legs.every((leg) => leg.road)
  );
}

/** Floyd and Warshall: from everywhere to everywhere, over wherever it is shortest; -1 = no way at all. */
function shortestWays(seconds: number[][]): number[][] {
  const ways = seconds.map((row) => row.map((cell) => (cell < 0 ? Infinity : cell)));
  for (const over of ways.keys()) {
    for (const row of ways) {
      for (const to of row.keys()) {
        row[to] = Math.min(row[to] as number, (row[over] as number) + (ways[over]?.[to] as number));
      }
    }
  }
  return ways.map((row) => row.map((cell) => (cell === Infinity ? -1 : cell)));
}
