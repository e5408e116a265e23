import type { Kit } from '../engine/kit.sqlite.ts';
import type { defineApiKeys } from './api-keys.ts';
import type { Interventions } from './interventions.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** What happened to work at the door, step by step, and what was reported of it too late. */
export function defineWork(
  kit: Kit,
  { intervention, staffUser, apiKey }: Interventions & Staff & ReturnType<typeof defineApiKeys>,
) {
  /** Never changed: a step that was wrong is taken back, or corrected, by another one. */
  const workStep = kit.table(
    'work_step',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      interventionId: kit.id('intervention_id').notNull(),
      step: kit.text('step').notNull(),
      fromState: kit.text('from_state').notNull(),
      toState: kit.text('to_state').notNull(),
      /** When it happened, by our clock. */
      at: kit.instant('at').notNull(),
      recordedAt: kit.instant('recorded_at').notNull(),
      /** Seconds that were added to what the phone said because its clock was wrong; 0: it was right. */
      clockOffset: kit.int('clock_offset').notNull().default(0),
      /** Both null: the system. */
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      apiKeyId: kit.id('api_key_id'),
    },
    (t) => [
      kit.index('work_step_intervention').on(t.interventionId, t.recordedAt),
      kit.foreignKey({
        name: 'work_step_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
      kit.foreignKey({
        name: 'work_step_api_key_fk',
        columns: [t.businessUnitId, t.apiKeyId],
        foreignColumns: [apiKey.businessUnitId, apiKey.id],
      }),
    ],
  );

  /** A closing that came when the visit was no longer its sender's to close: kept until staff decide. */
  const lateReport = kit.table(
    'late_report',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      interventionId: kit.id('intervention_id').notNull(),
      why: kit.text('why').$type<LateReason>().notNull(),
      state: kit.text('state').$type<LateReportState>().notNull(),
      /** The closing as it was entered, with its times by our clock. */
      report: personal(kit.json<object>('report')),
      at: kit.instant('at').notNull(),
      receivedAt: kit.instant('received_at').notNull(),
      staffUserId: kit
        .id('staff_user_id')
        .notNull()
        .references(() => staffUser.id),
      decidedAt: kit.instant('decided_at'),
      decidedBy: kit.id('decided_by_id').references(() => staffUser.id),
      revision: kit.int('revision').notNull().default(1),
      /** When what was entered was erased; that it came stays. */
      erasedAt: kit.instant('erased_at'),
    },
    (t) => [
      kit.index('late_report_intervention').on(t.interventionId),
      kit.index('late_report_state').on(t.businessUnitId, t.state, t.receivedAt),
      kit.foreignKey({
        name: 'late_report_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  /** What was made of closed work for people to keep, as a file; a version never changes, a later one stands beside it. */
  const report = kit.table(
    'report',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      interventionId: kit.id('intervention_id').notNull(),
      /** From 1. */
      version: kit.int('version').notNull(),
      /** The step after which it was made, once. */
      workStepId: kit.id('work_step_id').notNull(),
      /** Gone when what people wrote was erased; that it was made stays. */
      fileId: kit.id('file_id').notNull(),
      language: kit.text('language').notNull(),
      madeAt: kit.instant('made_at').notNull(),
      /** The mail that brings it to the customer; null: it is sent to nobody. */
      messageId: kit.id('message_id'),
      /** It was to be sent, and nobody has an address, or its mail could not be delivered. */
      unreached: kit.bool('unreached').notNull().default(false),
    },
    (t) => [
      kit.unique('report_version_unique').on(t.interventionId, t.version),
      kit.unique('report_step_unique').on(t.workStepId),
      kit.foreignKey({
        name: 'report_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  return { workStep, lateReport, report };
}

/** What had happened to the visit meanwhile. */
export type LateReason = 'canceled' | 'closed' | 'moved' | 'reassigned' | 'not-planned';
export type LateReportState = 'open' | 'taken' | 'dismissed';
/** How far the work at a stop is; null: not begun. */
export type StopProgress = 'on-the-way' | 'arrived' | 'started' | 'closed';
