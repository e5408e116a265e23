import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import type { Channel, Organisation } from './organisation.ts';
import { personal } from './personal.ts';

/** Proof of an identifier by code, the counters that bound guessing, and the portal's sessions. */
export function defineSignIn(kit: Kit, { company, businessUnit, access }: Organisation & Customers) {
  /** Failures of one identifier across challenges: a new code never resets them. */
  const signInIdentifier = kit.table(
    'sign_in_identifier',
    {
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      identifier: personal(kit.text('identifier')).notNull(),
      consecutiveFailures: kit.int('consecutive_failures').notNull().default(0),
      pausedUntil: kit.instant('paused_until'),
      disabledAt: kit.instant('disabled_at'),
      lastFailureAt: kit.instant('last_failure_at'),
    },
    (t) => [
      kit.primaryKey({ name: 'sign_in_identifier_pk', columns: [t.companyId, t.identifier] }),
      kit.index('sign_in_identifier_last_failure').on(t.lastFailureAt),
    ],
  );

  const signInChallenge = kit.table(
    'sign_in_challenge',
    {
      idHash: kit.text('id_hash').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      identifier: personal(kit.text('identifier')).notNull(),
      channel: kit.text('channel').$type<Channel>().notNull(),
      purpose: kit.text('purpose').notNull(),
      /** Of the page it was asked for on: another code for it speaks the same. */
      language: kit.text('language').notNull(),
      /** Keyed hash of the code, bound to challenge and identifier. */
      codeMac: kit.text('code_mac').notNull(),
      /** Of the link in the same message, which proves as much as the code; null where there is none. */
      linkHash: kit.text('link_hash'),
      /** Who asked, where somebody signed in proves an identifier: the session and its access. */
      sessionHash: kit.text('session_hash'),
      accessId: kit.id('access_id'),
      /** Two characters shown in page and message. */
      reference: kit.text('reference').notNull(),
      attempts: kit.int('attempts').notNull().default(0),
      /** The sender's IPv4 address or IPv6 /64, as it is counted. */
      network: personal(kit.text('network')).notNull(),
      deviceHash: kit.text('device_hash'),
      createdAt: kit.instant('created_at').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      usedAt: kit.instant('used_at'),
      voidedAt: kit.instant('voided_at'),
      decoy: kit.bool('decoy').notNull(),
    },
    (t) => [
      kit.index('sign_in_challenge_identifier').on(t.companyId, t.identifier, t.createdAt),
      kit.index('sign_in_challenge_network').on(t.network, t.createdAt),
      kit.index('sign_in_challenge_link').on(t.linkHash),
      kit.index('sign_in_challenge_access').on(t.accessId, t.createdAt),
      kit.foreignKey({
        name: 'sign_in_challenge_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  /** A browser that signed in before has its own failure count, so that others cannot lock it out. */
  const knownDevice = kit.table(
    'known_device',
    {
      idHash: kit.text('id_hash').primaryKey(),
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      identifier: personal(kit.text('identifier')).notNull(),
      createdAt: kit.instant('created_at').notNull(),
      lastUsedAt: kit.instant('last_used_at').notNull(),
      consecutiveFailures: kit.int('consecutive_failures').notNull().default(0),
    },
    (t) => [kit.index('known_device_identifier').on(t.companyId, t.identifier)],
  );

  const portalSession = kit.table(
    'portal_session',
    {
      idHash: kit.text('id_hash').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      identifier: personal(kit.text('identifier')).notNull(),
      /** null until the person has chosen among several. */
      accessId: kit.id('access_id'),
      createdAt: kit.instant('created_at').notNull(),
      lastSeenAt: kit.instant('last_seen_at').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      endedAt: kit.instant('ended_at'),
      /** Whether the browser keeps it when it is closed. */
      remembered: kit.bool('remembered').notNull().default(false),
      /** When the person last proved an identifier in it; null: never (opened by a permanent link). */
      provenAt: kit.instant('proven_at'),
      /** Browser and system in a few words; null: not told. */
      device: personal(kit.text('device')),
    },
    (t) => [
      kit.index('portal_session_access').on(t.accessId),
      kit.index('portal_session_identifier').on(t.companyId, t.identifier),
      kit.foreignKey({
        name: 'portal_session_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
      kit.foreignKey({
        name: 'portal_session_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  /**
   * Counts of attempts that belong to no row of their own, under a key the caller makes: a staff e-mail whether or
   * not anybody has it, a network, all failed codes together. Also the row to lock while one of them is judged.
   */
  const attemptLimit = kit.table(
    'attempt_limit',
    {
      key: kit.text('key').primaryKey(),
      failures: kit.int('failures').notNull().default(0),
      /** Until when, by the caller's rule. */
      until: kit.instant('until'),
      lastAt: kit.instant('last_at').notNull(),
    },
    (t) => [kit.index('attempt_limit_last').on(t.lastAt)],
  );

  /** A link that signs in to one access until it is revoked; its token is shown once. */
  const accessLink = kit.table(
    'access_link',
    {
      accessId: kit.id('access_id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      tokenHash: kit.text('token_hash').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      lastUsedAt: kit.instant('last_used_at'),
    },
    (t) => [
      kit.unique('access_link_token_unique').on(t.tokenHash),
      kit.foreignKey({
        name: 'access_link_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  /** Text messages of one local day of a unit, by country: what is paid for, and the row to lock while one is allowed. */
  const smsDay = kit.table(
    'sms_day',
    {
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      /** `YYYY-MM-DD` on the unit's clock. */
      date: kit.text('date').notNull(),
      /** ISO 3166-1 alpha-2; `*` counts the whole unit. */
      country: kit.text('country').notNull(),
      /** Messages for known people; those that nobody gets cost nothing. */
      messages: kit.int('messages').notNull().default(0),
      /** Codes and links among them that somebody signed in with. */
      used: kit.int('used').notNull().default(0),
      /** Asked for beyond a budget. */
      refused: kit.int('refused').notNull().default(0),
    },
    (t) => [kit.primaryKey({ name: 'sms_day_pk', columns: [t.businessUnitId, t.date, t.country] })],
  );

  return { signInIdentifier, signInChallenge, knownDevice, portalSession, attemptLimit, accessLink, smsDay };
}
