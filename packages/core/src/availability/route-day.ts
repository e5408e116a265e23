import {
  findTechnician,
  listRouteDetails,
  listSharedTypesOfStops,
  listTechniciansOfBusinessUnit,
  loadCalendarsById,
  type Assignment,
  type DayLeg,
  type RouteDetail,
  type Technician,
} from '@itinera/db';
import { timeDay, type TimelineStop } from '@itinera/planner';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { sightOf } from '../teams/sight.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { localized, type LocalizedText } from '../shared/languages.ts';
import { isIsoDate } from '../shared/local-time.ts';
import type { IsoDate } from '../shared/units.ts';
import { completeLegs } from './complete-legs.ts';
import { isExternal } from './external-time.ts';
import { loadDays, nothingTakenOut } from './load-problem.ts';
import type { RouteDay, RouteLeg, RouteStop } from './types.ts';
import { inUnit, instantsAround } from './unit-calendar.ts';
import { baseOn, dayWithLegs, isFixed, isOutside, isPlaced, placesOf, type LoadedDay } from './work-day.ts';

/**
 * One technician's day as a route: base, every stop as early as it can be served, or where staff put it by hand, base; legs
 * with seconds and metres.
 * Work of other business units, and what a private calendar says, is a black box: only its time is shown (CAD-BU-16, CAD-PL-31), and of
 * a shared type what kind of work it is (CAD-AT-06). Work without a place stands where its time is, and nothing is driven to it.
 * To a team leader all work of a member who does not delegate is a black box, and no place or way is told (CAD-US-04).
 * @throws ItineraError `not-found` for a technician of another unit and, to who sees their own plan only, for anybody
 *   else; `invalid` for a date that is none.
 */
export async function routeDay(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
  date: IsoDate,
): Promise<RouteDay> {
  requireIds({ technicianId });
  if (!isIsoDate(date))
    throw new ItineraError('invalid', 'date must be a date written YYYY-MM-DD', { field: 'date' });
  const { technician, hidden } = await visibleTechnician(ctx, scope, technicianId);
  const loaded = await loadDay(ctx, scope, technicianId, date);
  const route = { technician: summary(technician), date, zone: technician.zone, hidden };
  if (hidden) return { ...route, ...blackBoxes(loaded) };
  const base = baseOn(technician, date);
  if (!loaded || loaded.rows.length === 0)
    return {
      ...route,
      working: loaded?.day.working ?? [],
      start: base,
      end: base,
      stops: [],
      legs: [],
      totals: { visits: 0, work: 0, travel: 0, metres: 0, waiting: 0 },
    };
  const legs = await completeLegs(placesOf(technician, date, loaded.rows), loaded.stored, ctx.travel);
  const timeline = await timeDay(dayWithLegs(loaded, legs));
  const details = await listRouteDetails(ctx.db.read, scope.businessUnitId, stopIds(loaded));
  const shared = await listSharedTypesOfStops(ctx.db.read, scope.companyId, stopIds(loaded));
  const { stops, ways } = inTime(loaded, timeline.stops, legs, { details, shared }, scope);
  return {
    ...route,
    working: loaded.day.working,
    start: base,
    end: base,
    stops,
    legs: ways,
    totals: {
      visits: stops.length,
      work: stops.reduce((sum, { start, end }) => sum + end - start, 0),
      travel: ways.reduce((sum, way) => sum + Math.max(0, way.seconds), 0),
      metres: ways.some(({ metres }) => metres === null)
        ? null
        : ways.reduce((sum, { metres }) => sum + (metres ?? 0), 0),
      waiting: stops.reduce((sum, { waiting }) => sum + waiting, 0),
    },
  };
}

async function visibleTechnician(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
): Promise<{ technician: Technician; hidden: boolean }> {
  const ofUnit = await listTechniciansOfBusinessUnit(ctx.db.read, scope.businessUnitId);
  const technician = ofUnit.some(({ id }) => id === technicianId)
    ? await findTechnician(ctx.db.read, scope.companyId, technicianId)
    : undefined;
  if (!technician) throw notFound('technicianId');
  const sight = (await sightOf(ctx.db.read, scope))(technician);
  if (sight === 'none') throw notFound('technicianId');
  return { technician, hidden: sight === 'busy' };
}

/** What may be known of a day that is hidden: when somebody works, and when they are busy. */
function blackBoxes(
  loaded: LoadedDay | undefined,
): Omit<RouteDay, 'technician' | 'date' | 'zone' | 'hidden'> {
  const stops = (loaded?.rows ?? []).map(({ startsAt, endsAt }) => ({
    ...closed,
    ...{ arrival: startsAt, waiting: 0, start: startsAt, end: endsAt, lateness: 0, outside: false },
  }));
  const work = stops.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    working: loaded?.day.working ?? [],
    start: null,
    end: null,
    stops,
    legs: [],
    totals: { visits: stops.length, work, travel: 0, metres: null, waiting: 0 },
  };
}

