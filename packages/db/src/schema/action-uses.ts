import type { Kit } from '../engine/kit.sqlite.ts';
import type { Interventions } from './interventions.ts';
import type { Customers } from './customers.ts';

/** How often customers used the portal actions they were given, which conditions may ask about. */
export function defineActionUses(kit: Kit, { customer, intervention }: Customers & Interventions) {
  const portalActionUse = kit.table(
    'portal_action_use',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** Of an action that may be gone by now. */
      portalActionId: kit.id('portal_action_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      /** null: an action of the home page. */
      interventionId: kit.id('intervention_id'),
      usedAt: kit.instant('used_at').notNull(),
    },
    (t) => [
      kit.index('portal_action_use_intervention').on(t.interventionId),
      kit.index('portal_action_use_customer').on(t.customerId),
      kit.foreignKey({
        name: 'portal_action_use_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'portal_action_use_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );
  return { portalActionUse };
}
