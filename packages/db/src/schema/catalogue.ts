import type { Kit } from '../engine/kit.sqlite.ts';
import type { ActionLimits, LocalisedText, PortalDisplay, ReportMaking, WeeklyHours } from './json.ts';
import type { Organisation } from './organisation.ts';
import type { Technicians } from './technicians.ts';

/** What a business unit does, the rules by which it is planned, and what customers may do with it. */
export function defineCatalogue(kit: Kit, { businessUnit, skill }: Organisation & Technicians) {
  const activityType = kit.table(
    'activity_type',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      reference: kit.text('reference').notNull(),
      name: kit.json<LocalisedText>('name').notNull(),
      description: kit.json<LocalisedText>('description').notNull(),
      category: kit.text('category').notNull().default(''),
      kind: kit.text('kind').$type<ActivityKind>().notNull(),
      // Seconds, all of them down to `holdSeconds`, but for the horizon and the relevance.
      duration: kit.int('duration').notNull(),
      bufferBefore: kit.int('buffer_before').notNull().default(0),
      bufferAfter: kit.int('buffer_after').notNull().default(0),
      notice: kit.int('notice').notNull(),
      horizonDays: kit.int('horizon_days').notNull(),
      offeredHours: kit.json<WeeklyHours>('offered_hours'),
      step: kit.int('step').notNull(),
      width: kit.int('width').notNull(),
      slack: kit.int('slack').notNull().default(0),
      goal: kit.text('goal').notNull(),
      minimumRelevance: kit.int('minimum_relevance').notNull().default(0),
      holdSeconds: kit.int('hold_seconds').notNull(),
      maximumReschedules: kit.int('maximum_reschedules'),
      position: kit.int('position').notNull().default(0),
      active: kit.bool('active').notNull().default(true),
      portalShown: kit.bool('portal_shown').notNull().default(false),
      /** The hash of a picture. */
      logo: kit.text('logo'),
      /** `shared`: other units of the company read what kind of work it is. */
      visibility: kit.text('visibility').$type<TypeVisibility>().notNull().default('private'),
      /** Whether staff make interventions of it; the portal does where its action says so. */
      manual: kit.bool('manual').notNull().default(true),
      /** Its interventions may contain others. */
      container: kit.bool('container').notNull().default(false),
      /** Its interventions are only made inside another one. */
      contained: kit.bool('contained').notNull().default(false),
      /** Who plans its open work. Types from before there was a choice keep what they did: staff. */
      assignment: kit.text('assignment').$type<TypeAssignment>().notNull().default('by-hand'),
      /** Whether what a technician closed is closed only when a supervisor has looked at it. */
      supervisedClosing: kit.bool('supervised_closing').notNull().default(false),
      /** Windows that the portal offers at most; null: all. */
      mostWindows: kit.int('most_windows'),
      /** How customers see it; null: everything, in the portal's own words. */
      display: kit.json<PortalDisplay>('display'),
      /** What report is made when its work is closed; null: none. */
      report: kit.json<ReportMaking>('report'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('activity_type_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('activity_type_reference_unique').on(t.businessUnitId, t.reference),
    ],
  );

  const activityTypeSkill = kit.table(
    'activity_type_skill',
    {
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      activityTypeId: kit.id('activity_type_id').notNull(),
      skillId: kit.id('skill_id').notNull(),
      level: kit.int('level').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'activity_type_skill_pk', columns: [t.activityTypeId, t.skillId] }),
      kit.foreignKey({
        name: 'activity_type_skill_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
      kit.foreignKey({
        name: 'activity_type_skill_skill_fk',
        columns: [t.companyId, t.skillId],
        foreignColumns: [skill.companyId, skill.id],
      }),
      kit.foreignKey({
        name: 'activity_type_skill_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  const portalAction = kit.table(
    'portal_action',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      activityTypeId: kit.id('activity_type_id').notNull(),
      kind: kit.text('kind').$type<PortalActionKind>().notNull(),
      position: kit.int('position').notNull().default(0),
      enabled: kit.bool('enabled').notNull(),
      /** Seconds before the promise begins, after which the action is gone. */
      minimumNotice: kit.int('minimum_notice').notNull().default(0),
      /** What customers read; null: the words of the kind. */
      label: kit.json<LocalisedText>('label'),
      icon: kit.text('icon'),
      description: kit.json<LocalisedText>('description'),
      /** Shown when it was done. */
      confirmation: kit.json<LocalisedText>('confirmation'),
      /** What customers sign by it, with replacement codes; null: nothing. */
      document: kit.json<LocalisedText>('document'),
      /** Who is told that it was done; null: the customer. */
      notify: kit.json<ActionNotified[]>('notify'),
      /** Whether a time that is chosen by it is only kept until staff confirm or decline it. */
      staffConfirms: kit.bool('staff_confirms').notNull().default(false),
      /** The status of open work without a time afterwards; null: it stays, or is what the kind makes of it. */
      resultingStatus: kit.text('resulting_status'),
      /** When it is offered, a tree that is checked whenever it is read; null: always. */
      conditions: kit.json<unknown>('conditions'),
      /** null: where its kind belongs. */
      place: kit.text('place').$type<ActionPlace>(),
      /** Only what narrows the rules of the type; null: nothing. */
      limits: kit.json<ActionLimits>('limits'),
      formId: kit.id('form_id'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.index('portal_action_type').on(t.activityTypeId, t.position),
      kit.foreignKey({
        name: 'portal_action_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
    ],
  );

  return { activityType, activityTypeSkill, portalAction };
}

export type ActionPlace = 'intervention' | 'home' | 'both';
export type ActionNotified = 'customer' | 'planners' | 'technician' | 'responsible';

export type ActivityKind = 'intervention' | 'no-location' | 'task' | 'contact-call';
export type PortalActionKind =
  'book' | 'schedule' | 'reschedule' | 'cancel' | 'form' | 'survey' | 'sign' | 'propose' | 'message';
export type TypeVisibility = 'private' | 'shared';
export type TypeAssignment = 'by-hand' | 'automatic' | 'automatic-promised';
export type Catalogue = ReturnType<typeof defineCatalogue>;
