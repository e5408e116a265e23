import { findCustomer, listCustomers, listTags, type Customer, type Queries } from '@itinera/db';
import { z } from 'zod';
import { addressesOfCustomer } from '../addresses/read.ts';
import type { Context } from '../context.ts';
import { recordFields } from '../customers/customer-record.ts';
import { createCustomer, editCustomer } from '../customers/save-customer.ts';
import type { ApiScope } from '../scopes.ts';
import { customerKinds } from '../shared/customers.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { actingScope } from './acting-scope.ts';
import type { ApiAddress, ApiCustomer, ApiCustomerFields, ApiList, ApiUseCases } from './api-types.ts';
import { between, cursorText, pageLimit, readCursor, writeCursor } from './cursor.ts';
import { withCurrent } from './with-current.ts';

const instant = z.int('must be an instant').optional();
const readFilter = parseInput(
  z.strictObject({
    search: z.string().trim().max(100, 'must have at most 100 characters').default(''),
    kind: z.enum(customerKinds).optional(),
    withInactive: z.boolean('must be yes or no').default(false),
    updatedFrom: instant,
    updatedTo: instant,
    limit: pageLimit,
    cursor: cursorText,
  }),
);
const place = z.tuple([z.uuid()]);

/** @throws ItineraError `invalid` (the field). */
export async function apiCustomers(
  ctx: Context,
  { businessUnitId }: ApiScope,
  filter: Parameters<ApiUseCases['customers']>[1],
): Promise<ApiList<ApiCustomer>> {
  const { limit, cursor, updatedFrom: from, updatedTo: to, ...asked } = readFilter(filter);
  const q = ctx.db.read;
  const after = cursor === undefined ? {} : { afterId: readCursor(cursor, place)[0] };
  const { rows } = await listCustomers(q, businessUnitId, {
    filter: { ...asked, updated: between(from, to), ...after },
    order: 'id',
    page: { limit: limit + 1, offset: 0 },
  });
  const shown = rows.slice(0, limit).map(({ customer }) => customer);
  const last = shown.at(-1);
  return {
    items: await customersOf(q, businessUnitId, shown),
    next: rows.length > limit && last ? writeCursor([last.id]) : null,
  };
}

/** @throws ItineraError `not-found`. */
export async function apiCustomer(
  ctx: Context,
  { businessUnitId }: ApiScope,
  customerId: string,
): Promise<ApiCustomer> {
  requireIds({ customerId });
  const row = await findCustomer(ctx.db.read, businessUnitId, customerId);
  const [found] = row ? await customersOf(ctx.db.read, businessUnitId, [row]) : [];
  if (!found) throw notFound('customerId');
  return found;
}

/** @throws ItineraError as `createCustomer`. */
export async function apiCreateCustomer(
  ctx: Context,
  scope: ApiScope,
  input: Parameters<ApiUseCases['createCustomer']>[1],
): Promise<ApiCustomer> {
  const { idempotencyKey, ...given } = input;
  const fields = onlyKnown(given);
  const { customerId } = await createCustomer(ctx, actingScope(scope), { ...fields, idempotencyKey });
  return apiCustomer(ctx, scope, customerId);
}

/** @throws ItineraError as `editCustomer`, `stale` with the customer as other systems read it. */
export async function apiUpdateCustomer(
  ctx: Context,
  scope: ApiScope,
  input: Parameters<ApiUseCases['updateCustomer']>[1],
): Promise<ApiCustomer> {
  const { customerId, revision, ...given } = input;
  const fields = onlyKnown(given);
  await withCurrent(
    () => editCustomer(ctx, actingScope(scope), { ...fields, customerId, revision }),
    () => apiCustomer(ctx, scope, customerId),
  );
  return apiCustomer(ctx, scope, customerId);
}

/** @throws ItineraError `not-found`. */
export async function apiAddresses(ctx: Context, scope: ApiScope, customerId: string): Promise<ApiAddress[]> {
  const addresses = await addressesOfCustomer(ctx, actingScope(scope), customerId);
  return addresses.map(({ lon, lat, ...one }) => ({
    id: one.id,
    label: one.label,
    line1: one.line1,
    line2: one.line2,
    postalCode: one.postalCode,
    city: one.city,
    country: one.country,
    latitude: lat,
    longitude: lon,
    isStandard: one.isStandard,
    active: one.active,
    revision: one.revision,
  }));
}

const text = z.string('must be text');
/** Which fields there are; what each must be like `customers` says. */
const fieldsGiven = parseInput(
  z.strictObject({
    name: z.unknown().optional(),
    status: z.unknown().optional(),
    kind: z.unknown().optional(),
    firstName: z.unknown().optional(),
    externalReference: z.unknown().optional(),
    email: z.unknown().optional(),
    phone: z.unknown().optional(),
    mobile: z.unknown().optional(),
    website: z.unknown().optional(),
    language: z.unknown().optional(),
    notes: z.unknown().optional(),
    tags: z.array(text, 'must be a list').optional(),
    customFields: z.unknown().optional(),
  } satisfies Record<keyof ApiCustomerFields, z.ZodType>),
);

/** @throws ItineraError `invalid` for a field that other systems do not write. */
function onlyKnown<T extends Partial<ApiCustomerFields>>(given: T): T {
  fieldsGiven(given);
  return given;
}

async function customersOf(
  q: Queries,
  businessUnitId: string,
  rows: readonly Customer[],
): Promise<ApiCustomer[]> {
  const tags = await listTags(
    q,
    businessUnitId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const own = tags.filter(({ customerId }) => customerId === row.id).map(({ tag }) => tag);
    const fields = recordFields(row, own);
    return {
      id: row.id,
      reference: row.reference,
      name: fields.name,
      firstName: fields.firstName,
      kind: fields.kind,
      status: fields.status,
      externalReference: fields.externalReference,
      email: fields.email,
      phone: fields.phone,
      mobile: fields.mobile,
      website: fields.website,
      language: fields.language,
      notes: fields.notes,
      tags: fields.tags,
      customFields: fields.customFields,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      revision: row.revision,
    };
  });
}
