import {
  closeMerged,
  listAccessesOfCustomer,
  listAddresses,
  lockAccess,
  lockCustomer,
  moveAddressesAndWork,
  movePeopleAndHistory,
  updateCustomer,
  type Customer,
  type CustomerMove,
  type Queries,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { closePortal } from './close-portal.ts';
import { mergeFields, takenFields } from './merge-fields.ts';
import { mergeRecord } from './merge-record.ts';
import type { MergeInput } from './merge-types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

type Scope = BusinessUnitScope | SystemScope;

const read = parseInput(
  z.object({
    keptId: z.string(),
    mergedId: z.string(),
    keptRevision: shownRevision,
    mergedRevision: shownRevision,
    choices: z.record(z.string(), z.enum(['kept', 'merged'], 'must be kept or merged')).default({}),
  }),
);

/** An address book of one customer has so many at most. */
const mostAddresses = 200;

/**
 * Makes two customers of a unit one: addresses, contacts, people, work, holds, tags, children and history of the one
 * become the other's, whose fields are as chosen. The row of the one stays, empty, and leads to the other; its number
 * finds the other too. What is merged already is left alone. In the order of whoever books: people, then customers.
 * @throws ItineraError `invalid` (`mergedId`: the same one; `choices`), `not-found`, `stale` (`details.current`: both
 *   as a merge shows them; `details.given`), `not-allowed` (`erased`, `merged`, `addresses-full`).
 */
export async function mergeCustomers(ctx: Context, scope: Scope, input: MergeInput): Promise<void> {
  const { keptId, mergedId, ...given } = read(input);
  requireIds({ keptId, mergedId });
  if (keptId === mergedId)
    throw new ItineraError('invalid', 'mergedId: a customer cannot be merged with itself', {
      field: 'mergedId',
    });
  const move = { businessUnitId: scope.businessUnitId, from: mergedId, to: keptId };
  await ctx.db.write(async (tx) => {
    await lockPeople(tx, move);
    const [kept, merged] = await lockBoth(tx, move);
    if (merged.mergedIntoId === keptId) return;
    refuseGone(kept, merged);
    if (kept.revision !== given.keptRevision || merged.revision !== given.mergedRevision)
      throw new ItineraError('stale', 'One of the two was changed since it was shown', {
        field: 'revision',
        details: {
          current: { kept: await mergeRecord(tx, kept), merged: await mergeRecord(tx, merged) },
          given,
        },
      });
    await requireRoom(tx, move);
    await merge(ctx, tx, scope, move, { kept, merged, choices: given.choices });
  });
}

async function merge(
  ctx: Context,
  tx: Queries,
  scope: Scope,
  move: CustomerMove,
  { kept, merged, choices }: { kept: Customer; merged: Customer; choices: MergeInput['choices'] },
): Promise<void> {
  const { businessUnitId } = scope;
  const now = ctx.clock.now();
  const [before, other] = [mergeFields(kept), mergeFields(merged)];
  const unknown = Object.keys(choices).find((field) => !(field in before));
  if (unknown !== undefined)
    throw new ItineraError('invalid', `choices.${unknown}: there is no such field`, {
      field: `choices.${unknown}`,
    });
  const fields = takenFields(before, other, choices);
  const changes = Object.fromEntries(fields.map((field) => [field, other[field]])) as Partial<Customer>;
  const parentId = await parentAfter(tx, move, { kept, merged, wished: changes.parentId });
  await moveAddressesAndWork(tx, move);
  await movePeopleAndHistory(tx, move);
  // One of the unit has the other system's reference at a time.
  if (fields.includes('externalReference'))
    await updateCustomer(tx, businessUnitId, merged.id, merged.revision, { externalReference: null });
  const rules =
    kept.assignmentMode === null
      ? { assignmentMode: merged.assignmentMode, assignmentLast: merged.assignmentLast }
      : {};
  const serviceZoneId = kept.serviceZoneId ?? merged.serviceZoneId;
  const status = changes.status ?? kept.status;
  await updateCustomer(tx, businessUnitId, kept.id, kept.revision, {
    ...changes,
    ...rules,
    serviceZoneId,
    parentId,
    updatedAt: now,
  });
  await closeMerged(tx, move);
  if (status === 'inactive') await closePortal(tx, scope, kept.id, now);
  const subject = { subjectType: 'customer' as const, subjectId: kept.id };
  await appendEvent(ctx, tx, scope, {
    ...subject,
    kind: 'customer.merged',
    data: { customerIds: [merged.id], reference: merged.reference, fields, was: before, other },
  });
  await appendEvent(ctx, tx, scope, {
    subjectType: 'customer',
    subjectId: merged.id,
    kind: 'customer.merged-into',
    data: { customerIds: [kept.id] },
  });
}

/** Everybody who acts for one of the two, in one order. */
async function lockPeople(tx: Queries, { businessUnitId, from, to }: CustomerMove): Promise<void> {
  const people = [
    ...(await listAccessesOfCustomer(tx, businessUnitId, from)),
    ...(await listAccessesOfCustomer(tx, businessUnitId, to)),
  ];
  for (const id of [...new Set(people.map((one) => one.id))].sort()) await lockAccess(tx, businessUnitId, id);
}

async function lockBoth(
  tx: Queries,
  { businessUnitId, from, to }: CustomerMove,
): Promise<[Customer, Customer]> {
  const rows = new Map<string, Customer>();
  for (const id of [from, to].sort()) {
    const row = await lockCustomer(tx, businessUnitId, id);
    if (row) rows.set(id, row);
  }
  const [kept, merged] = [rows.get(to), rows.get(from)];
  if (!kept) throw notFound('keptId');
  if (!merged) throw notFound('mergedId');
  return [kept, merged];
}

function refuseGone(kept: Customer, merged: Customer): void {
  for (const { erasedAt, mergedIntoId } of [kept, merged]) {
    if (erasedAt !== null)
      throw new ItineraError('not-allowed', 'One of the two was erased', { reason: 'erased' });
    if (mergedIntoId !== null)
      throw new ItineraError('not-allowed', 'One of the two was merged with another already', {
        reason: 'merged',
      });
  }
}

async function requireRoom(tx: Queries, { businessUnitId, from, to }: CustomerMove): Promise<void> {
  const addresses = await listAddresses(tx, businessUnitId, [from, to]);
  if (addresses.length > mostAddresses)
    throw new ItineraError('not-allowed', `Together they have more than ${mostAddresses} addresses`, {
      reason: 'addresses-full',
    });
}

/**
 * Who is above the one that stays, when all below the other are below it. Nobody may come to stand above itself: where
 * the other stood between it and its ancestors, it takes the other's place.
 */
async function parentAfter(
  tx: Queries,
  { businessUnitId }: CustomerMove,
  { kept, merged, wished }: { kept: Customer; merged: Customer; wished: string | null | undefined },
): Promise<string | null> {
  const above = async (from: string | null): Promise<string[]> => {
    const line: string[] = [];
    for (let next = from; next !== null && !line.includes(next);) {
      line.push(next);
      next = (await lockCustomer(tx, businessUnitId, next))?.parentId ?? null;
    }
    return line;
  };
  const aboveKept = await above(kept.parentId);
  if (aboveKept.includes(merged.id)) return merged.parentId;
  const aboveMerged = await above(merged.parentId);
  return wished !== undefined && !aboveMerged.includes(kept.id) ? wished : kept.parentId;
}
