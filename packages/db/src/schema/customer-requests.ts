import type { Kit } from '../engine/kit.sqlite.ts';
import type { Catalogue } from './catalogue.ts';
import type { Customers } from './customers.ts';
import type { Interventions } from './interventions.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** What customers ask the company for in the portal, until somebody has dealt with it. It plans nothing. */
export function defineCustomerRequests(
  kit: Kit,
  {
    staffUser,
    activityType,
    access,
    customer,
    intervention,
  }: Pick<Staff, 'staffUser'> & Catalogue & Customers & Interventions,
) {
  const customerRequest = kit.table(
    'customer_request',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      kind: kit.text('kind').$type<RequestKind>().notNull(),
      state: kit.text('state').$type<RequestState>().notNull(),
      /** Whose action it was; the action may be gone by now. */
      activityTypeId: kit.id('activity_type_id').notNull(),
      portalActionId: kit.id('portal_action_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      /** null: it was sent from the home page. */
      interventionId: kit.id('intervention_id'),
      /** The person of the portal who sent it. */
      accessId: kit.id('access_id').notNull(),
      text: personal(kit.text('text')).notNull(),
      /** Of a proposal, with all down to `isMandatory`: the date as YYYY-MM-DD. */
      preferredDate: kit.text('preferred_date'),
      dayPart: kit.text('day_part').$type<DayPart>(),
      /** HH:MM on the visit's clock, or the unit's; null: only the part of the day was said. */
      preferredTime: kit.text('preferred_time'),
      /** Whether no other time will do. */
      isMandatory: kit.bool('is_mandatory').notNull().default(false),
      createdAt: kit.instant('created_at').notNull(),
      doneAt: kit.instant('done_at'),
      /** Who dealt with it; null: nobody yet, or the system. */
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      /** What the customer was told; null: nothing. */
      answer: personal(kit.text('answer')),
      /** The mail with the answer; null: none left. */
      answerMessageId: kit.id('answer_message_id'),
      revision: kit.int('revision').notNull().default(1),
      /** When what was written was erased; that it was asked stays. */
      erasedAt: kit.instant('erased_at'),
    },
    (t) => [
      kit.unique('customer_request_owner_unique').on(t.businessUnitId, t.id),
      kit.index('customer_request_state').on(t.businessUnitId, t.state, t.createdAt),
      kit.index('customer_request_customer').on(t.customerId),
      kit.index('customer_request_intervention').on(t.interventionId),
      kit.index('customer_request_access').on(t.accessId),
      kit.foreignKey({
        name: 'customer_request_activity_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
      kit.foreignKey({
        name: 'customer_request_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'customer_request_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
      kit.foreignKey({
        name: 'customer_request_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );
  return { customerRequest };
}

export type RequestKind = 'proposal' | 'message';
export type RequestState = 'open' | 'done';
export type DayPart = 'any' | 'morning' | 'afternoon' | 'evening';
