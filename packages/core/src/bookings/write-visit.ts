import { insertRows, updateIntervention, updatePart, type NewIntervention, type Queries } from '@itinera/db';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import { nextReference } from '../interventions/reference.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { promiseColumns } from './promise-columns.ts';
import { stopRow, type Placed } from './stop-row.ts';
import type { Confirmed } from './types.ts';

interface Window {
  start: EpochSeconds;
  end: EpochSeconds;
}

/** A visit as it was just written, with the revision it has now. */
export interface WrittenVisit {
  confirmed: Confirmed;
  revision: number;
}

/** What a customer chose is confirmed with that, or waits for staff (CAD-AC-13). */
export function decidedBy(
  staffConfirms: boolean,
  now: EpochSeconds,
): { confirmedAt: EpochSeconds | null; awaitingSince: EpochSeconds | null } {
  return staffConfirms
    ? { confirmedAt: null, awaitingSince: now }
    : { confirmedAt: now, awaitingSince: null };
}

/** Writes a new intervention that is planned at once; its days are stored already. */
export async function writeNewVisit(
  ctx: Context,
  tx: Queries,
  wish: Wish,
  placement: Placed,
  window: Window,
  stopId: string,
  more: { accessId: string; comment: string; now: EpochSeconds; staffConfirms: boolean },
): Promise<WrittenVisit> {
  const { businessUnitId } = wish;
  const interventionId = ctx.ids.newId();
  const partId = ctx.ids.newId();
  const reference = await nextReference(tx, businessUnitId);
  await insertRows(tx, 'intervention', [
    {
      id: interventionId,
      businessUnitId,
      reference,
      activityTypeId: wish.type.id,
      customerId: wish.customer.id,
      addressId: wish.address.id,
      createdByAccessId: more.accessId,
      status: 'pending',
      ...decidedBy(more.staffConfirms, more.now),
      comment: more.comment,
      createdAt: more.now,
    },
  ]);
  await insertRows(tx, 'part', [
    {
      id: partId,
      businessUnitId,
      interventionId,
      position: 0,
      duration: wish.type.duration,
      ...promiseColumns(window, wish.zone),
      open: placement.open,
    },
  ]);
  await insertRows(tx, 'assignment', [stopRow(stopId, wish, placement, { partId })]);
  return {
    confirmed: {
      kind: 'confirmed',
      interventionId,
      reference,
      promise: { ...window, zone: wish.zone },
      rescheduled: false,
    },
    revision: 1,
  };
}

/** Of one that does not wait to be planned automatically. */
const notWaiting = { assignAt: null, assignTrying: false, assignAttempts: 0, assignReason: null };

/** Writes the new time of a visit whose former stops are gone and whose days are stored already; none waits for staff then. */
export async function writeMovedVisit(
  tx: Queries,
  wish: Wish,
  { intervention, part }: PlannedVisit,
  placement: Placed,
  window: Window,
  stopId: string,
  { promised = true, ...changes }: Partial<NewIntervention> & { promised?: boolean },
): Promise<WrittenVisit> {
  const { businessUnitId } = wish;
  const updated = await updateIntervention(tx, businessUnitId, intervention.id, intervention.revision, {
    awaitingSince: null,
    // However it was planned: it waits no longer.
    ...(intervention.status === 'autoassign_pending' && { status: 'pending', ...notWaiting }),
    ...changes,
  });
  if (!updated) throw new ItineraError('unavailable', 'The intervention changed meanwhile: try again');
  await updatePart(tx, businessUnitId, part.id, {
    ...promiseColumns(window, wish.zone, promised),
    duration: wish.type.duration,
    open: placement.open,
  });
  await insertRows(tx, 'assignment', [stopRow(stopId, wish, placement, { partId: part.id })]);
  return {
    confirmed: {
      kind: 'confirmed',
      interventionId: intervention.id,
      reference: intervention.reference,
      promise: { ...window, zone: wish.zone },
      rescheduled: part.promised && part.promiseStart !== null,
    },
    revision: updated.revision,
  };
}
