import type { Kit } from '../engine/kit.sqlite.ts';
import type { Interventions } from './interventions.ts';
import type { Channel, Organisation } from './organisation.ts';
import { personal } from './personal.ts';

/** What happened, what is to be done, what is to be sent, and what was already answered. */
export function defineOperations(kit: Kit, { businessUnit, intervention }: Organisation & Interventions) {
  const event = kit.table(
    'event',
    {
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      sequence: kit.int('sequence').notNull(),
      at: kit.instant('at').notNull(),
      kind: kit.text('kind').notNull(),
      subjectType: kit.text('subject_type').notNull(),
      subjectId: kit.text('subject_id').notNull(),
      actorType: kit.text('actor_type').$type<ActorType>().notNull(),
      actorId: kit.text('actor_id'),
      /** Erasable apart from the fact. */
      data: personal(kit.json<unknown>('data')),
    },
    (t) => [
      kit.primaryKey({ name: 'event_pk', columns: [t.businessUnitId, t.sequence] }),
      kit.index('event_subject').on(t.businessUnitId, t.subjectType, t.subjectId, t.sequence),
    ],
  );

  const job = kit.table(
    'job',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').references(() => businessUnit.id),
      kind: kit.text('kind').notNull(),
      /** Ids only: what they name is erased where it stands. */
      payload: kit.json<unknown>('payload').notNull(),
      runAt: kit.instant('run_at').notNull(),
      state: kit.text('state').$type<JobState>().notNull().default('waiting'),
      attempts: kit.int('attempts').notNull().default(0),
      leasedUntil: kit.instant('leased_until'),
      leaseOwner: kit.text('lease_owner'),
      lastError: personal(kit.text('last_error')),
      dedupeKey: personal(kit.text('dedupe_key')),
      createdAt: kit.instant('created_at').notNull(),
      finishedAt: kit.instant('finished_at'),
    },
    (t) => [kit.unique('job_dedupe_key_unique').on(t.dedupeKey), kit.index('job_due').on(t.state, t.runAt)],
  );

  const message = kit.table(
    'message',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      channel: kit.text('channel').$type<Channel>().notNull(),
      kind: kit.text('kind').notNull(),
      recipient: personal(kit.text('recipient')).notNull(),
      language: kit.text('language').notNull(),
      subject: personal(kit.text('subject')).notNull(),
      text: personal(kit.text('text')).notNull(),
      html: personal(kit.text('html')),
      state: kit.text('state').$type<MessageState>().notNull().default('queued'),
      createdAt: kit.instant('created_at').notNull(),
      sentAt: kit.instant('sent_at'),
      /** When the content was removed (it may have held a code). */
      blankedAt: kit.instant('blanked_at'),
      interventionId: kit.id('intervention_id'),
      /** To whom, where it is known: also after the person has another address. */
      accessId: kit.id('access_id'),
      /** What must still hold when it leaves. */
      validIf: kit.json<unknown>('valid_if'),
    },
    (t) => [
      kit.index('message_unit').on(t.businessUnitId, t.createdAt),
      kit.index('message_intervention').on(t.interventionId),
      kit.index('message_access').on(t.accessId),
      kit.foreignKey({
        name: 'message_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  const idempotency = kit.table(
    'idempotency',
    {
      actor: kit.text('actor').notNull(),
      key: kit.text('key').notNull(),
      requestHash: kit.text('request_hash').notNull(),
      /** An answer as it was given, which may name people and places. */
      outcome: personal(kit.json<unknown>('outcome')),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'idempotency_pk', columns: [t.actor, t.key] }),
      kit.index('idempotency_created').on(t.createdAt),
    ],
  );

  return { event, job, message, idempotency };
}

export type ActorType = 'access' | 'staff' | 'system' | 'api';
export type JobState = 'waiting' | 'leased' | 'done' | 'dead';
export type MessageState = 'queued' | 'sent' | 'failed' | 'superseded';
