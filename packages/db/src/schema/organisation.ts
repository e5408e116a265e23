import type { Kit } from '../engine/kit.sqlite.ts';
import type { Closure, LocalisedText } from './json.ts';
import { personal } from './personal.ts';

/** The tenant, its business units, and the counters that number what belongs to a business unit. */
export function defineOrganisation(kit: Kit) {
  const company = kit.table('company', {
    id: kit.id('id').primaryKey(),
    name: kit.text('name').notNull(),
    createdAt: kit.instant('created_at').notNull(),
  });

  const businessUnit = kit.table(
    'business_unit',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      slug: kit.text('slug').notNull(),
      name: kit.text('name').notNull(),
      /** What customers read; null: the name. */
      displayName: kit.text('display_name'),
      zone: kit.text('zone').notNull(),
      languages: kit.json<string[]>('languages').notNull(),
      defaultLanguage: kit.text('default_language').notNull(),
      portalOn: kit.bool('portal_on').notNull(),
      welcome: kit.json<LocalisedText>('welcome').notNull(),
      contactEmail: personal(kit.text('contact_email')),
      contactPhone: personal(kit.text('contact_phone')),
      contactAddress: personal(kit.text('contact_address')),
      accentColour: kit.text('accent_colour'),
      /** Of the pages, in the light look; null: the product's own. */
      backgroundColour: kit.text('background_colour'),
      /** A host name of the company's own at which the portal answers, normalised. */
      ownDomain: kit.text('own_domain'),
      /** Dates on which nobody works for the unit; null: none. */
      closures: kit.json<Closure[]>('closures'),
      channels: kit.json<Channel[]>('channels').notNull(),
      /** Whether the accesses made with a new customer are enabled. */
      newAccessesEnabled: kit.bool('new_accesses_enabled').notNull().default(true),
      /** ISO 3166-1 alpha-2 codes to which text messages may go; null: the unit's own country only. */
      smsCountries: kit.json<string[]>('sms_countries'),
      /** Text messages a local day, of the unit and to any one country. */
      smsPerDay: kit.int('sms_per_day').notNull().default(200),
      smsPerCountryAndDay: kit.int('sms_per_country_and_day').notNull().default(100),
      /** What customers change of themselves in the portal: contact data, addresses. */
      customersEditContact: kit.bool('customers_edit_contact').notNull().default(true),
      customersEditAddresses: kit.bool('customers_edit_addresses').notNull().default(false),
      /** Whether customers see, in the portal, when technicians were at their sites. */
      customersSeeClockings: kit.bool('customers_see_clockings').notNull().default(false),
      /** Whether technicians correct their own clockings, with a reason. */
      techniciansCorrectClockings: kit.bool('technicians_correct_clockings').notNull().default(false),
      /** Whether staff may make links that sign in until they are revoked. */
      permanentLinks: kit.bool('permanent_links').notNull().default(false),
      /** Months after which personal data is erased by itself; null: it is kept. Of visits, after they were closed. */
      keepVisitMonths: kit.int('keep_visit_months'),
      /** Of accesses, after they were last allowed. */
      keepAccessMonths: kit.int('keep_access_months'),
      /** Of messages, after they were written. */
      keepMessageMonths: kit.int('keep_message_months'),
      /** The hash of the logo that is shown. */
      logo: kit.text('logo'),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('business_unit_slug_unique').on(t.slug),
      kit.unique('business_unit_own_domain_unique').on(t.ownDomain),
      kit.unique('business_unit_owner_unique').on(t.companyId, t.id),
    ],
  );

  const counter = kit.table(
    'counter',
    {
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      name: kit.text('name').$type<CounterName>().notNull(),
      value: kit.int('value').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'counter_pk', columns: [t.businessUnitId, t.name] })],
  );

  /** Pictures that were uploaded as a unit's logo: the one that is shown, and those that wait for their settings to be saved. */
  const logo = kit.table(
    'logo',
    {
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      /** SHA-256 of the picture, hexadecimal. */
      hash: kit.text('hash').notNull(),
      /** PNG. */
      picture: kit.bytes('picture').notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'logo_pk', columns: [t.businessUnitId, t.hash] })],
  );

  return { company, businessUnit, counter, logo };
}

export type Channel = 'email' | 'sms';
export type CounterName = 'event' | 'intervention' | 'customer';
export type Organisation = ReturnType<typeof defineOrganisation>;
