import {
  deleteAssignmentsOf,
  findActivityType,
  findAddress,
  findIntervention,
  listTechniciansOfBusinessUnit,
  updateIntervention,
  updatePart,
  type ImportLine,
  type Queries,
} from '@itinera/db';
import { isInterventionUsed, removeIntervention, type ImportUndoing } from '@itinera/db/imports';
import type { Interval, Place } from '@itinera/planner';
import { appendEvent } from '../../audit/append-event.ts';
import { loadVisit, type PlannedVisit } from '../../availability/planned-visit.ts';
import { loadWish } from '../../availability/wish.ts';
import { agreedWish, placeAgreed } from '../../bookings/agreed-time.ts';
import { storeDay } from '../../bookings/day-change.ts';
import { daysWithout } from '../../bookings/days-without.ts';
import { writePlan } from '../../bookings/plan.ts';
import type { Context } from '../../context.ts';
import { windowOf } from '../../interventions/promise.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { undoCustomer } from '../customers/undo.ts';
import type { PreparedUndo } from '../target.ts';
import { fetchDays, PreparedDays, type DayToFetch, type FetchedDays } from '../fetched-days.ts';
import type { InterventionSnapshot } from './snapshot.ts';

/** Fetches the days in which the visits of these lines stand, and those in which they stood. */
export async function prepareUndo(
  ctx: Context,
  scope: BusinessUnitScope,
  lines: readonly ImportLine[],
): Promise<PreparedUndo> {
  const wanted: DayToFetch[] = [];
  const { businessUnitId, companyId } = scope;
  for (const { recordType, recordId, before } of lines) {
    if (recordType !== 'intervention' || recordId === null) continue;
    if (!(await findIntervention(ctx.db.read, businessUnitId, recordId))) continue;
    const { stops } = await loadVisit(ctx.db.read, businessUnitId, recordId);
    const was = before as InterventionSnapshot | null;
    const addressId = was?.intervention.addressId ?? null;
    const address = addressId && (await findAddress(ctx.db.read, businessUnitId, addressId));
    const places: Place[] =
      address && address.lon !== null && address.lat !== null ? [{ lon: address.lon, lat: address.lat }] : [];
    for (const { technicianId, date } of [...stops, ...(was?.stops ?? [])])
      wanted.push({ technicianId, date, places });
  }
  return new PreparedDays(await fetchDays(ctx, companyId, wanted));
}

/**
 * Takes an intervention of an import back: a new one goes, out of its technician's day, where nobody was told of it and
 * nobody is moving it; a changed one becomes what it was, at its former time where there is room again. What was changed
 * since stays.
 */
export async function undoIntervention(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  line: ImportLine,
  prepared?: PreparedUndo,
): Promise<ImportUndoing> {
  if (line.recordType !== 'intervention') return undoCustomer(ctx, tx, scope, line);
  if (!(prepared instanceof PreparedDays)) throw new Error('an undo was not prepared');
  const { businessUnitId } = scope;
  const { recordId, outcome } = line;
  const row = recordId === null ? undefined : await findIntervention(tx, businessUnitId, recordId);
  if (!row || row.erasedAt !== null) return 'gone';
  if (row.revision !== line.revision) return 'changed';
  const visit = await loadVisit(tx, businessUnitId, row.id);
  prepared.days.require(visit.stops);
  if (outcome === 'created') return removeVisit(ctx, tx, scope, visit, prepared.days);
  const was = line.before as InterventionSnapshot | null;
  if (was === null) return 'gone';
  if (!(await restore(ctx, tx, scope, { visit, was, days: prepared.days }))) return 'changed';
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.changed',
    subjectType: 'intervention',
    subjectId: row.id,
    data: { by: 'import-undone' },
  });
  return 'undone';
}

async function removeVisit(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { intervention: { id }, part, stops }: PlannedVisit,
  days: FetchedDays,
): Promise<ImportUndoing> {
  const { businessUnitId, companyId } = scope;
  if (await isInterventionUsed(tx, businessUnitId, id)) return 'in-use';
  const view = days.view(tx);
  const changes = await daysWithout(view, companyId, stops, stops);
  await deleteAssignmentsOf(tx, businessUnitId, { partId: part.id });
  for (const change of changes) await storeDay(tx, change, view.now);
  await removeIntervention(tx, businessUnitId, id);
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.removed',
    subjectType: 'intervention',
    subjectId: id,
    data: { reason: 'import-undone' },
  });
  return 'undone';
}

/** false: there is no room for what was. Nothing is written then. */
async function restore(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { visit, was, days }: { visit: PlannedVisit; was: InterventionSnapshot; days: FetchedDays },
): Promise<boolean> {
  const { businessUnitId, companyId } = scope;
  const { intervention, part, stops } = visit;
  const window = windowOf({ ...part, ...was.part });
  const view = days.view(tx);
  if (window && was.stops.length > 0 && !sameStops(visit, was)) {
    const wish = await wishOf(tx, scope, intervention.id, was, window);
    if (!wish) return false;
    days.require(was.stops);
    const stopId = ctx.ids.newId();
    const where = { window, days: was.stops, stopId, leaving: stops };
    const placement = await placeAgreed(ctx, view, wish, where);
    if (!placement) return false;
    const plan = { visit, wish, placement, window, stopId, now: view.now };
    await writePlan(tx, plan, { ...was.intervention, promised: was.part.promised ?? true });
    return true;
  }
  if (was.stops.length === 0 && stops.length > 0) {
    const changes = await daysWithout(view, companyId, stops, stops);
    await deleteAssignmentsOf(tx, businessUnitId, { partId: part.id });
    for (const change of changes) await storeDay(tx, change, view.now);
  }
  await updatePart(tx, businessUnitId, part.id, was.part);
  return Boolean(
    await updateIntervention(tx, businessUnitId, intervention.id, intervention.revision, was.intervention),
  );
}

function sameStops({ intervention, part, stops }: PlannedVisit, was: InterventionSnapshot): boolean {
  const day = ({ technicianId, date }: { technicianId: string; date: string }) => `${technicianId} ${date}`;
  return (
    stops.map(day).join() === was.stops.map(day).join() &&
    part.promiseStart === was.part.promiseStart &&
    part.promiseEnd === was.part.promiseEnd &&
    part.duration === was.part.duration &&
    intervention.addressId === was.intervention.addressId &&
    intervention.activityTypeId === was.intervention.activityTypeId
  );
}

async function wishOf(
  tx: Queries,
  scope: BusinessUnitScope,
  interventionId: string,
  { intervention: { activityTypeId = '', addressId }, part, stops }: InterventionSnapshot,
  window: Interval,
) {
  const address = addressId ? await findAddress(tx, scope.businessUnitId, addressId) : undefined;
  const type = await findActivityType(tx, scope.businessUnitId, activityTypeId);
  const team = new Set((await listTechniciansOfBusinessUnit(tx, scope.businessUnitId)).map(({ id }) => id));
  if (!address?.active || !type?.active || stops.some(({ technicianId }) => !team.has(technicianId)))
    return null;
  if (address.location === 'not-located' && type.kind === 'intervention') return null;
  const wish = await loadWish(tx, scope, { activityTypeId, addressId: address.id, interventionId });
  return agreedWish(wish, window, part.duration ?? type.duration);
}
