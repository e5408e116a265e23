import {
  findIntervention,
  listLiveHoldsOfIntervention,
  listAssignmentsOf,
  updateIntervention,
  updatePart,
  type Address,
  type InterventionSummary,
  type NewIntervention,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { appendEvent } from '../../audit/append-event.ts';
import { loadVisit, type PlannedVisit } from '../../availability/planned-visit.ts';
import { loadWish, type Wish } from '../../availability/wish.ts';
import { agreedWish, placeAgreed } from '../../bookings/agreed-time.ts';
import { writeCancellation } from '../../bookings/cancel.ts';
import { daysWithout } from '../../bookings/days-without.ts';
import { writePlan } from '../../bookings/plan.ts';
import type { Placement } from '../../bookings/placement.ts';
import { promiseColumns } from '../../bookings/promise-columns.ts';
import type { Context } from '../../context.ts';
import { insertIntervention } from '../../interventions/create.ts';
import { promiseOf } from '../../interventions/promise.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { ItineraError } from '../../shared/errors.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow } from '../target.ts';
import type { Team } from '../technicians/team.ts';
import type { Decision } from './decide.ts';
import { daysOf, type FetchedDays } from '../fetched-days.ts';
import { isOver } from './history.ts';
import { snapshotOf } from './snapshot.ts';
import type { Plan } from './wanted-plan.ts';

/** Through what one batch is written. */
export interface Writing {
  ctx: Context;
  tx: Queries;
  scope: BusinessUnitScope;
  days: FetchedDays;
  team: Team;
  /** The unit's. */
  zone: string;
}

/** A place in somebody's day that was found for a line, and nothing of it written yet. */
interface FoundPlace {
  wish: Wish;
  placement: Placement;
  stopId: string;
}

/**
 * A new intervention: planned under the rules of staff's planning where somebody comes, history where it is over. Nobody
 * is told by mail.
 * @throws LineProblem before anything is written.
 */
export async function writeNew(
  writing: Writing,
  row: ImportRow,
  decision: Decision,
  address: Address,
): Promise<ImportEffect> {
  const { ctx, tx, scope } = writing;
  const { said, type, closing, plan, duration, customFields } = decision;
  const zone = address.zone ?? writing.zone;
  const over = isOver(closing.status);
  const found = over ? null : await findPlace(writing, decision, address, null);
  const reference = row.cells.get('reference')?.trim() ?? '';
  const { interventionId } = await insertIntervention(
    ctx,
    tx,
    scope,
    {
      ...closing,
      activityTypeId: type.id,
      customerId: address.customerId,
      addressId: address.id,
      comment: said.comment ?? '',
      customFields,
      externalReference: reference === '' ? null : reference,
      confirmedAt: confirmedAt(ctx, plan, null),
    },
    { duration, zone, ...(plan.window ? promiseColumns(plan.window, zone, plan.promised) : {}) },
  );
  let revision = 1;
  if (found && plan.window) {
    const visit = await loadVisit(tx, scope.businessUnitId, interventionId);
    const stored = { ...found, visit, window: plan.window, now: ctx.clock.now() };
    revision = (await writePlan(tx, stored, { promised: plan.promised })).revision;
    await tellPlanned(writing, interventionId, null);
  }
  if (over) await tellOver(writing, interventionId);
  return { outcome: 'created', recordType: 'intervention', recordId: interventionId, revision, main: true };
}

/**
 * What a line changes of an intervention that is there.
 * @throws LineProblem before anything is written.
 */
export async function writeChanged(
  writing: Writing,
  row: ImportRow,
  decision: Decision,
  { intervention, part }: InterventionSummary,
  address: Address,
): Promise<ImportEffect> {
  const { ctx, tx, scope, days } = writing;
  const { closing, before, plan, duration } = decision;
  const { businessUnitId } = scope;
  const visit = await loadVisit(tx, businessUnitId, intervention.id);
  const changes = changedColumns(row, decision, visit, address);
  if (plan.promised && plan !== before) changes.confirmedAt = confirmedAt(ctx, plan, before);
  const longer = part !== null && duration !== part.duration;
  const moved = plan !== before || longer || 'activityTypeId' in changes || 'addressId' in changes;
  const recordType = 'intervention';
  const recordId = intervention.id;
  if (Object.keys(changes).length === 0 && !moved)
    return { outcome: 'unchanged', recordType, recordId, main: true };
  const was = snapshotOf(visit);
  days.require(visit.stops);
  let revision: number;
  if (closing.status === 'canceled' && intervention.status !== 'canceled')
    revision = await cancelVisit(writing, visit, changes);
  else {
    const found =
      moved && !isOver(closing.status) ? await findPlace(writing, decision, address, visit) : null;
    if (found && plan.window) {
      const stored = { ...found, visit, window: plan.window, now: ctx.clock.now() };
      revision = (await writePlan(tx, stored, { ...changes, promised: plan.promised })).revision;
    } else {
      const window =
        plan.window && plan !== before ? promiseColumns(plan.window, visit.part.zone, plan.promised) : {};
      await updatePart(tx, businessUnitId, visit.part.id, { duration, ...window });
      revision = await update(tx, visit, changes);
    }
    if (plan !== before && !isOver(closing.status)) await tellPlanned(writing, recordId, visit);
  }
  if (closing.status !== intervention.status) await tellOver(writing, recordId);
  else
    await appendEvent(ctx, tx, scope, {
      kind: 'intervention.changed',
      subjectType: 'intervention',
      subjectId: recordId,
      data: { fields: Object.keys(changes), by: 'import' },
    });
  return { outcome: 'updated', recordType, recordId, revision, before: was, main: true };
}

