import {
  findAddress,
  listStopsAtAddress,
  relocateStops,
  type Address,
  type Assignment,
  type TechnicianDay,
} from '@itinera/db';
import type { Place } from '@itinera/planner';
import { appendEvent } from '../audit/append-event.ts';
import { keyOf, nothingTakenOut } from '../availability/load-problem.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { changeDays, type Step, type View } from './change-days.ts';
import { changedDay, storeDay } from './day-change.ts';
import { loadDay } from './days-without.ts';
import { lateIn, type LateVisit } from './late-visits.ts';

/** What became of the visits at an address that is somewhere else now. */
export interface FollowedVisits {
  visits: number;
  /** Visits of those days that were in time and will now be late, or have no road: their promises stay. */
  late: LateVisit[];
}

/**
 * Takes the visits to come at an address along to where it is now, day by day: places, order and promises are as they
 * were, times and legs are those of the new ways (see `changeDays`). Where the day has no room for that, its times stay
 * as they are and its route shows what is late. What has begun stays. Doing it again does nothing.
 */
export async function followAddress(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  addressId: string,
): Promise<FollowedVisits> {
  const q = ctx.db.read;
  const { businessUnitId } = scope;
  const address = await findAddress(q, businessUnitId, addressId);
  const place = address && placeOf(address);
  if (!place) return { visits: 0, late: [] };
  const behind = await stopsElsewhere({ q, now: ctx.clock.now() }, businessUnitId, addressId, place);
  const days = new Map(
    behind.map(({ technicianId, date }) => [keyOf({ technicianId, date }), { technicianId, date }]),
  );
  const all: FollowedVisits = { visits: 0, late: [] };
  for (const day of days.values()) {
    const done =
      (await followOnDay(ctx, scope, address, day, place, true)) ??
      (await followOnDay(ctx, scope, address, day, place, false));
    all.visits += done?.visits ?? 0;
    all.late.push(...(done?.late ?? []));
  }
  return all;
}

async function followOnDay(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { id: addressId, customerId, revision }: Address,
  day: TechnicianDay,
  place: Place,
  retimes: boolean,
): Promise<FollowedVisits | null> {
  const { businessUnitId, companyId } = scope;
  const request = ['follow-address', addressId, revision, place.lon, place.lat, keyOf(day), retimes];
  // The same address may come back to where it was: then its visits follow anew.
  const call = { actor: actorOf(scope), key: `follow:${ctx.ids.newId()}`, request };
  return changeDays<FollowedVisits>(ctx, scope, call, async (view): Promise<Step<FollowedVisits>> => {
    const behind = await stopsElsewhere(view, businessUnitId, addressId, place);
    const stops = behind.filter((stop) => keyOf(stop) === keyOf(day));
    const elsewhere = new Map(stops.map(({ id }) => [id, { lon: place.lon, lat: place.lat }]));
    const loaded = await loadDay(view, companyId, day, { ...nothingTakenOut, changed: elsewhere });
    const change = loaded && (await changedDay(loaded, null, view.travel));
    return {
      days: [day],
      async commit(tx) {
        if (stops.length === 0 || !change || !loaded) return { visits: 0, late: [] };
        await relocateStops(tx, businessUnitId, [...elsewhere.keys()], place);
        await storeDay(tx, retimes ? change : { ...change, timings: [] }, view.now);
        const late = await lateIn(tx, businessUnitId, loaded, change);
        await appendEvent(ctx, tx, scope, {
          kind: 'customer.visits-followed',
          subjectType: 'customer',
          subjectId: customerId,
          data: { addressId, ...day, visits: stops.length, late },
        });
        return { visits: stops.length, late };
      },
    };
  });
}

/** The stops to come at an address that do not stand where it is. */
async function stopsElsewhere(
  { q, now }: Pick<View, 'q' | 'now'>,
  businessUnitId: string,
  addressId: string,
  { lon, lat }: Place,
): Promise<Assignment[]> {
  const stops = await listStopsAtAddress(q, businessUnitId, addressId, now);
  return stops.filter((stop) => stop.lon !== lon || stop.lat !== lat);
}

function placeOf({ lon, lat, location }: Address): Place | undefined {
  return location === 'not-located' || lon === null || lat === null ? undefined : { lon, lat };
}
