import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from '../engine/kit.sqlite.ts';
import type { WeeklyHours } from './json.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';

/** Customers of a business unit, their sites, and the people who may sign in for them. */
export function defineCustomers(kit: Kit, { businessUnit }: Organisation) {
  const customer = kit.table(
    'customer',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      reference: kit.text('reference').notNull(),
      externalReference: personal(kit.text('external_reference')),
      name: personal(kit.text('name')).notNull(),
      kind: kit.text('kind').$type<CustomerKind>().notNull(),
      status: kit.text('status').$type<CustomerStatus>().notNull().default('active'),
      email: personal(kit.text('email')),
      phone: personal(kit.text('phone')),
      language: kit.text('language').notNull(),
      notes: personal(kit.text('notes')).notNull().default(''),
      openingHours: personal(kit.json<WeeklyHours>('opening_hours')),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
      /** When its personal data was erased, for good: the row only holds together what refers to it. */
      erasedAt: kit.instant('erased_at'),
      /** The customer that took this one's place, of the same unit, never one that was merged itself. */
      mergedInto: kit.id('merged_into').references((): AnySQLiteColumn => customer.id),
    },
    (t) => [
      kit.unique('customer_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('customer_reference_unique').on(t.businessUnitId, t.reference),
      kit.unique('customer_external_reference_unique').on(t.businessUnitId, t.externalReference),
      kit.index('customer_name').on(t.businessUnitId, t.name),
      kit
        .index('customer_merged_into')
        .on(t.mergedInto)
        .where(sql`${t.mergedInto} IS NOT NULL`),
    ],
  );

  const address = kit.table(
    'address',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      label: personal(kit.text('label')).notNull().default(''),
      line1: personal(kit.text('line1')).notNull(),
      line2: personal(kit.text('line2')).notNull().default(''),
      postalCode: personal(kit.text('postal_code')).notNull(),
      city: personal(kit.text('city')).notNull(),
      /** ISO 3166-1 alpha-2. */
      country: kit.text('country').notNull(),
      lon: personal(kit.real('lon')),
      lat: personal(kit.real('lat')),
      location: kit.text('location').$type<Location>().notNull(),
      /** null: the business unit's zone. */
      zone: kit.text('zone'),
      accessNotes: personal(kit.text('access_notes')).notNull().default(''),
      contactName: personal(kit.text('contact_name')),
      contactPhone: personal(kit.text('contact_phone')),
      isStandard: kit.bool('is_standard').notNull().default(false),
      active: kit.bool('active').notNull().default(true),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('address_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('address_customer_unique').on(t.businessUnitId, t.customerId, t.id),
      kit
        .uniqueIndex('address_standard_unique')
        .on(t.customerId)
        .where(sql`${t.isStandard}`),
      kit.foreignKey({
        name: 'address_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.check(
        'address_location_has_place',
        sql`${t.location} = 'not-located' OR (${t.lon} IS NOT NULL AND ${t.lat} IS NOT NULL)`,
      ),
    ],
  );

  const access = kit.table(
    'access',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      name: personal(kit.text('name')).notNull(),
      /** Normalised by the caller, as it is looked up. */
      email: personal(kit.text('email')),
      phone: personal(kit.text('phone')),
      language: kit.text('language').notNull(),
      notes: personal(kit.text('notes')).notNull().default(''),
      enabled: kit.bool('enabled').notNull().default(true),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
      /** What the access did refers to it: the row stays, signs nobody in and is in no list. */
      deletedAt: kit.instant('deleted_at'),
      /** When the person's data was erased, for good; deleted as well then. */
      erasedAt: kit.instant('erased_at'),
    },
    (t) => [
      kit.unique('access_owner_unique').on(t.businessUnitId, t.id),
      kit.index('access_email').on(t.email),
      kit.index('access_phone').on(t.phone),
    ],
  );

  const accessCustomer = kit.table(
    'access_customer',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      accessId: kit.id('access_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'access_customer_pk', columns: [t.accessId, t.customerId] }),
      kit.index('access_customer_customer').on(t.customerId),
      kit.foreignKey({
        name: 'access_customer_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
      kit.foreignKey({
        name: 'access_customer_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
    ],
  );

  /** When an access was enabled, `[startedAt, endedAt)`; null: it still is. What active accesses are counted from. */
  const accessPeriod = kit.table(
    'access_period',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      accessId: kit.id('access_id').notNull(),
      startedAt: kit.instant('started_at').notNull(),
      endedAt: kit.instant('ended_at'),
    },
    (t) => [
      kit.primaryKey({ name: 'access_period_pk', columns: [t.accessId, t.startedAt] }),
      kit.index('access_period_unit').on(t.businessUnitId, t.startedAt),
      kit
        .uniqueIndex('access_period_open_unique')
        .on(t.accessId)
        .where(sql`${t.endedAt} IS NULL`),
      kit.foreignKey({
        name: 'access_period_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  return { customer, address, access, accessCustomer, accessPeriod };
}

export type CustomerKind = 'company' | 'individual' | 'machine';
export type CustomerStatus = 'active' | 'lead' | 'contact' | 'inactive';
export type Location = 'located' | 'pinned' | 'not-located';
export type Customers = ReturnType<typeof defineCustomers>;
