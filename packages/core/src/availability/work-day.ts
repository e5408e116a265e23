import type { Assignment, DayLeg, Technician } from '@itinera/db';
import { straightLine, type Interval, type Place, type Visit, type WorkDay } from '@itinera/planner';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';
import { drivenTime, hasBegun, isUnderWay, legsUnderWay, visitsUnderWay } from './day-under-way.ts';
import { isExternal } from './external-time.ts';

/** A stop that stands somewhere; one without a place is cut out of the working time instead. */
export type PlacedRow = Assignment & { lon: number; lat: number };

/** One day of one technician as it is stored, and as the planner sees it (`day.visits` are the placed `rows`, in order). */
export interface LoadedDay {
  technician: Technician;
  date: IsoDate;
  /** What occupies the day now: booked work of every business unit, live holds and stops from elsewhere, in the order served. */
  rows: Assignment[];
  /** The legs stored with the day; they may be of an older order. */
  stored: DayLeg[];
  /** The calendar's working time; `day.working` has that of visits outside it as well. */
  working: Interval[];
  day: WorkDay;
  /** The instant at which it is looked at. */
  now: EpochSeconds;
  /** A customer is deciding whether a visit moves within this day: until then nothing else may enter it. */
  closed: boolean;
}

export function isPlaced(row: Assignment): row is PlacedRow {
  return row.lon !== null && row.lat !== null;
}

/** A visit that does not lie within one stretch of the calendar's working time; work without a place is cut out of it. */
export function isOutside({ startsAt, endsAt, lon }: Assignment, working: readonly Interval[]): boolean {
  return lon !== null && !working.some(({ start, end }) => start <= startsAt && endsAt <= end);
}

/** Where it is, it stays: staff froze it, or it has begun; by plan, as long as nobody has said anything of the day. */
export function isFixed(
  row: Assignment,
  { technician, date, rows, now }: Pick<LoadedDay, 'technician' | 'date' | 'rows' | 'now'>,
): boolean {
  if (!isUnderWay(rows, technician, date, now)) return row.frozen || row.startsAt <= now;
  return hasBegun(row, now) || (row.frozen && row.startsAt >= now);
}

/** The legs of a day, as it is timed with them. */
export function timedLegs(
  { technician, date, rows, now }: Pick<LoadedDay, 'technician' | 'date' | 'rows' | 'now'>,
  legs: readonly Seconds[],
): Seconds[] {
  return isUnderWay(rows, technician, date, now) ? legsUnderWay(rows.filter(isPlaced), legs, now) : [...legs];
}

/** Where a technician's day begins and ends (CAD-PL-12): the base, or the last of the later ones that holds by then. */
export function baseOn(
  {
    baseLabel,
    baseLon,
    baseLat,
    laterBases,
  }: Pick<Technician, 'baseLabel' | 'baseLon' | 'baseLat' | 'laterBases'>,
  date: IsoDate,
): Place & { label: string } {
  const later = laterBases?.findLast(({ from }) => from <= date);
  if (later) return { label: later.label, lon: later.lon, lat: later.lat };
  return { label: baseLabel, lon: baseLon, lat: baseLat };
}

/** The places a day passes: base, its placed rows in order, base. */
export function placesOf(technician: Technician, date: IsoDate, rows: readonly Assignment[]): Place[] {
  const { lon, lat } = baseOn(technician, date);
  const base = { lon, lat };
  return [base, ...rows.filter(isPlaced).map(({ lon, lat }) => ({ lon, lat })), base];
}

/** The stored legs that join these places, one by one; null where none is stored. An empty route stays at its base. */
export function storedLegs(places: readonly Place[], stored: readonly DayLeg[]): (DayLeg | null)[] {
  if (places.length === 2 && samePlace(places[0], places[1]))
    return [legBetween(places[0]!, places[1]!, { seconds: 0, metres: 0, estimated: false })];
  const known = new Map(stored.map((leg) => [pairOf(leg.from, leg.to), leg]));
  return places
    .slice(1)
    .map((to, i) => known.get(pairOf([places[i]!.lon, places[i]!.lat], [to.lon, to.lat])) ?? null);
}

export function legBetween(from: Place, to: Place, leg: Omit<DayLeg, 'from' | 'to'>): DayLeg {
  return { from: [from.lon, from.lat], to: [to.lon, to.lat], ...leg };
}

