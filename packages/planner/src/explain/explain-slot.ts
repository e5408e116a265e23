import { PlannerError } from '../errors.ts';
import { FieldPath, longestDuration } from '../field-path.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import { validateQuery } from '../problem/validate-query.ts';
import { findSlots } from '../search/find-slots.ts';
import { layGrid } from '../time/grid.ts';
import type { TravelTimes } from '../travel/types.ts';
import type { EpochSeconds, Interval, Seconds } from '../units.ts';
import { noDayNumbers } from './no-day.ts';
import { relaxationFamilies } from './families.ts';
import type { RefusedDay } from './families.ts';
import { askingOnly, distanceInTime } from './near-days.ts';
import { gotFurther, refuseDay } from './refuse-day.ts';
import { rememberedTravel } from './remembered-travel.ts';
import { smallestRelaxation } from './smallest-relaxation.ts';
import { timedDay } from './timed-day.ts';
import type { TimedDay } from './timed-day.ts';
import type { RefusalNumbers, SlotExplanation } from './types.ts';

const defaultFurthest: Seconds = 7200;

/**
 * Why a technician is offered the window that starts at `windowStart`, or why not, and the smallest single change of
 * the query that would open it (docs/planner.md 6).
 *
 * @param options.furthest how many seconds hours of work, opening hours and promises are stretched at most, in trying
 *   what would open the slot; default 7200.
 * @throws PlannerError when the query is not what its types promise, names no such technician, the grid has no
 *   window that starts then, or `furthest` is no duration; what the provider itself throws passes through.
 */
export async function explainSlot(
  query: SlotQuery,
  travel: TravelTimes,
  technicianId: string,
  windowStart: EpochSeconds,
  options: { furthest?: Seconds } = {},
): Promise<SlotExplanation> {
  validateQuery(query);
  const { furthest = defaultFurthest } = options;
  const at = new FieldPath();
  at.instant('windowStart', windowStart);
  at.whole('options.furthest', furthest, 0, longestDuration);
  const technician = query.technicians.find(({ id }) => id === technicianId);
  if (technician === undefined) {
    throw new PlannerError('unknown-id', 'technicianId', `names no technician: ${technicianId}`);
  }
  const window = windowAt(query.grid, windowStart);
  if (layGrid(query.grid, [window]).starts.length === 0) {
    throw new PlannerError('invalid', 'windowStart', `is no start of the grid: ${windowStart}`);
  }
  const remembered = rememberedTravel(travel);
  const near = technician.days.filter(
    (day) => distanceInTime(day, windowStart, query.grid.width) <= furthest,
  );
  const asked = askingOnly(query, technician, near);

  const { offers } = await findSlots({ ...asked, result: 'all' }, remembered);
  const offer = offers.find((other) => other.window.start === windowStart);
  if (offer !== undefined) return { offered: true, offer };

  const opens = async (relaxed: SlotQuery): Promise<boolean> => {
    if (!holds(relaxed, windowStart)) return false;
    const alone = { ...relaxed, request: { ...relaxed.request, windows: [window] } };
    return (await findSlots(alone, remembered)).offers.length > 0;
  };
  const days: RefusedDay[] = [];
  for (const day of near) {
    const timed = await timedDay(technician, day, asked.request, remembered);
    days.push({ ...timed, because: refusalOf(asked, timed, windowStart) });
  }
  const families = relaxationFamilies(asked, technician, days, windowStart, furthest);
  return {
    offered: false,
    refusal: {
      ...firstRefusal(asked, technician, days, windowStart),
      relaxation: await smallestRelaxation(asked, families, opens, windowStart),
    },
  };
}

/** A request window that holds the one start alone. */
function windowAt(grid: SlotQuery['grid'], start: EpochSeconds): Interval {
  return { start, end: Math.max(start + grid.width, start + 1) };
}

/** Whether some request window holds the window that starts then. */
function holds({ request, grid }: SlotQuery, start: EpochSeconds): boolean {
  const { end } = windowAt(grid, start);
  return request.windows.some((window) => window.start <= start && end <= window.end);
}

/** Why a day that does not offer the window refuses it. */
function refusalOf(query: SlotQuery, day: TimedDay, start: EpochSeconds): RefusalNumbers {
  if (!holds(query, start)) return { code: 'window' };
  const because = refuseDay(query, day, start);
  if (because === undefined) throw new Error(`${day.route.day.date} refuses nothing, and is not offered`);
  return because;
}

/** Of the days nearest to the window, the one on which it got furthest. */
function firstRefusal(
  query: SlotQuery,
  technician: Technician,
  days: readonly RefusedDay[],
  start: EpochSeconds,
): { date: string | null; because: RefusalNumbers } {
  const distances = days.map(({ route }) => distanceInTime(route.day, start, query.grid.width));
  const nearest = Math.min(...distances);
  let furthest: RefusedDay | undefined;
  for (const [i, day] of days.entries()) {
    if (distances[i] !== nearest) continue;
    if (furthest === undefined || gotFurther(day.because, furthest.because)) furthest = day;
  }
  if (furthest !== undefined) return { date: furthest.route.day.date, because: furthest.because };
  const because = holds(query, start)
    ? noDayNumbers(query, technician, start)
    : ({ code: 'window' } as const);
  return { date: null, because };
}
