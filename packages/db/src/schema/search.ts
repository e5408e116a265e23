import type { Kit } from '../engine/kit.sqlite.ts';
import type { CustomerKind, Customers } from './customers.ts';
import { personal } from './personal.ts';

/** What lists of customers are searched, filtered, counted and sorted by: worked out from the records, never written alone. */
export function defineSearch(kit: Kit, { customer }: Customers) {
  const customerSearch = kit.table(
    'customer_search',
    {
      /** By which SQLite's index of trigrams knows the row. */
      rowNumber: kit.rowNumber('row_number'),
      businessUnitId: kit.id('business_unit_id').notNull(),
      customerId: kit.id('customer_id').notNull(),
      /** Everything that finds it, folded, a space before each word. */
      words: personal(kit.text('words')).notNull(),
      /** The name, folded: what the list is sorted by. */
      nameKey: personal(kit.text('name_key')).notNull(),
      /** The reference, folded, its numbers padded, so that 10 comes after 9. */
      referenceKey: kit.text('reference_key').notNull(),
      externalKey: personal(kit.text('external_key')),
      relationship: kit.text('relationship').$type<Relationship>().notNull(),
      kind: kit.text('kind').$type<CustomerKind>().notNull(),
      categoryId: kit.id('category_id'),
      profileId: kit.id('profile_id'),
      responsibleId: kit.id('responsible_id'),
      /** Some active address has no place. */
      notLocated: kit.bool('not_located').notNull(),
      updatedAt: kit.instant('updated_at').notNull(),
    },
    (t) => [
      kit.unique('customer_search_customer_unique').on(t.businessUnitId, t.customerId),
      kit.index('customer_search_name').on(t.businessUnitId, t.nameKey, t.customerId),
      kit.index('customer_search_relationship').on(t.businessUnitId, t.relationship),
      kit.index('customer_search_updated').on(t.businessUnitId, t.updatedAt, t.customerId),
      kit.foreignKey({
        name: 'customer_search_customer_fk',
        columns: [t.businessUnitId, t.customerId],
        foreignColumns: [customer.businessUnitId, customer.id],
      }),
    ],
  );
  return { customerSearch };
}

/**
 * What somebody is to the company: `inactive` by its status; else `active` who had work done; else `contact` by its
 * status; else `lead`.
 */
export type Relationship = 'active' | 'lead' | 'contact' | 'inactive';
export type Search = ReturnType<typeof defineSearch>;
