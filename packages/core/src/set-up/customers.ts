import {
  findAnyBusinessUnit,
  insertRows,
  linkAccessToCustomer,
  nextValue,
  openAccessPeriods,
  type NewAccess,
  type NewAddress,
} from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { customerStatuses } from '../shared/customers.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import * as field from './fields.ts';
import { parse } from './parse.ts';

const address = z
  .object({
    label: z.string().default(''),
    line1: field.text,
    line2: z.string().default(''),
    postalCode: field.text,
    city: field.text,
    country: field.country,
    lon: field.longitude.nullable().default(null),
    lat: field.latitude.nullable().default(null),
    /** Default: located when it has coordinates, not-located when it has none. */
    location: z.enum(['located', 'pinned', 'not-located']).optional(),
    zone: field.zone.nullable().default(null),
    accessNotes: field.note.default(''),
    visitNotes: field.note.default(''),
    contactName: field.text.nullable().default(null),
    contactPhone: field.phone.nullable().default(null),
    active: z.boolean().default(true),
  })
  .refine(({ lon, lat }) => (lon === null) === (lat === null), 'needs both lon and lat, or neither')
  .refine(
    ({ lon, location = 'not-located' }) => lon !== null || location === 'not-located',
    'is said to be located but has no lon and lat',
  );

const accessFields = {
  name: field.text,
  email: field.email.nullable().default(null),
  phone: field.phone.nullable().default(null),
  language: field.language,
};
const access = z
  /** Whether it is enabled: by default as the unit says of new customers' accesses (CAD-BU-05). */
  .object({ ...accessFields, enabled: z.boolean().optional() })
  .refine(({ email, phone }) => email !== null || phone !== null, 'needs an email or a phone');

const customer = z.object({
  externalReference: field.text.nullable().default(null),
  name: field.text,
  kind: z.enum(['company', 'individual', 'machine']),
  status: z.enum(customerStatuses).default('active'),
  email: field.email.nullable().default(null),
  phone: field.phone.nullable().default(null),
  language: field.language,
  notes: field.note.default(''),
  /** Own fields, by their codes. */
  customFields: z.record(z.string(), z.string()).nullable().default(null),
  openingHours: field.weeklyHours.nullable().default(null),
  /** The first is the standard one. */
  addresses: z.array(address).min(1, 'must hold an address'),
  accesses: z.array(access).default([]),
});

const customersSchema = z.object({ businessUnitId: field.id, customers: z.array(customer) });
const sharedAccessSchema = z
  .object({
    businessUnitId: field.id,
    customerIds: z.array(field.id).min(1),
    ...accessFields,
    enabled: z.boolean().default(true),
  })
  .refine(({ email, phone }) => email !== null || phone !== null, 'needs an email or a phone');
export type NewCustomersInput = z.input<typeof customersSchema>;
export type SharedAccessInput = z.input<typeof sharedAccessSchema>;

export interface MadeCustomer {
  customerId: string;
  reference: string;
  /** In the order given. */
  addressIds: string[];
  accessIds: string[];
}

/** Makes customers with their sites and accesses, all or none of them, in the order given. */
export async function makeCustomers(ctx: Context, input: NewCustomersInput): Promise<MadeCustomer[]> {
  const { businessUnitId, customers } = parse(customersSchema, input, 'customers');
  const createdAt = ctx.clock.now();
  const own = { businessUnitId };
  return ctx.db.write(async (tx) => {
    const unit = await findAnyBusinessUnit(tx, businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    const made: MadeCustomer[] = [];
    for (const { addresses, accesses, ...row } of customers) {
      const customerId = ctx.ids.newId();
      const reference = `C-${String(await nextValue(tx, businessUnitId, 'customer')).padStart(4, '0')}`;
      const sites = addresses.map((site, n): NewAddress & { id: string } => ({
        ...site,
        ...own,
        id: ctx.ids.newId(),
        customerId,
        location: site.location ?? (site.lon === null ? 'not-located' : 'located'),
        isStandard: n === 0,
      }));
      const people = accesses.map((one): NewAccess & { id: string; enabled: boolean } => {
        const enabled = one.enabled ?? unit.newAccessesEnabled;
        return { ...one, ...own, enabled, id: ctx.ids.newId(), createdAt };
      });
      await insertRows(tx, 'customer', [{ ...row, ...own, id: customerId, reference, createdAt }]);
      await insertRows(tx, 'address', sites);
      await insertRows(tx, 'access', people);
      const accessIds = people.map((one) => one.id);
      await insertRows(
        tx,
        'accessCustomer',
        accessIds.map((accessId) => ({ ...own, accessId, customerId })),
      );
      const enabledIds = people.filter((one) => one.enabled).map((one) => one.id);
      await openAccessPeriods(tx, businessUnitId, enabledIds, createdAt);
      made.push({ customerId, reference, addressIds: sites.map((site) => site.id), accessIds });
    }
    return made;
  });
}

/** Makes an access of one person who may act for several customers. */
export async function makeSharedAccess(
  ctx: Context,
  input: SharedAccessInput,
): Promise<{ accessId: string }> {
  const { businessUnitId, customerIds, ...person } = parse(sharedAccessSchema, input, 'access');
  const accessId = ctx.ids.newId();
  if (new Set(customerIds).size < customerIds.length)
    throw new ItineraError('invalid', 'access.customerIds: names a customer twice', {
      field: 'access.customerIds',
    });
  await ctx.db.write(async (tx) => {
    const createdAt = ctx.clock.now();
    await insertRows(tx, 'access', [{ ...person, id: accessId, businessUnitId, createdAt }]);
    if (person.enabled) await openAccessPeriods(tx, businessUnitId, [accessId], createdAt);
    for (const customerId of customerIds)
      await linkAccessToCustomer(tx, businessUnitId, accessId, customerId);
  });
  return { accessId };
}
