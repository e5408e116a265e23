import {
  findCustomers,
  listDistinct,
  listKeysSharedWith,
  listSharedKeys,
  sortedPair,
  storeDistinct,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isGone } from './is-gone.ts';
import { likenesses, type Likeness } from './likeness.ts';
import { differingFields } from './merge-fields.ts';
import { mergeRecord } from './merge-record.ts';
import type { DuplicateList, DuplicatePair, MergePreview, MergeRecord } from './merge-types.ts';
import { summary } from './summary.ts';

/** What more customers than this have alike says nothing about them. */
const mostSharing = 8;
/** So many things alike are looked at; the list says when there may be more. */
const mostShared = 500;
/** Pairs on the page. */
const mostPairs = 50;

/** Pairs of customers of the unit that may be the same one, the likeliest first; those that staff parted are left out. */
export async function duplicateCustomers(ctx: Context, scope: BusinessUnitScope): Promise<DuplicateList> {
  const q = ctx.db.read;
  const { businessUnitId } = scope;
  const shared = await listSharedKeys(q, businessUnitId, { mostSharing, limit: mostShared });
  const alike = await withoutParted(q, businessUnitId, likenesses(shared));
  const things = new Set(shared.map(({ kind, value }) => `${kind} ${value}`));
  return {
    pairs: await named(q, businessUnitId, alike.slice(0, mostPairs)),
    total: alike.length,
    more: things.size >= mostShared,
  };
}

/**
 * Whom one customer may be the same as.
 * @throws ItineraError `not-found`.
 */
export async function duplicatesOfCustomer(
  ctx: Context,
  scope: BusinessUnitScope,
  customerId: string,
): Promise<DuplicatePair[]> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const { businessUnitId } = scope;
  const [customer] = await findCustomers(q, businessUnitId, [customerId]);
  if (!customer) throw notFound('customerId');
  const shared = await listKeysSharedWith(q, businessUnitId, customerId, mostPairs);
  const own = shared.map(({ kind, value }) => ({ customerId, kind, value }));
  const mine = likenesses([...shared, ...own]).filter(
    ({ firstId, secondId }) => firstId === customerId || secondId === customerId,
  );
  return named(q, businessUnitId, await withoutParted(q, businessUnitId, mine));
}

/**
 * Notes that two customers are not the same, for good: they are not shown as a pair again.
 * @throws ItineraError `not-found`, `invalid` (`otherId`).
 */
export async function partCustomers(
  ctx: Context,
  scope: BusinessUnitScope,
  { customerId, otherId }: { customerId: string; otherId: string },
): Promise<void> {
  requireIds({ customerId, otherId });
  if (customerId === otherId)
    throw new ItineraError('invalid', 'otherId: a customer is the same as itself', { field: 'otherId' });
  const { businessUnitId, staffUserId } = scope;
  await ctx.db.write(async (tx) => {
    const found = await findCustomers(tx, businessUnitId, [customerId, otherId]);
    for (const [field, id] of [
      ['customerId', customerId],
      ['otherId', otherId],
    ] as const)
      if (!found.some((one) => one.id === id)) throw notFound(field);
    const pair = sortedPair(customerId, otherId);
    const decidedAt = ctx.clock.now();
    if (!(await storeDistinct(tx, { ...pair, businessUnitId, staffUserId, decidedAt }))) return;
    await appendEvent(ctx, tx, scope, {
      kind: 'customer.parted',
      subjectType: 'customer',
      subjectId: customerId,
      data: { customerIds: [otherId] },
    });
  });
}

/**
 * Two customers side by side, as they would be merged.
 * @throws ItineraError `not-found` (also for one that was erased or merged), `invalid` (`mergedId`).
 */
export async function mergePreview(
  ctx: Context,
  scope: BusinessUnitScope,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<MergePreview> {
  requireIds({ keptId, mergedId });
  if (keptId === mergedId)
    throw new ItineraError('invalid', 'mergedId: a customer cannot be merged with itself', {
      field: 'mergedId',
    });
  const q = ctx.db.read;
  const rows = await findCustomers(q, scope.businessUnitId, [keptId, mergedId]);
  const record = async (id: string, field: string): Promise<MergeRecord> => {
    const row = rows.find((one) => one.id === id);
    if (!row || isGone(row)) throw notFound(field);
    return mergeRecord(q, row);
  };
  const [kept, merged] = await Promise.all([record(keptId, 'keptId'), record(mergedId, 'mergedId')]);
  const shared = await listKeysSharedWith(q, scope.businessUnitId, keptId, mostPairs);
  const reasons = new Set(shared.filter((one) => one.customerId === mergedId).map(({ kind }) => kind));
  return { kept, merged, differing: differingFields(kept.fields, merged.fields), reasons: [...reasons] };
}

async function withoutParted(
  q: Queries,
  businessUnitId: string,
  alike: readonly Likeness[],
): Promise<Likeness[]> {
  const parted = new Set<string>();
  for (let start = 0; start < alike.length; start += 500) {
    const ids = alike.slice(start, start + 500).map(({ firstId }) => firstId);
    for (const { firstId, secondId } of await listDistinct(q, businessUnitId, ids))
      parted.add(firstId + secondId);
  }
  return alike.filter(({ firstId, secondId }) => !parted.has(firstId + secondId));
}

async function named(
  q: Queries,
  businessUnitId: string,
  alike: readonly Likeness[],
): Promise<DuplicatePair[]> {
  const ids = [...new Set(alike.flatMap(({ firstId, secondId }) => [firstId, secondId]))];
  const customers = await findCustomers(q, businessUnitId, ids);
  const byId = new Map(customers.map((customer) => [customer.id, summary(customer)]));
  return alike.flatMap(({ firstId, secondId, reasons, score }) => {
    const [first, second] = [byId.get(firstId), byId.get(secondId)];
    return first && second ? [{ customers: [first, second], reasons, score }] : [];
  });
}
