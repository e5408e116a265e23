import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import { personal } from './personal.ts';
import type { Search } from './search.ts';
import type { Staff } from './staff.ts';

/** What makes two customers look like the same one, and what staff decided about it. */
export function defineDuplicates(
  kit: Kit,
  { customer, customerSearch, staffUser }: Customers & Search & Staff,
) {
  /** Worked out from the records beside `customer_search`: two customers with one key may be the same. */
  const customerKey = kit.table(
    'customer_key',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      kind: kit.text('kind').$type<CustomerKeyKind>().notNull(),
      value: personal(kit.text('value')).notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'customer_key_pk', columns: [t.customerId, t.kind, t.value] }),
      kit.index('customer_key_value').on(t.businessUnitId, t.kind, t.value),
      kit.foreignKey({
        name: 'customer_key_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customerSearch.businessUnitId, customerSearch.customerId],
      }),
    ],
  );

  /** Two customers of which staff said that they are not the same. */
  const customerDistinct = kit.table(
    'customer_distinct',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** The lower id of the two. */
      firstId: kit.id('first_id').notNull(),
      secondId: kit.id('second_id').notNull(),
      staffUserId: kit.id('staff_user_id').references(() => staffUser.id),
      decidedAt: kit.instant('decided_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'customer_distinct_pk', columns: [t.firstId, t.secondId] }),
      kit.index('customer_distinct_second').on(t.secondId),
      kit.foreignKey({
        name: 'customer_distinct_first_fk',
        columns: [t.businessUnitId, t.firstId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
      kit.foreignKey({
        name: 'customer_distinct_second_fk',
        columns: [t.businessUnitId, t.secondId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
    ],
  );

  return { customerKey, customerDistinct };
}

export type CustomerKeyKind = 'email' | 'phone' | 'tax-id' | 'name-and-postal-code' | 'name-and-place';
