import { findBusinessUnit } from '@itinera/db';
import { assistWhole } from '../availability/find-slots.ts';
import type { AssistantOffer, AssistRequest, WholeChoice } from '../availability/types.ts';
import type { Context } from '../context.ts';
import type { ApiScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { actingScope, requireType } from './acting-scope.ts';
import { apiIntervention } from './api-interventions.ts';
import type { ApiSlotQuery, ApiSlots, FullSlot, ReducedSlot } from './api-types.ts';
import { placeOfText } from './place-of-text.ts';
import { readSlotQuery } from './slot-query.ts';

const day = 86_400;
const usualDays = 14;

/**
 * When work can be done, by the one search that staff have too (CAD-PL-05, CAD-PL-06). Keys with `slots` alone learn when
 * and how good, never whose time it is (CAD-AP-02).
 * @throws ItineraError `invalid` (the field), `not-found`, `not-allowed` (`right`, or nothing can be offered there),
 *   `too-many`.
 */
export async function apiSlots(ctx: Context, scope: ApiScope, query: ApiSlotQuery): Promise<ApiSlots> {
  const given = readSlotQuery(query);
  const seesAll = scope.rights.includes('full-schedules');
  if (given.form === 'full' && !seesAll)
    throw new ItineraError('not-allowed', 'form full takes the right full-schedules: ask for reduced', {
      field: 'form',
      reason: 'right',
    });
  const form = given.form ?? (seesAll ? 'full' : 'reduced');
  const from = Math.max(given.from ?? 0, ctx.clock.now());
  const to = given.to ?? from + usualDays * day;
  if (given.activityTypeId !== undefined) requireType(scope, given.activityTypeId);
  const place = given.address === undefined ? null : await placeOfText(ctx, scope, given.address);
  const wanted = await wantedOf(ctx, scope, { ...given, ...place });
  const choice = await assistWhole(ctx, actingScope(scope), {
    ...wanted,
    ...(await datesAround(ctx, scope, from, to)),
    ...(form === 'full' && !given.availableOnly && { refused: { start: from, end: to } }),
  });
  const isAsked = ({ start }: { start: EpochSeconds }): boolean => from <= start && start < to;
  const { zone, duration } = choice;
  const asked = { zone, place, duration, from, to };
  return form === 'full'
    ? { form, ...asked, dates: byDate(fullSlots(choice).filter(isAsked), zone) }
    : { form, ...asked, dates: byDate(reducedSlots(choice, seesAll).filter(isAsked), zone) };
}

/** Work that is there says itself what and where. */
async function wantedOf(
  ctx: Context,
  scope: ApiScope,
  { interventionId, activityTypeId, addressId, latitude, longitude, duration }: ApiSlotQuery,
): Promise<AssistRequest> {
  if (interventionId !== undefined) {
    const work = await apiIntervention(ctx, scope, interventionId);
    if (work.addressId === null) throw notFound('addressId');
    return { activityTypeId: work.activityTypeId, addressId: work.addressId, interventionId };
  }
  const place =
    latitude === undefined || longitude === undefined ? undefined : { lat: latitude, lon: longitude };
  return { activityTypeId: activityTypeId ?? '', addressId, place, duration };
}

/** Every local date that `[from, to)` may touch, whichever zone the place has. */
async function datesAround(
  ctx: Context,
  { companyId, businessUnitId }: ApiScope,
  from: EpochSeconds,
  to: EpochSeconds,
): Promise<{ from: string; days: number }> {
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const first = shiftDate(localDate(from, unit.zone), -1);
  const last = shiftDate(localDate(to, unit.zone), 1);
  return { from: first, days: Math.round((Date.parse(last) - Date.parse(first)) / (day * 1000)) + 1 };
}

function fullSlots({ offers, refused }: WholeChoice): FullSlot[] {
  const nameOf = ({ id, name }: AssistantOffer['technician']) => ({ id, name });
  return [
    ...offers.map((offer) => ({
      start: offer.start,
      end: offer.end,
      available: true,
      unavailableReason: null,
      technician: nameOf(offer.technician),
      plannedStart: offer.plannedStart,
      relevance: offer.relevance,
      relevanceClass: offer.grade,
      reason: offer.reason,
      travel: offer.travel,
    })),
    ...refused.map(({ technician, start, end, code }) => ({
      start,
      end,
      available: false,
      unavailableReason: code,
      technician: nameOf(technician),
      plannedStart: null,
      relevance: null,
      relevanceClass: null,
      reason: null,
      travel: null,
    })),
  ];
}

/** Each window once, as good as its best; with numbers of technicians, each of theirs. */
function reducedSlots({ days, offers }: WholeChoice, numbered: boolean): ReducedSlot[] {
  if (!numbered)
    return days.flatMap(({ windows }) =>
      windows.map(({ start, end, grade }) => ({ start, end, relevanceClass: grade })),
    );
  const numbers = new Map<string, number>();
  return offers.map(({ start, end, grade, technician: { id } }) => {
    const technicianNumber = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, technicianNumber);
    return { start, end, relevanceClass: grade, technicianNumber };
  });
}

function byDate<Slot extends { start: EpochSeconds }>(
  slots: readonly Slot[],
  zone: string,
): { date: string; slots: Slot[] }[] {
  const dates = Map.groupBy(slots, ({ start }) => localDate(start, zone));
  return [...dates]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, own]) => ({ date, slots: own.toSorted((a, b) => a.start - b.start) }));
}