async function loadDay(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
  date: IsoDate,
): Promise<LoadedDay | undefined> {
  const dates = { fromDate: date, toDate: date };
  const q = ctx.db.read;
  const range = { ...dates, ...instantsAround(date, date) };
  const calendars = await loadCalendarsById(q, scope.companyId, range, [technicianId]);
  const { companyId, businessUnitId } = scope;
  const open = await inUnit(q, { companyId, businessUnitId, ...dates }, calendars);
  const [loaded] = await loadDays(q, companyId, open, dates, ctx.clock.now(), nothingTakenOut);
  return loaded?.days[0];
}

/** Placed stops by their timeline, those without a place put in where they begin, with a leg of nothing before them. */
function inTime(
  loaded: LoadedDay,
  timeline: readonly TimelineStop[],
  legs: readonly DayLeg[],
  { details, shared }: { details: readonly RouteDetail[]; shared: readonly SharedType[] },
  scope: BusinessUnitScope,
): { stops: RouteStop[]; ways: RouteLeg[] } {
  const { rows, working } = loaded;
  const detailOf = new Map(details.map((detail) => [detail.assignmentId, detail]));
  const sharedName = new Map(shared.map(({ assignmentId, name }) => [assignmentId, name]));
  const placed = rows.filter(isPlaced).map((row, i) => {
    const { arrival, waiting, start, end } = timeline[i]!;
    const lateness = Math.max(0, start - row.latest);
    // Where staff put it, although it may not be reached by then.
    const stays = row.frozen && row.progress === null && isFixed(row, loaded);
    const times = stays
      ? { arrival, waiting, start: row.startsAt, end: row.endsAt }
      : { arrival, waiting, start, end };
    return { row, way: wayOf(legs[i]!), times: { ...times, lateness }, at: start };
  });
  const placeless = rows
    .filter((row) => !isPlaced(row))
    .map((row) => ({
      row,
      way: { seconds: 0, metres: 0, estimated: false },
      times: { arrival: row.startsAt, waiting: 0, start: row.startsAt, end: row.endsAt, lateness: 0 },
      at: row.startsAt,
    }));
  const all = [...placed, ...placeless].sort((a, b) => a.at - b.at);
  return {
    stops: all.map(({ row, times }) => ({
      ...known(row, detailOf.get(row.id), sharedName.get(row.id), scope),
      ...times,
      outside: row.progress === null && !isExternal(row) && isOutside(row, working),
    })),
    ways: [...all.map(({ way }) => way), wayOf(legs.at(-1)!)],
  };
}

/** What other units of the company may read of a stop (CAD-AT-06). */
type SharedType = Awaited<ReturnType<typeof listSharedTypesOfStops>>[number];
type KnownOfStop = Omit<RouteStop, 'arrival' | 'waiting' | 'start' | 'end' | 'lateness' | 'outside'>;

const closed = {
  kind: 'other',
  interventionId: null,
  reference: null,
  typeName: null,
  typeLogo: null,
  customerName: null,
  place: null,
  promise: null,
  progress: null,
} as const satisfies KnownOfStop;

function known(
  row: Assignment,
  detail: RouteDetail | undefined,
  sharedName: LocalizedText | undefined,
  scope: BusinessUnitScope,
): KnownOfStop {
  if (!detail || row.businessUnitId !== scope.businessUnitId)
    return { ...closed, typeName: sharedName ? localized(sharedName, scope.language) : null };
  const { address } = detail;
  return {
    kind: row.holdId === null ? 'visit' : 'hold',
    interventionId: detail.interventionId,
    reference: detail.reference,
    typeName: localized(detail.activityTypeName, scope.language),
    typeLogo: detail.activityTypeLogo,
    customerName: displayName(detail.customer),
    place: isPlaced(row) && address ? { label: addressText(address), lon: row.lon, lat: row.lat } : null,
    progress: row.progress,
    promise:
      detail.promised === false || detail.promiseStart === null || detail.promiseEnd === null
        ? null
        : { start: detail.promiseStart, end: detail.promiseEnd },
  };
}

function stopIds({ rows }: LoadedDay): string[] {
  return rows.filter((row) => !isExternal(row)).map(({ id }) => id);
}

function wayOf({ seconds, metres, estimated }: DayLeg): RouteLeg {
  return { seconds, metres, estimated };
}

function summary({ id, name, colour }: Technician): RouteDay['technician'] {
  return { id, name, colour };
}
