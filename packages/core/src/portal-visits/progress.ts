import type { InterventionSummary, Queries } from '@itinera/db';
import { countSpokenStops } from '@itinera/db/work';
import { arrivalWindow } from '../availability/arrival-window.ts';
import { completeLegs } from '../availability/complete-legs.ts';
import { nothingTakenOut } from '../availability/load-problem.ts';
import { placesOf, storedLegs } from '../availability/work-day.ts';
import { loadDay } from '../bookings/days-without.ts';
import { displayOf } from '../catalogue/settings.ts';
import type { PortalLayers } from '../catalogue/bookable-types.ts';
import type { Context } from '../context.ts';
import { promiseOf } from '../interventions/promise.ts';
import type { AccessScope } from '../scopes.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { VisitState } from '../shared/portal-visits.ts';
import type { PromisedWindow } from '../shared/units.ts';
import { workStateOf } from '../shared/work.ts';
import type { ExpectedArrival, VisitProgress } from './types.ts';

/** A window that is not narrower than this share of the promise tells its reader nothing new. */
const tellsMore = 0.75;
/** Days in which it shows what a technician usually says. */
const usual = 28;

/** How far a visit is in its customer's words. */
export function visitStateOf({ intervention, assignment }: InterventionSummary): VisitState {
  const state = workStateOf(intervention.status, assignment ? assignment.progress : undefined);
  switch (state) {
    case 'unplanned':
      return 'waiting';
    case 'planned':
      return 'booked';
    case 'intermediate':
      return 'checking';
    case 'closed':
      return intervention.result === 'ko' ? 'not-done' : 'done';
    default:
      return state;
  }
}

/**
 * How far a visit is, and when somebody is expected there: recomputed from the technician's day as it stands now. The one place that
 * says so to customers; of the rest of that day they learn nothing but what it makes of their own time.
 */
export async function progressOf(
  ctx: Context,
  q: Queries,
  scope: AccessScope,
  row: InterventionSummary,
  { types, unit }: Pick<PortalLayers, 'types' | 'unit'>,
): Promise<VisitProgress> {
  const { intervention, part, assignment } = row;
  const state = visitStateOf(row);
  const promise = promiseOf(part);
  const zone = promise?.zone ?? part?.zone ?? unit.zone;
  const since =
    state === 'started'
      ? intervention.actualStart
      : state === 'on-the-way' || state === 'arrived'
        ? (assignment?.progressAt ?? null)
        : null;
  const type = types.find(({ id }) => id === intervention.activityTypeId);
  const exact = displayOf(type ?? { display: null }).time === 'exact';
  const found = await arrivalAt(ctx, q, scope, row);
  const arrival =
    found && (state === 'on-the-way' || isNews(found, promise))
      ? { ...found, likely: exact ? found.likely : null }
      : null;
  const late = lateness(state, promise, arrival, ctx.clock.now());
  const isSilent = late === 'passed' && !(await isHeardOf(q, scope, row));
  return { state, since, arrival, late: isSilent ? 'no' : late, zone };
}

/** When somebody is expected at the door of a visit to which nobody came yet, today. */
async function arrivalAt(
  ctx: Context,
  q: Queries,
  { companyId }: AccessScope,
  { intervention, part, assignment }: InterventionSummary,
): Promise<ExpectedArrival | null> {
  const now = ctx.clock.now();
  if (!part || !assignment || intervention.awaitingSince !== null) return null;
  if (assignment.progress === null && assignment.date !== localDate(now, assignment.zone)) return null;
  const loaded = await loadDay({ q, now }, companyId, assignment, nothingTakenOut);
  if (!loaded) return null;
  const { technician, date, rows } = loaded;
  const places = placesOf(technician, date, rows);
  // Estimates are asked for again with each change of the day: not whenever somebody looks.
  const stored = storedLegs(places, loaded.stored).filter((leg) => leg !== null);
  const legs =
    stored.length === places.length - 1 ? stored : await completeLegs(places, loaded.stored, ctx.travel);
  const found = await arrivalWindow(loaded, legs, assignment.id);
  if (!found) return null;
  // Stop and promise end their windows together, a buffer apart.
  const buffer = part.promiseEnd === null ? 0 : part.promiseEnd - assignment.latest;
  const { from, to, likely, estimated } = found;
  return { from: from + buffer, to: to + buffer, likely: likely + buffer, estimated };
}

/**
 * Whether anything would be known of a visit whose time passed: its technician is on the way, or usually says at the door how far
 * work is. Of who closes work in the evening, or never, silence means nothing.
 */
async function isHeardOf(
  q: Queries,
  { businessUnitId }: AccessScope,
  { assignment }: InterventionSummary,
): Promise<boolean> {
  if (!assignment) return false;
  if (assignment.progress === 'on-the-way') return true;
  const { technicianId, date } = assignment;
  const days = { technicianId, fromDate: shiftDate(date, -usual), toDate: date };
  const { stops, atTheDoor } = await countSpokenStops(q, businessUnitId, days);
  return atTheDoor > 0 && 2 * atTheDoor >= stops;
}

function isNews({ from, to }: ExpectedArrival, promise: PromisedWindow | null): boolean {
  if (promise === null) return false;
  return to > promise.end || to - from <= tellsMore * (promise.end - promise.start);
}

function lateness(
  state: VisitState,
  promise: PromisedWindow | null,
  arrival: ExpectedArrival | null,
  now: number,
): VisitProgress['late'] {
  if (promise === null || (state !== 'booked' && state !== 'on-the-way')) return 'no';
  if (arrival === null)
    return now > promise.end && localDate(now, promise.zone) === localDate(promise.end, promise.zone)
      ? 'passed'
      : 'no';
  if (arrival.from > promise.end) return 'yes';
  return arrival.to > promise.end ? 'maybe' : 'no';
}
