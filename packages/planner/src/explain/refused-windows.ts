import { constraintsOf } from '../constraints/list.ts';
import type { ConstraintCode } from '../constraints/codes.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import type { Offer } from '../result/types.ts';
import { layGrid } from '../time/grid.ts';
import type { TravelTimes } from '../travel/types.ts';
import type { EpochSeconds, Interval } from '../units.ts';
import { askingOnly, distanceInTime } from './near-days.ts';
import { noDayNumbers } from './no-day.ts';
import { gotFurther, refuseDay } from './refuse-day.ts';
import { rememberedTravel } from './remembered-travel.ts';
import { timedDay } from './timed-day.ts';
import type { TimedDay } from './timed-day.ts';
import type { RefusalNumbers } from './types.ts';

/** A window that a technician is not offered, and the first constraint that refuses it. */
export interface RefusedWindow {
  technicianId: string;
  start: EpochSeconds;
  code: ConstraintCode;
}

/** Days whose hours are further from a window than that have nothing to do with it; as `explainSlot`. */
const furthest = 7200;

/**
 * Why every technician is not offered the windows of the grid that start in `[among.start, among.end)`: for each the
 * code that `explainSlot` would give, without what would open it, so that a whole table costs little. Technician by
 * technician, windows in time order.
 *
 * @param offers what `findSlots` offers for this very query (`result: 'all'`): these are left out.
 * @throws what the provider itself throws.
 */
export async function refusedWindows(
  query: SlotQuery,
  travel: TravelTimes,
  among: Interval,
  offers: readonly Offer[],
): Promise<RefusedWindow[]> {
  const starts = layGrid(query.grid, query.request.windows).starts.filter(
    (start) => among.start <= start && start < among.end,
  );
  const remembered = rememberedTravel(travel);
  const refused: RefusedWindow[] = [];
  for (const technician of query.technicians) {
    const offered = new Set(
      offers.filter((one) => one.technicianId === technician.id).map(({ window }) => window.start),
    );
    const open = starts.filter((start) => !offered.has(start));
    const whole = constraintsOf('technician').find((constraint) => constraint.refuses(query, technician));
    const codeAt = whole ? () => whole.code : await refusals(query, technician, open, remembered);
    for (const start of open) refused.push({ technicianId: technician.id, start, code: codeAt(start) });
  }
  return refused;
}

/** Tells of any of these windows why it is refused; every day that is near one of them is timed once. */
async function refusals(
  query: SlotQuery,
  technician: Technician,
  starts: readonly EpochSeconds[],
  travel: TravelTimes,
): Promise<(start: EpochSeconds) => ConstraintCode> {
  const { width } = query.grid;
  const near = technician.days.filter((day) =>
    starts.some((start) => distanceInTime(day, start, width) <= furthest),
  );
  const asked = askingOnly(query, technician, near);
  const days: TimedDay[] = [];
  for (const day of near) days.push(await timedDay(technician, day, asked.request, travel));

  return (start) => {
    const distances = days.map(({ route }) => distanceInTime(route.day, start, width));
    const nearest = Math.min(...distances);
    let because: RefusalNumbers | undefined;
    if (nearest <= furthest)
      for (const [i, day] of days.entries()) {
        if (distances[i] !== nearest) continue;
        const here = refuseDay(asked, day, start);
        if (here === undefined) throw new Error(`${day.route.day.date} refuses nothing, and is not offered`);
        if (because === undefined || gotFurther(here, because)) because = here;
      }
    const { code } = because ?? noDayNumbers(query, technician, start);
    return code === 'window' ? 'working-time' : code;
  };
}
