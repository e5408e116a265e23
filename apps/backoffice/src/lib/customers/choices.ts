import type { RecordOptions } from '@itinera/core';
import { m } from '#words';
import { fieldName } from './record-words.ts';

/** What lists of customers are narrowed to of the unit's own; what nobody has is not asked for. */
export function customerChoices({ presets, staff, tags }: RecordOptions) {
  const ofList = (list: string) => presets.filter((preset) => preset.list === list);
  const all = [
    { name: 'category', label: fieldName('categoryId'), values: ofList('category') },
    { name: 'profile', label: fieldName('profileId'), values: ofList('profile') },
    { name: 'responsible', label: fieldName('responsibleId'), values: staff },
    { name: 'tag', label: m.customers_filter_tag(), values: tags.map((tag) => ({ id: tag, name: tag })) },
  ] as const;
  return all.filter(({ values }) => values.length > 0);
}
