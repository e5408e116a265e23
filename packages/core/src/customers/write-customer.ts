import {
  findBusinessUnit,
  findCustomerByExternalReference,
  insertRows,
  listTags,
  lockCustomer,
  nextValue,
  replaceTags,
  updateCustomer,
  type BusinessUnit,
  type Customer,
  type NewCustomer,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { changesOf, mergedFields } from './customer-changes.ts';
import { closePortal } from './close-portal.ts';
import { keyOf, type CustomerChanges } from './customer-fields.ts';
import { recordFields, type CustomerFields } from './customer-record.ts';
import { makePrimaryAccess } from './primary-access.ts';
import { requireRelations } from './relations.ts';

/** Who writes customers: staff, the system (imports, set-up), and a person of the portal their own. */
export type CustomerWriter = AccessScope | BusinessUnitScope | SystemScope;

/** What is to be written: a new customer, or changes of one. `fields` are as `readCustomerFields` gives them. */
export interface CustomerToWrite {
  /** null: a new one; `fields` then hold name and status. */
  customerId: string | null;
  /** The revision that was shown; null: whichever it has, as for imports. */
  revision: number | null;
  fields: CustomerChanges;
}

export interface WrittenCustomer {
  customerId: string;
  reference: string;
  revision: number;
  /** The fields that are others now; none: nothing was written. */
  changed: (keyof CustomerFields)[];
  /** The access that was made with a new customer. */
  accessId: string | null;
}

/**
 * Writes a customer in the caller's transaction: the one way to. Checks what it refers to, keeps the portal closed to
 * inactive ones, gives a new one its primary access, and appends one event with what was and what is. What is already
 * so is left alone, so writing the same twice is harmless. Call `refuseTaken` on what the transaction rejects with.
 * @throws ItineraError `stale` (`details.current`, `details.given`), `invalid` (the field; `externalReference` with
 *   reason `taken`, `parentId` with reason `cycle`), `not-allowed` (`erased`), `not-found`.
 */
export async function writeCustomer(
  ctx: Context,
  tx: Queries,
  scope: CustomerWriter,
  { customerId, revision, fields }: CustomerToWrite,
): Promise<WrittenCustomer> {
  const unit = await findBusinessUnit(tx, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return customerId === null
    ? create(ctx, tx, scope, unit, fields)
    : change(ctx, tx, scope, unit, { customerId, revision, fields });
}

async function create(
  ctx: Context,
  tx: Queries,
  scope: CustomerWriter,
  unit: BusinessUnit,
  fields: CustomerChanges,
): Promise<WrittenCustomer> {
  for (const field of ['name', 'status'] as const)
    if (fields[field] === undefined) throw new ItineraError('invalid', `${field} must be given`, { field });
  const { businessUnitId } = scope;
  const after = mergedFields(null, fields, { country: countryOf(unit), language: unit.defaultLanguage });
  await requireFreeReference(tx, businessUnitId, null, after.externalReference);
  await requireRelations(tx, scope, null, fields);
  const now = ctx.clock.now();
  const { tags, ...columns } = after;
  const number = await nextValue(tx, businessUnitId, 'customer');
  const row = {
    ...columns,
    id: ctx.ids.newId(),
    businessUnitId,
    reference: `C-${String(number).padStart(4, '0')}`,
    createdAt: now,
    updatedAt: now,
  } satisfies NewCustomer;
  await insertRows(tx, 'customer', [row]);
  if (tags.length > 0) await writeTags(tx, businessUnitId, row.id, tags);
  const accessId = await makePrimaryAccess(ctx, tx, scope, unit, row);
  const { changed, is } = changesOf(null, after);
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.created',
    subjectType: 'customer',
    subjectId: row.id,
    data: { fields: changed, is },
  });
  return { customerId: row.id, reference: row.reference, revision: 1, changed, accessId };
}

async function change(
  ctx: Context,
  tx: Queries,
  scope: CustomerWriter,
  unit: BusinessUnit,
  { customerId, revision, fields }: CustomerToWrite & { customerId: string },
): Promise<WrittenCustomer> {
  requireIds({ customerId });
  const { businessUnitId } = scope;
  const row = await lockCustomer(tx, businessUnitId, customerId);
  if (!row) throw notFound('customerId');
  if (row.erasedAt !== null)
    throw new ItineraError('not-allowed', 'The customer was erased', { reason: 'erased' });
  if (row.mergedIntoId !== null)
    throw new ItineraError('not-allowed', 'The customer was merged with another', {
      reason: 'merged',
      details: { customerId: row.mergedIntoId },
    });
  const before = await recordOf(tx, row);
  const after = mergedFields(before, fields, { country: countryOf(unit), language: row.language });
  const { changed, was, is } = changesOf(before, after);
  const written = { customerId, reference: row.reference, changed, accessId: null };
  if (changed.length === 0) return { ...written, revision: row.revision };
  if (revision !== null && revision !== row.revision)
    throw new ItineraError('stale', 'The customer was changed since it was shown', {
      field: 'revision',
      details: { current: { ...before, revision: row.revision }, given: { ...fields, revision } },
    });
  if (changed.includes('externalReference'))
    await requireFreeReference(tx, businessUnitId, customerId, after.externalReference);
  await requireRelations(tx, scope, row, fields);
  const now = ctx.clock.now();
  const { tags, ...columns } = after;
  await updateCustomer(tx, businessUnitId, customerId, row.revision, { ...columns, updatedAt: now });
  if (changed.includes('tags')) await writeTags(tx, businessUnitId, customerId, tags);
  if (changed.includes('status') && after.status === 'inactive')
    await closePortal(tx, scope, customerId, now);
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.changed',
    subjectType: 'customer',
    subjectId: customerId,
    data: { fields: changed, was, is },
  });
  return { ...written, revision: row.revision + 1 };
}

/** A customer's fields as they are now. */
export async function recordOf(q: Queries, row: Customer): Promise<CustomerFields> {
  const tags = await listTags(q, row.businessUnitId, [row.id]);
  return recordFields(
    row,
    tags.map(({ tag }) => tag),
  );
}

async function writeTags(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
  tags: readonly string[],
): Promise<void> {
  await replaceTags(
    tx,
    businessUnitId,
    customerId,
    tags.map((tag) => ({ key: keyOf(tag), tag })),
  );
}

async function requireFreeReference(
  tx: Queries,
  businessUnitId: string,
  customerId: string | null,
  externalReference: string | null,
): Promise<void> {
  if (externalReference === null) return;
  const holder = await findCustomerByExternalReference(tx, businessUnitId, externalReference);
  if (holder && holder.id !== customerId) throw taken(holder.reference);
}

/** Another customer has the reference: `details.reference` is that one's number, where it is known. */
export function taken(reference: string | null): ItineraError {
  return new ItineraError(
    'invalid',
    `externalReference: ${reference ?? 'another customer'} has it already: give another, or change that one`,
    { field: 'externalReference', reason: 'taken', details: reference === null ? {} : { reference } },
  );
}