/**
 * The day as the planner is told it. `working` is the calendar's; work without a place is already out of it. Visits
 * that stand outside it (the calendar changed, or staff forced them) bring their own time and that of their legs.
 * Legs are passed on only when all are stored and none is an estimate: the planner takes given legs for road times.
 */
export function workDay(
  technician: Technician,
  date: IsoDate,
  working: Interval[],
  rows: readonly Assignment[],
  stored: readonly DayLeg[],
  now: EpochSeconds,
): WorkDay {
  const places = placesOf(technician, date, rows);
  const base = places[0]!;
  const placed = rows.filter(isPlaced);
  const legs = storedLegs(places, stored);
  const forced = withForced(working, placed, legs, places);
  const day: WorkDay = {
    date,
    start: base,
    end: base,
    ...(isUnderWay(rows, technician, date, now)
      ? timeUnderWay(forced, placed, legs, now)
      : { working: forced, visits: placed.map((row) => toVisit(row, now)) }),
    commute: technician.commute,
  };
  if (technician.limits !== null) day.limits = technician.limits;
  if (legs.every((leg) => leg !== null && !leg.estimated))
    day.legs = timedLegs(
      { technician, date, rows: [...rows], now },
      legs.map((leg) => leg!.seconds),
    );
  return day;
}

/** The visits of a day under way and the time that there is for them: the calendar's, and what somebody who left takes of theirs. */
function timeUnderWay(
  working: readonly Interval[],
  placed: readonly PlacedRow[],
  legs: readonly (DayLeg | null)[],
  now: EpochSeconds,
): Pick<WorkDay, 'working' | 'visits'> {
  const visits = visitsUnderWay(placed, legs, now);
  const driven = drivenTime(placed, visits, legs);
  return { working: driven.length === 0 ? [...working] : union([...working, ...driven]), visits };
}

/** The day as it is timed once all its legs are known, one more than it has placed rows: the one way for staff and customers. */
export function dayWithLegs({ day, ...loaded }: LoadedDay, legs: readonly DayLeg[]): WorkDay {
  const { technician, date, rows, now } = loaded;
  const seconds = timedLegs(
    loaded,
    legs.map((leg) => leg.seconds),
  );
  if (!isUnderWay(rows, technician, date, now)) return { ...day, legs: seconds };
  return { ...day, ...timeUnderWay(day.working, rows.filter(isPlaced), legs, now), legs: seconds };
}

/** Of a day of which nothing is said: a visit that has begun by plan, or that staff froze, is where it is; any other may still move inside what is left of its promise. */
function toVisit(row: PlacedRow, now: EpochSeconds): Visit {
  const visit = { id: row.id, place: { lon: row.lon, lat: row.lat }, duration: row.endsAt - row.startsAt };
  if (row.frozen || row.startsAt <= now) return { ...visit, earliest: row.startsAt, latest: row.startsAt };
  const earliest = Math.max(row.earliest, now);
  const open = row.open === null ? {} : { open: row.open };
  return { ...visit, earliest, latest: Math.max(row.latest, earliest), ...open };
}

/** What a leg to or from a stop from elsewhere is taken for until the road is known: 10 m/s as the crow flies. */
const roughPace = 0.1;

function withForced(
  working: Interval[],
  placed: PlacedRow[],
  legs: (DayLeg | null)[],
  places: Place[],
): Interval[] {
  const secondsOf = (leg: number, row: PlacedRow): Seconds => {
    const known = legs[leg]?.seconds;
    const rough = isExternal(row) ? straightLine(places[leg]!, places[leg + 1]!) * roughPace : 0;
    return Math.max(0, known ?? Math.ceil(rough));
  };
  const forced = placed.flatMap((row, i) => {
    if (working.some(({ start, end }) => start <= row.startsAt && row.endsAt <= end)) return [];
    return [{ start: row.startsAt - secondsOf(i, row), end: row.endsAt + secondsOf(i + 1, row) }];
  });
  return forced.length === 0 ? working : union([...working, ...forced]);
}

/** Ascending, disjoint, not touching. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.lon === b?.lon && a?.lat === b?.lat;
}

function pairOf(from: readonly [number, number], to: readonly [number, number]): string {
  return `${from[0]},${from[1]}>${to[0]},${to[1]}`;
}
