import type { Core, SystemScope } from '@itinera/core';
import type { PresetList } from '@itinera/core/shared';
import type { MadeCustomer } from '@itinera/core/set-up';

/** Lists of the demo company, in the order in which customers take their values. */
const lists: Readonly<Record<PresetList, readonly string[]>> = {
  category: ['Hotel', 'Office', 'Home'],
  profile: ['Contract', 'On demand'],
  'payment-method': ['Bank transfer', 'Direct debit'],
  'payment-term': ['14 days', '30 days'],
};
const tags = ['VIP', 'Key at the office', 'Dog'];

/** Fills the records of the demo's first customers: lists, tags, numbers, one below another, a contact each. */
export async function fillRecords(
  { customers }: Core,
  scope: SystemScope,
  made: readonly MadeCustomer[],
): Promise<void> {
  const ids = new Map<string, string>();
  for (const list of Object.keys(lists) as PresetList[])
    for (const name of lists[list])
      ids.set(`${list} ${name}`, (await customers.createPreset(scope, { list, name })).presetId);
  const taken = (list: PresetList, n: number): string => {
    const name = lists[list][n % lists[list].length] ?? '';
    return ids.get(`${list} ${name}`) ?? '';
  };
  for (const [n, { customerId }] of made.slice(0, 12).entries()) {
    await customers.edit(scope, {
      customerId,
      revision: 1,
      categoryId: taken('category', n),
      profileId: taken('profile', n),
      paymentMethodId: taken('payment-method', n),
      paymentTermId: taken('payment-term', n),
      mobile: `+42366020${String(1000 + n)}`,
      tags: tags.filter((_, place) => (n + place) % 3 === 0),
      customFields: { meter_number: `M-${4100 + 7 * n}` },
      parentId: n > 0 && n < 4 ? (made[0]?.customerId ?? null) : null,
    });
    await customers.addContact(scope, {
      customerId,
      name: `Caretaker ${n + 1}`,
      role: 'Caretaker',
      phone: `+4232345${String(100 + n)}`,
      idempotencyKey: `demo-contact-${n}`,
    });
  }
}