/** The columns that a line changes. */
function changedColumns(
  row: ImportRow,
  { said, type, closing, customFields }: Decision,
  { intervention }: PlannedVisit,
  address: Address,
): Partial<NewIntervention> {
  const reference = row.cells.get('reference')?.trim() ?? '';
  const wished: Partial<NewIntervention> = {
    ...closing,
    activityTypeId: type.id,
    addressId: address.id,
    customFields,
    ...(said.comment === undefined ? {} : { comment: said.comment }),
    ...(reference === '' || reference === (intervention.externalReference ?? intervention.reference)
      ? {}
      : { externalReference: reference }),
  };
  return Object.fromEntries(
    Object.entries(wished).filter(
      ([field, value]) => !isDeepStrictEqual(value, intervention[field as keyof typeof intervention]),
    ),
  );
}

/**
 * The place of a plan in its technician's day; null where nobody comes.
 * @throws LineProblem `not-located`, `no-room`, and what a wish is refused for.
 */
async function findPlace(
  { ctx, tx, scope, days, team }: Writing,
  { type, plan, duration }: Decision,
  address: Address,
  visit: PlannedVisit | null,
): Promise<FoundPlace | null> {
  const leaving = visit?.stops ?? [];
  const interventionId = visit?.intervention.id;
  const { window, technicianId } = plan;
  const technician = technicianId === null ? undefined : team.byId.get(technicianId);
  if (technicianId === null || window === null) return null;
  if (!technician) throw new LineProblem('not-allowed', 'assignee_email');
  const wish = await loadWish(tx, scope, {
    activityTypeId: type.id,
    addressId: address.id,
    interventionId,
  }).catch((error: unknown) => {
    if (error instanceof ItineraError && error.reason === 'not-located')
      throw new LineProblem('not-located', 'address');
    throw asLineProblem(error, columnOfWish);
  });
  const agreed = agreedWish(wish, window, duration);
  const where = daysOf(technician, window);
  days.require([...where, ...leaving]);
  const stopId = ctx.ids.newId();
  const view = days.view(tx);
  const placement = await placeAgreed(ctx, view, agreed, { window, days: where, stopId, leaving });
  if (!placement) throw new LineProblem('no-room', plan.promised ? 'appointment' : 'scheduled_start_at');
  return { wish: agreed, placement, stopId };
}

const columnOfWish = { activityTypeId: 'intervention_type_reference', addressId: 'address' };

async function cancelVisit(
  { ctx, tx, scope, days }: Writing,
  visit: PlannedVisit,
  changes: Partial<NewIntervention>,
): Promise<number> {
  const { businessUnitId, companyId } = scope;
  const now = ctx.clock.now();
  const holds = await listLiveHoldsOfIntervention(tx, businessUnitId, visit.intervention.id, now);
  const stops = [...visit.stops];
  for (const { id } of holds) stops.push(...(await listAssignmentsOf(tx, businessUnitId, { holdId: id })));
  days.require(stops);
  const left = await daysWithout(days.view(tx), companyId, stops, stops);
  return writeCancellation(tx, { visit, holds, changes: left, now }, changes);
}

async function update(
  tx: Queries,
  { intervention: { businessUnitId, id, revision } }: PlannedVisit,
  changes: Partial<NewIntervention>,
): Promise<number> {
  const updated = await updateIntervention(tx, businessUnitId, id, revision, changes);
  if (!updated) throw new LineProblem('conflict');
  return updated.revision;
}

/** An appointment of a file was made with the customer (CAD-PL-26). */
function confirmedAt({ clock }: Context, plan: Plan, before: Plan | null): number | null {
  return plan.promised && plan !== before ? clock.now() : null;
}

/** Only what was promised is told to the customer. */
async function tellPlanned(
  { ctx, tx, scope }: Writing,
  interventionId: string,
  before: PlannedVisit | null,
): Promise<void> {
  const { part } = await loadVisit(tx, scope.businessUnitId, interventionId);
  const promise = promiseOf(part);
  const was = before && promiseOf(before.part);
  const told = was ? 'intervention.rescheduled' : 'intervention.planned';
  await appendEvent(ctx, tx, scope, {
    kind: promise ? told : 'intervention.scheduled',
    subjectType: 'intervention',
    subjectId: interventionId,
    data: { promise, before: was },
  });
}

/** At the time at which it was over. */
async function tellOver({ ctx, tx, scope }: Writing, interventionId: string): Promise<void> {
  const row = await findIntervention(tx, scope.businessUnitId, interventionId);
  if (!row) return;
  const { part } = await loadVisit(tx, scope.businessUnitId, interventionId);
  const promise = promiseOf(part);
  const canceled = row.status === 'canceled';
  const at = { ...ctx, clock: { now: () => row.closedAt ?? ctx.clock.now() } };
  await appendEvent(at, tx, scope, {
    kind: canceled ? 'intervention.canceled' : 'intervention.closed',
    subjectType: 'intervention',
    subjectId: interventionId,
    data: canceled ? { promise, reason: row.cancelReason } : { promise, result: row.result },
  });
}
