import {
  DbError,
  findActivityType,
  findAddress,
  findBusinessUnit,
  insertRows,
  lockCustomer,
  type Intervention,
  type NewIntervention,
  type NewPart,
  type Queries,
} from '@itinera/db';
import { findInterventionsByName } from '@itinera/db/imports';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once, storedOutcome } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { canBeAssigned } from './can-be-assigned.ts';
import { requireContainer } from './require-container.ts';
import { changeComment } from './edit.ts';
import { nextReference } from './reference.ts';
import { readCreateInput } from './schema.ts';
import type { CreateInterventionInput } from './types.ts';

/**
 * Makes an intervention that is not planned yet, with one part of the type's duration. Where its type is planned
 * automatically it waits for that, unless whoever makes it means to plan it (`byHand`). Under an `externalReference` that is known
 * nothing is made: the work that has it gets the comment, where whoever asks `mayChange` it.
 * @throws ItineraError `not-found` (also for an address of another customer), `not-allowed` (`role`,
 *   `type-inactive`, `type-not-manual` for staff, `address-inactive`; `contained-only` without `parentId`,
 *   `container-inside` with one, and as `requireContainer`; `taken` for an `externalReference` of other work; `right`, `status` for a
 *   comment that may not be changed), `invalid`, `key-reused`.
 */
export async function create(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: CreateInterventionInput,
  mayChange = true,
): Promise<{ interventionId: string; reference: string }> {
  const { comment, byHand, externalReference } = readCreateInput(input);
  const { activityTypeId, customerId, addressId, parentId, idempotencyKey } = input;
  requireIds({ activityTypeId, customerId, addressId, parentId });
  const more = [
    ...(byHand ? ['by-hand'] : []),
    ...(parentId === undefined ? [] : [parentId]),
    ...(externalReference === undefined ? [] : [{ externalReference }]),
  ];
  const request = ['create', activityTypeId, customerId, addressId, comment, ...more];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  const replay = await storedOutcome<{ interventionId: string; reference: string }>(ctx, call);
  if (replay) return replay.outcome;
  const make = ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const { businessUnitId } = scope;
      // Before anything is looked at: a customer who is being erased gets no new work.
      await lockCustomer(tx, businessUnitId, customerId);
      if (externalReference !== undefined) {
        const known = await knownWork(tx, businessUnitId, { ...input, externalReference });
        if (known) {
          if (known.comment !== comment && !mayChange) throw refused('right', 'comment');
          await changeComment(ctx, tx, scope, known, { comment, revision: known.revision });
          return { interventionId: known.id, reference: known.reference };
        }
      }
      if (parentId !== undefined) await requireContainer(tx, scope, { parentId, customerId });
      const { duration, zone, waits } = await load(tx, scope, input);
      const made = await insertIntervention(
        ctx,
        tx,
        scope,
        {
          ...{ activityTypeId, customerId, addressId, comment, parentId: parentId ?? null },
          externalReference: externalReference ?? null,
          status: waits && !byHand ? 'autoassign_pending' : 'pending',
          assignStopped: byHand,
        },
        { duration, zone },
      );
      return { interventionId: made.interventionId, reference: made.reference };
    }),
  );
  return make.catch((error: unknown) => {
    // Made for another customer at the same moment.
    const isTaken = error instanceof DbError && error.constraint?.includes('external_reference');
    throw isTaken ? refused('taken', 'externalReference') : error;
  });
}

/**
 * What is there already under another system's reference (CAD-LC-05), kept from other writers until this write ends.
 * @throws ItineraError `not-allowed` (`taken`) where it is other work: of another type, customer or address.
 */
async function knownWork(
  tx: Queries,
  businessUnitId: string,
  {
    activityTypeId,
    customerId,
    addressId,
    externalReference,
  }: CreateInterventionInput & { externalReference: string },
): Promise<Intervention | undefined> {
  const names = { ids: [], references: [externalReference] };
  const known = (await findInterventionsByName(tx, businessUnitId, names, true)).get(externalReference);
  const isSame =
    known?.externalReference === externalReference &&
    known.activityTypeId === activityTypeId &&
    known.customerId === customerId &&
    known.addressId === addressId;
  if (known && !isSame) throw refused('taken', 'externalReference');
  return known;
}

/**
 * Inserts an intervention with one part, in the caller's transaction: the one way to, for staff and for files. What it
 * refers to was looked at before.
 */
export async function insertIntervention(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  fields: Omit<NewIntervention, 'id' | 'businessUnitId' | 'reference' | 'createdAt'>,
  part: Omit<NewPart, 'id' | 'businessUnitId' | 'interventionId' | 'position'>,
): Promise<{ interventionId: string; reference: string }> {
  const { businessUnitId } = scope;
  const interventionId = ctx.ids.newId();
  const reference = await nextReference(tx, businessUnitId);
  const createdAt = Math.min(ctx.clock.now(), fields.closedAt ?? Infinity);
  await insertRows(tx, 'intervention', [
    { ...fields, id: interventionId, businessUnitId, reference, createdAt },
  ]);
  const partId = ctx.ids.newId();
  await insertRows(tx, 'part', [{ ...part, id: partId, businessUnitId, interventionId, position: 0 }]);
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.created',
    subjectType: 'intervention',
    subjectId: interventionId,
  });
  return { interventionId, reference };
}

async function load(
  q: Queries,
  { companyId, businessUnitId, kind }: BusinessUnitScope | SystemScope,
  { activityTypeId, customerId, addressId, parentId }: CreateInterventionInput,
): Promise<{ duration: number; zone: string; waits: boolean }> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  const address = await findAddress(q, businessUnitId, addressId);
  if (!unit) throw notFound('businessUnitId');
  if (!type) throw notFound('activityTypeId');
  if (!address || address.customerId !== customerId) throw notFound('addressId');
  if (!type.active) throw refused('type-inactive', 'activityTypeId');
  if (!type.manual && kind === 'staff') throw refused('type-not-manual', 'activityTypeId');
  if (!address.active) throw refused('address-inactive', 'addressId');
  if (type.contained && parentId === undefined) throw refused('contained-only', 'activityTypeId');
  if (type.container && parentId !== undefined) throw refused('container-inside', 'activityTypeId');
  return {
    duration: type.duration,
    zone: address.zone ?? unit.zone,
    waits: canBeAssigned(type, address),
  };
}

function refused(reason: string, field: string): ItineraError {
  return new ItineraError('not-allowed', `${field}: ${reason}`, { field, reason });
}
