import type { Kit } from '../engine/kit.sqlite.ts';
import type { Organisation } from './organisation.ts';

/** Short lists of a unit's own words, of which a record takes one. */
export function definePresets(kit: Kit, { businessUnit }: Pick<Organisation, 'businessUnit'>) {
  const preset = kit.table(
    'preset',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      list: kit.text('list').$type<PresetList>().notNull(),
      name: kit.text('name').notNull(),
      /** The name in lower case: a list has each name once. */
      key: kit.text('key').notNull(),
      /** false: kept where it was taken, and not offered any more. */
      active: kit.bool('active').notNull().default(true),
      position: kit.int('position').notNull().default(0),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('preset_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('preset_name_unique').on(t.businessUnitId, t.list, t.key),
    ],
  );
  return { preset };
}

export type PresetList = 'category' | 'profile' | 'payment-method' | 'payment-term' | 'type-category';
export type Presets = ReturnType<typeof definePresets>;
