import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from '../engine/kit.sqlite.ts';
import type { Catalogue } from './catalogue.ts';
import type { Customers } from './customers.ts';
import type { InstantInterval } from './json.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** Work for a customer, the scheduled parts it has, and the slots kept while somebody decides. */
export function defineInterventions(
  kit: Kit,
  { activityType, customer, address, access, staffUser }: Catalogue & Customers & Staff,
) {
  const intervention = kit.table(
    'intervention',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      reference: kit.text('reference').notNull(),
      externalReference: kit.text('external_reference'),
      activityTypeId: kit.id('activity_type_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      addressId: kit.id('address_id'),
      /**
       * The one that contains it, chosen when it is made and for good: of the same unit and customer, and contained by none (the
       * write path sees to that).
       */
      parentId: kit.id('parent_id').references((): AnySQLiteColumn => intervention.id),
      createdByAccessId: kit.id('created_by_access_id'),
      status: kit.text('status').$type<InterventionStatus>().notNull(),
      result: kit.text('result').$type<InterventionResult>(),
      resultReason: personal(kit.text('result_reason')),
      /** Why it is `ko`, as a word of a closed list; null also of what was closed before there was one. */
      resultCode: kit.text('result_code'),
      /** When the work at the door began and ended, as it was closed with. */
      actualStart: kit.instant('actual_start'),
      actualEnd: kit.instant('actual_end'),
      /** When the customer confirmed the appointment. */
      confirmedAt: kit.instant('confirmed_at'),
      /** Since when a time that the customer chose waits for staff to confirm it; null: none does. */
      awaitingSince: kit.instant('awaiting_since'),
      comment: personal(kit.text('comment')).notNull().default(''),
      /** What a file says of it that no field holds, by the column's header. */
      customFields: personal(kit.json<Record<string, string>>('custom_fields')),
      cancelReason: kit.text('cancel_reason'),
      cancelDetails: personal(kit.text('cancel_details')),
      rescheduleCount: kit.int('reschedule_count').notNull().default(0),
      /** Staff plan it themselves, whatever its type says. */
      assignStopped: kit.bool('assign_stopped').notNull().default(false),
      // Of one that waits to be planned automatically. When it is tried next; null: at once.
      assignAt: kit.instant('assign_at'),
      /** A worker tries it now; `assignAt` is when that would have died. */
      assignTrying: kit.bool('assign_trying').notNull().default(false),
      assignAttempts: kit.int('assign_attempts').notNull().default(0),
      /** The unit's last event when it was tried; a later one that makes room is a reason to try again. */
      assignSeen: kit.int('assign_seen'),
      /** What was in the way when it was tried last; null: not tried yet. */
      assignReason: kit.text('assign_reason'),
      createdAt: kit.instant('created_at').notNull(),
      closedAt: kit.instant('closed_at'),
      /** When what people wrote about it was erased; the facts stay. */
      erasedAt: kit.instant('erased_at'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('intervention_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('intervention_reference_unique').on(t.businessUnitId, t.reference),
      kit.unique('intervention_external_reference_unique').on(t.businessUnitId, t.externalReference),
      kit.index('intervention_customer').on(t.customerId, t.createdAt),
      kit.index('intervention_status').on(t.businessUnitId, t.status, t.createdAt),
      kit.index('intervention_parent').on(t.parentId),
      kit.index('intervention_assign').on(t.status, t.assignAt),
      kit.foreignKey({
        name: 'intervention_activity_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
      kit.foreignKey({
        name: 'intervention_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'intervention_address_fk',
        columns: [t.businessUnitId, t.customerId, t.addressId],
        foreignColumns: [address.businessUnitId, address.customerId, address.id],
      }),
      kit.foreignKey({
        name: 'intervention_access_fk',
        columns: [t.businessUnitId, t.createdByAccessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );

  const part = kit.table(
    'part',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      interventionId: kit.id('intervention_id').notNull(),
      position: kit.int('position').notNull(),
      /** Seconds of service, without buffers. */
      duration: kit.int('duration').notNull(),
      /** The window promised to the customer, or only planned; both null while there is none. */
      promiseStart: kit.instant('promise_start'),
      promiseEnd: kit.instant('promise_end'),
      /** false: the window is a plan of ours, and nobody was told. */
      promised: kit.bool('promised').notNull().default(true),
      zone: kit.text('zone').notNull(),
      /** The start that was meant, `YYYY-MM-DDTHH:mm` in `zone`. */
      promiseLocal: kit.text('promise_local'),
      /** The whole service stays inside one of them. */
      open: kit.json<InstantInterval[]>('open'),
    },
    (t) => [
      kit.unique('part_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('part_position_unique').on(t.interventionId, t.position),
      kit.index('part_promise').on(t.businessUnitId, t.promiseStart),
      kit.foreignKey({
        name: 'part_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  const hold = kit.table(
    'hold',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      accessId: kit.id('access_id'),
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      activityTypeId: kit.id('activity_type_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      addressId: kit.id('address_id'),
      /** Set: the hold is for moving this intervention. */
      interventionId: kit.id('intervention_id'),
      promiseStart: kit.instant('promise_start').notNull(),
      promiseEnd: kit.instant('promise_end').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      extendedAt: kit.instant('extended_at'),
      createdAt: kit.instant('created_at').notNull(),
      comment: personal(kit.text('comment')).notNull().default(''),
      /** What was offered and why: cost parts, relevance, travel. */
      offer: kit.json<unknown>('offer').notNull(),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('hold_owner_unique').on(t.businessUnitId, t.id),
      kit.index('hold_access').on(t.accessId),
      kit.index('hold_expires').on(t.expiresAt),
      kit.foreignKey({
        name: 'hold_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
      kit.foreignKey({
        name: 'hold_activity_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
      kit.foreignKey({
        name: 'hold_address_fk',
        columns: [t.businessUnitId, t.customerId, t.addressId],
        foreignColumns: [address.businessUnitId, address.customerId, address.id],
      }),
      kit.foreignKey({
        name: 'hold_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'hold_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  return { intervention, part, hold };
}

export type InterventionStatus =
  'pending' | 'autoassign_pending' | 'in_progress' | 'intermediate' | 'terminated' | 'canceled';
export type InterventionResult = 'ok' | 'ko';
export type Interventions = ReturnType<typeof defineInterventions>;
