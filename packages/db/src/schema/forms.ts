import type { Kit } from '../engine/kit.sqlite.ts';
import type { Catalogue } from './catalogue.ts';
import type { Customers } from './customers.ts';
import type { Interventions } from './interventions.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** What is asked about work and customers, every version of it that was ever saved, and what was answered. */
export function defineForms(
  kit: Kit,
  {
    businessUnit,
    staffUser,
    activityType,
    access,
    address,
    intervention,
  }: Pick<Organisation, 'businessUnit'> & Pick<Staff, 'staffUser'> & Catalogue & Customers & Interventions,
) {
  const form = kit.table(
    'form',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      /** Of an activity type's form; null for the one of the unit's customers. */
      activityTypeId: kit.id('activity_type_id'),
      /** Whose it is: the activity type or the unit, so that each has one form of a purpose. */
      ownerId: kit.id('owner_id').notNull(),
      purpose: kit.text('purpose').$type<FormPurpose>().notNull(),
      /** The version that is filled in now. */
      version: kit.int('version').notNull(),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('form_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('form_purpose_unique').on(t.ownerId, t.purpose),
      kit.foreignKey({
        name: 'form_activity_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
    ],
  );

  /** Never changed: what was answered stays to be read as it was asked. */
  const formVersion = kit.table(
    'form_version',
    {
      formId: kit
        .id('form_id')
        .notNull()
        .references(() => form.id),
      /** From 1. */
      version: kit.int('version').notNull(),
      definition: kit.json<object>('definition').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      /** null: the system. */
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
    },
    (t) => [kit.primaryKey({ name: 'form_version_pk', columns: [t.formId, t.version] })],
  );

  const formSubmission = kit.table(
    'form_submission',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      formId: kit.id('form_id').notNull(),
      version: kit.int('version').notNull(),
      /** null: of work that is being booked. */
      interventionId: kit.id('intervention_id'),
      /** The person of the portal who began it. */
      accessId: kit.id('access_id'),
      state: kit.text('state').$type<SubmissionState>().notNull(),
      answers: personal(kit.json<Record<string, unknown>>('answers')).notNull(),
      source: kit.text('source').$type<SubmissionSource>().notNull(),
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      createdAt: kit.instant('created_at').notNull(),
      updatedAt: kit.instant('updated_at').notNull(),
      revision: kit.int('revision').notNull().default(1),
      /** When what was answered was erased; that it was answered stays. */
      erasedAt: kit.instant('erased_at'),
    },
    (t) => [
      kit.unique('form_submission_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('form_submission_intervention_unique').on(t.formId, t.interventionId),
      kit.index('form_submission_intervention').on(t.interventionId),
      kit.index('form_submission_access').on(t.accessId),
      kit.foreignKey({
        name: 'form_submission_form_fk',
        columns: [t.businessUnitId, t.formId],
        foreignColumns: [form.businessUnitId, form.id],
      }),
      kit.foreignKey({
        name: 'form_submission_version_fk',
        columns: [t.formId, t.version],
        foreignColumns: [formVersion.formId, formVersion.version],
      }),
      kit.foreignKey({
        name: 'form_submission_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
      kit.foreignKey({
        name: 'form_submission_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  /** What a person answers of work that they are about to book: it becomes the submission when they have booked. */
  const bookingAnswers = kit.table(
    'booking_answers',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      accessId: kit.id('access_id').notNull(),
      activityTypeId: kit.id('activity_type_id').notNull(),
      addressId: kit.id('address_id').notNull(),
      formId: kit.id('form_id').notNull(),
      version: kit.int('version').notNull(),
      /** `final`: all of it, so that it counts. */
      state: kit.text('state').$type<SubmissionState>().notNull(),
      answers: personal(kit.json<Record<string, unknown>>('answers')).notNull(),
      updatedAt: kit.instant('updated_at').notNull(),
    },
    (t) => [
      kit.unique('booking_answers_of').on(t.accessId, t.activityTypeId, t.addressId),
      kit.index('booking_answers_form').on(t.formId),
      kit.index('booking_answers_address').on(t.addressId),
      kit.index('booking_answers_updated').on(t.updatedAt),
      kit.foreignKey({
        name: 'booking_answers_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
      kit.foreignKey({
        name: 'booking_answers_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
      kit.foreignKey({
        name: 'booking_answers_address_fk',
        columns: [t.businessUnitId, t.addressId],
        foreignColumns: [address.businessUnitId, address.id],
      }),
      kit.foreignKey({
        name: 'booking_answers_form_fk',
        columns: [t.businessUnitId, t.formId],
        foreignColumns: [form.businessUnitId, form.id],
      }),
      kit.foreignKey({
        name: 'booking_answers_version_fk',
        columns: [t.formId, t.version],
        foreignColumns: [formVersion.formId, formVersion.version],
      }),
    ],
  );

  return { form, formVersion, formSubmission, bookingAnswers };
}

export type Forms = ReturnType<typeof defineForms>;
export type FormPurpose = 'activity' | 'closing' | 'survey' | 'customer';
export type SubmissionState = 'draft' | 'final';
export type SubmissionSource = 'portal' | 'staff' | 'system';
