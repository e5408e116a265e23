import type { Queries, Technician, TechnicianDay } from '@itinera/db';
import type { Place, TravelTimes } from '@itinera/planner';
import { keyOf, nothingTakenOut } from '../availability/load-problem.ts';
import { baseOn, isPlaced } from '../availability/work-day.ts';
import type { View } from '../bookings/change-days.ts';
import { loadDay } from '../bookings/days-without.ts';
import { gatherTravel } from '../bookings/gathered-travel.ts';
import type { Context } from '../context.ts';
import { localDate, localMinute, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { Overtaken } from './problems.ts';
import type { PreparedUndo } from './target.ts';

/** A day that lines may change, and where they may put visits. */
export interface DayToFetch extends TechnicianDay {
  places: readonly Place[];
}

/**
 * The days that a batch may change, with every way that may be needed there, asked for before the transaction: inside
 * nobody waits for a road. All of them are locked at once, as the order of locks wants it.
 */
export class FetchedDays {
  readonly #ctx: Context;
  readonly #days: ReadonlyMap<string, TechnicianDay>;
  readonly #travel: TravelTimes;

  constructor(ctx: Context, days: ReadonlyMap<string, TechnicianDay>, travel: TravelTimes) {
    this.#ctx = ctx;
    this.#days = days;
    this.#travel = travel;
  }

  async lock(tx: Queries): Promise<void> {
    if (this.#days.size > 0) await this.#ctx.db.lockTechnicianDays(tx, [...this.#days.values()]);
  }

  /** What a step sees inside. */
  view(tx: Queries): View {
    const locked = new Set(this.#days.keys());
    return { q: tx, travel: this.#travel, now: this.#ctx.clock.now(), round: 0, locked };
  }

  /** @throws Overtaken when one of them was not fetched: what was there before is not there any more. */
  require(days: readonly TechnicianDay[]): void {
    if (!days.every((day) => this.#days.has(keyOf(day)))) throw new Overtaken();
  }
}

/** Days as an undo has them prepared. */
export class PreparedDays implements PreparedUndo {
  readonly days: FetchedDays;

  constructor(days: FetchedDays) {
    this.days = days;
  }

  async begin(tx: Queries): Promise<void> {
    await this.days.lock(tx);
  }
}

export async function fetchDays(
  ctx: Context,
  companyId: string,
  wanted: readonly DayToFetch[],
): Promise<FetchedDays> {
  const { asking, known } = gatherTravel(ctx.travel);
  const view = { q: ctx.db.read, now: ctx.clock.now() };
  const days = new Map<string, TechnicianDay>();
  for (const [key, group] of Map.groupBy(wanted, keyOf)) {
    const { technicianId, date } = group[0]!;
    days.set(key, { technicianId, date });
    const loaded = await loadDay(view, companyId, { technicianId, date }, nothingTakenOut);
    if (!loaded) continue;
    const { lon, lat } = baseOn(loaded.technician, date);
    const all = [{ lon, lat }, ...loaded.rows.filter(isPlaced), ...group.flatMap(({ places }) => places)];
    const places = [...new Map(all.map((one) => [`${one.lon},${one.lat}`, placeOf(one)])).values()];
    if (places.length > 1) await asking.table(places, places);
  }
  return new FetchedDays(ctx, days, known());
}

function placeOf({ lon, lat }: Place): Place {
  return { lon, lat };
}

/** The days of a technician that may hold a window; early in the morning also the one whose shift began the evening before. */
export function daysOf(
  { id: technicianId, zone }: Pick<Technician, 'id' | 'zone'>,
  { start, end }: { start: EpochSeconds; end: EpochSeconds },
): TechnicianDay[] {
  const dates = [localDate(start, zone), localDate(end, zone)];
  if (localMinute(start, zone).slice(11) < '06:00') dates.push(shiftDate(localDate(start, zone), -1));
  return [...new Set(dates)].map((date) => ({ technicianId, date }));
}
