import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from '../engine/kit.sqlite.ts';
import type { LabelledValue, WeeklyHours } from './json.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';
import type { Presets } from './presets.ts';
import type { ServiceZones } from './service-zones.ts';
import type { Staff } from './staff.ts';

/** Customers of a business unit, their sites, and the people who may sign in for them. */
export function defineCustomers(
  kit: Kit,
  {
    businessUnit,
    staffUser,
    preset,
    serviceZone,
  }: Pick<Organisation, 'businessUnit'> & Pick<Staff, 'staffUser'> & Presets & ServiceZones,
) {
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
      /** Of an individual, or of whom one asks for at a company; `name` is the family's or the company's. */
      firstName: personal(kit.text('first_name')),
      mobile: personal(kit.text('mobile')),
      website: personal(kit.text('website')),
      taxIdKind: kit.text('tax_id_kind').$type<TaxIdKind>(),
      /** As its authority writes it without spaces and signs. */
      taxId: personal(kit.text('tax_id')),
      /** Of the same unit; never itself or one of its own (the write path sees to both). */
      parentId: kit.id('parent_id').references((): AnySQLiteColumn => customer.id),
      categoryId: kit.id('category_id').references(() => preset.id),
      profileId: kit.id('profile_id').references(() => preset.id),
      paymentMethodId: kit.id('payment_method_id').references(() => preset.id),
      paymentTermId: kit.id('payment_term_id').references(() => preset.id),
      /** Who of the company looks after it. */
      responsibleId: kit.id('responsible_id').references(() => staffUser.id),
      /** Code -> text: what the unit, a file or another system keeps of a customer. null: nothing. */
      customFields: personal(kit.json<Record<string, string>>('custom_fields')),
      /** Label and value, as staff wrote them on this one record, in their order. null: none. */
      extra: personal(kit.json<LabelledValue[]>('extra')),
      /** What `customerTechnician` says of who comes: nobody else, or they first; null: nothing. */
      assignmentMode: kit.text('assignment_mode').$type<AssignmentMode>(),
      /** Who came last is among them. */
      assignmentLast: kit.bool('assignment_last').notNull().default(false),
      /** The service zone of all its addresses that were put in none by hand; null: each where it lies. */
      serviceZoneId: kit.id('service_zone_id').references(() => serviceZone.id),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
      /** When it was last written; null: never since it was made. */
      updatedAt: kit.instant('updated_at'),
      /** When its personal data was erased, for good: the row only holds together what refers to it. */
      erasedAt: kit.instant('erased_at'),
      /** The customer that took this one's place, of the same unit, never one that was merged itself. */
      mergedIntoId: kit.id('merged_into_id').references((): AnySQLiteColumn => customer.id),
    },
    (t) => [
      kit.unique('customer_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('customer_reference_unique').on(t.businessUnitId, t.reference),
      kit.unique('customer_external_reference_unique').on(t.businessUnitId, t.externalReference),
      kit.index('customer_name').on(t.businessUnitId, t.name),
      kit
        .index('customer_merged_into')
        .on(t.mergedIntoId)
        .where(sql`${t.mergedIntoId} IS NOT NULL`),
      kit.index('customer_parent').on(t.parentId),
    ],
  );

  const customerTag = kit.table(
    'customer_tag',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      /** The tag in lower case: what makes two of them one, and what is looked up. */
      key: personal(kit.text('key')).notNull(),
      tag: personal(kit.text('tag')).notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'customer_tag_pk', columns: [t.customerId, t.key] }),
      kit.index('customer_tag_key').on(t.businessUnitId, t.key),
      kit.foreignKey({
        name: 'customer_tag_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
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
      /** Of what is not located only; null: nobody asked. */
      notLocatedBecause: kit.text('not_located_because').$type<NotLocatedBecause>(),
      /** null: the business unit's zone. */
      zone: kit.text('zone'),
      /** The service zone it was put in by hand; null: the customer's, else the one whose area it lies in. */
      serviceZoneId: kit.id('service_zone_id').references(() => serviceZone.id),
      /** How to get in, for staff alone. */
      accessNotes: personal(kit.text('access_notes')).notNull().default(''),
      /** What whoever comes should know, in the customer's own words: customers read and write it. */
      visitNotes: personal(kit.text('visit_notes')).notNull().default(''),
      contactName: personal(kit.text('contact_name')),
      contactPhone: personal(kit.text('contact_phone')),
      isStandard: kit.bool('is_standard').notNull().default(false),
      active: kit.bool('active').notNull().default(true),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('address_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('address_customer_unique').on(t.businessUnitId, t.customerId, t.id),
      kit.index('address_location').on(t.businessUnitId, t.location),
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

  /** People one asks for at a customer's. Some may sign in: those have an access. */
  const customerContact = kit.table(
    'customer_contact',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      name: personal(kit.text('name')).notNull(),
      /** What they are there, in words. */
      role: personal(kit.text('role')).notNull().default(''),
      email: personal(kit.text('email')),
      phone: personal(kit.text('phone')),
      mobile: personal(kit.text('mobile')),
      notes: personal(kit.text('notes')).notNull().default(''),
      accessId: kit.id('access_id'),
      position: kit.int('position').notNull().default(0),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('customer_contact_owner_unique').on(t.businessUnitId, t.id),
      kit.index('customer_contact_customer').on(t.businessUnitId, t.customerId),
      kit.index('customer_contact_access').on(t.accessId),
      kit.foreignKey({
        name: 'customer_contact_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'customer_contact_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  return { customer, customerTag, address, access, accessCustomer, accessPeriod, customerContact };
}

/** Nobody else than those named, or they rather than others. */
export type AssignmentMode = 'restrict' | 'prefer';
export type CustomerKind = 'company' | 'individual' | 'machine';
export type CustomerStatus = 'active' | 'lead' | 'contact' | 'inactive';
/** The numbers by which authorities know people and companies in Brazil, Italy and France. */
export type TaxIdKind = 'cpf' | 'cnpj' | 'codice-fiscale' | 'partita-iva' | 'siren' | 'siret';
export type Location = 'located' | 'pinned' | 'not-located';
/** Not asked yet, the geocoder knows no such place, it did not answer, or there is none. */
export type NotLocatedBecause = 'waiting' | 'no-match' | 'unavailable' | 'no-geocoder';
export type Customers = ReturnType<typeof defineCustomers>;
