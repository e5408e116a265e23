import type { Queries, ServiceArea } from '@itinera/db';
import {
  findSlots,
  goals,
  refusedWindows,
  type Goal,
  type Interval,
  type Offer,
  type SlotQuery,
  type SlotSearch,
  type Technician,
  type TravelTimes,
  type WorkDay,
} from '@itinera/planner';
import { ItineraError } from '../shared/errors.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate, Seconds } from '../shared/units.ts';
import { loadProblem, nothingTakenOut, type LoadedTechnician, type TakenOut } from './load-problem.ts';
import { offeredWindows, openHours } from './offered-time.ts';
import { serviceOf, type Wanted } from './wish.ts';
import { namedByZone, withZoneRefusals, type RefusedSlot, type Refusals } from './zone-refusals.ts';

/** What to look through: everything in the horizon, or only what may hold one promise. */
export interface SearchRange {
  /** Only days that may hold a promise in this interval; default the whole horizon. */
  around?: Interval;
  technicianIds?: readonly string[];
  /** Only this day of theirs. */
  date?: IsoDate;
  result: SlotQuery['result'];
  out?: TakenOut;
  /** Also why windows that begin then are refused, technician by technician. */
  refused?: Interval;
}

/** `offers` and `windows` speak of the promise: the service at the door begins in `[window.start, window.end]`. */
export interface FoundSlots extends Omit<SlotSearch, 'rejected'> {
  rejected: Refusals;
  problem: LoadedTechnician[];
  /** Empty unless it was asked for, with `result: 'all'`. */
  refused: RefusedSlot[];
}

/**
 * Every window that can be promised for `wish`, by the planner, over the days as they are in the store now.
 *
 * Buffers: the technician is at the place from `bufferBefore` before the promised arrival at the door until
 * `bufferAfter` after the work; all of it is service to the planner (and lies inside the customer's opening hours).
 * Promises lie on the grid, so the planner's clock runs `bufferBefore` ahead: on it the service begins when the
 * customer is promised that it does.
 */
export async function searchSlots(
  q: Queries,
  travel: TravelTimes,
  wish: Wanted,
  now: EpochSeconds,
  range: SearchRange,
): Promise<FoundSlots> {
  const windows = wish.agreed ? agreedWindows(range.around, now) : offeredWindows(wish.type, wish.zone, now);
  const asked = range.around ?? span(windows);
  if (asked === null) return { ...nothing, problem: [], refused: [] };
  const problem = await loadProblem(
    q,
    {
      companyId: wish.companyId,
      businessUnitId: wish.businessUnitId,
      ...(range.technicianIds === undefined ? {} : { technicianIds: range.technicianIds }),
      // Shifts that begin the evening before, and technicians whose date is another.
      fromDate: range.date ?? shiftDate(localDate(asked.start, wish.zone), -1),
      toDate: range.date ?? shiftDate(localDate(asked.end, wish.zone), 1),
    },
    now,
    range.out ?? nothingTakenOut,
  );
  const ahead = wish.type.bufferBefore;
  const open = openHours(wish, asked);
  const query: SlotQuery = {
    technicians: problem.map((loaded) => toTechnician(loaded, ahead)),
    request: {
      place: wish.place,
      duration: serviceOf(wish),
      skills: wish.skills,
      ...(Object.keys(wish.technicians).length > 0 && { technicians: wish.technicians }),
      // The first window stays: delay is counted from it, so that the same offer costs the same however it is found.
      windows: range.around ? windows.filter((window, i) => i === 0 || touches(window, asked)) : windows,
      ...(open && { open: open.map(later(ahead)) }),
    },
    grid: { zone: wish.zone, step: wish.type.step, width: wish.type.width, slack: wish.type.slack },
    now: now + ahead,
    notice: Math.max(0, wish.notice - ahead),
    goal: goalOf(wish.type.goal),
    ...(range.result === undefined ? {} : { result: range.result }),
  };
  const found = await findSlots(query, travel);
  if (range.refused) requireFew(problem.length, range.refused, wish);
  const refused = range.refused ? await refusedWindows(query, travel, range.refused, found.offers) : [];
  return {
    ...found,
    rejected: withZoneRefusals(query, found.rejected),
    problem,
    refused: namedByZone(query, refused),
  };
}

/** So many refusals are told at most: about what a second computes and an answer of some megabytes holds. */
const mostRefused = 50_000;

/** @throws ItineraError `invalid` (`to`). */
function requireFew(technicians: number, { start, end }: Interval, { type }: Wanted): void {
  if (technicians * Math.ceil((end - start) / type.step) <= mostRefused) return;
  throw new ItineraError('invalid', 'to must be nearer: too many slots to tell why each is not available', {
    field: 'to',
    reason: 'too-many',
  });
}

/** Exactly the window that was agreed, while it is to come. */
function agreedWindows(window: Interval | undefined, now: EpochSeconds): Interval[] {
  return window && window.start >= now ? [{ start: window.start, end: window.end + minute }] : [];
}

/** When the technician's service (buffers included) begins for an offer of `searchSlots`. */
export function serviceStart(wish: Wanted, offer: Offer): EpochSeconds {
  return offer.plannedStart - wish.type.bufferBefore;
}

/** A window is good enough for whom the wish is from. */
export function relevantEnough(wish: Wanted, offer: Offer): boolean {
  return offer.relevance >= wish.minimumRelevance;
}

/** The grid of what was agreed elsewhere. */
const minute = 60;

const nothing: SlotSearch = {
  windows: [],
  offers: [],
  rejected: {},
  travel: { cells: 0, calls: 0, estimated: 0 },
};

function goalOf(name: string): Goal {
  return name === 'earliest' ? goals.earliest : goals.relevance;
}

function toTechnician({ calendar, days }: LoadedTechnician, ahead: Seconds): Technician {
  const { technician, skills } = calendar;
  return {
    id: technician.id,
    skills,
    days: days.filter(({ closed }) => !closed).map(({ day }) => shifted(day, ahead)),
    ...(technician.maxDistance === null ? {} : { maxDistance: technician.maxDistance }),
    ...(technician.area === null ? {} : { area: polygonOf(technician.area) }),
  };
}

/** An area as GeoJSON, which wants the first corner again at the end. */
export function polygonOf(area: ServiceArea): NonNullable<Technician['area']> {
  return { type: 'Polygon', coordinates: [[...area, ...area.slice(0, 1)]] };
}

function shifted(day: WorkDay, ahead: Seconds): WorkDay {
  if (ahead === 0) return day;
  return {
    ...day,
    working: day.working.map(later(ahead)),
    visits: day.visits.map((visit) => ({
      ...visit,
      earliest: visit.earliest + ahead,
      latest: visit.latest + ahead,
      ...(visit.open === undefined ? {} : { open: visit.open.map(later(ahead)) }),
    })),
  };
}

function later(by: Seconds): (interval: Interval) => Interval {
  return ({ start, end }) => ({ start: start + by, end: end + by });
}

function span(windows: readonly Interval[]): Interval | null {
  const first = windows[0];
  const last = windows.at(-1);
  return first && last ? { start: first.start, end: last.end } : null;
}

function touches(a: Interval, b: Interval): boolean {
  return a.start <= b.end && b.start <= a.end;
}
