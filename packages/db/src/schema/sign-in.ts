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

  return { signInIdentifier, signInChallenge, knownDevice, portalSession, attemptLimit };
}
