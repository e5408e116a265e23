import { expect, test } from 'vitest';
import { query, request, technician, townTravel, workDay } from '../../../../test/fixtures/tiny-town.ts';
import { findSlots } from '../search/find-slots.ts';

/** Anna and Bert have the same empty day; the cost of each at its first window, by preference alone. */
async function costs(prefer?: string[]): Promise<Record<string, number>> {
  const anna = technician([workDay()]);
  const asked = query([anna, { ...anna, id: 'bert' }], {
    request: request(prefer && { technicians: { prefer } }),
    goal: { weights: { preference: 1 } },
  });
  const { offers } = await findSlots(asked, townTravel());
  return Object.fromEntries(offers.toReversed().map(({ technicianId, cost }) => [technicianId, cost]));
}

test('who is not preferred costs half an hour', async () => {
  expect(await costs(['bert'])).toEqual({ anna: 1800, bert: 0 });
  expect(await costs(['anna', 'bert'])).toEqual({ anna: 0, bert: 0 });
});

test('without a preference nobody does, and whom nobody names everybody does', async () => {
  expect(await costs()).toEqual({ anna: 0, bert: 0 });
  expect(await costs([])).toEqual({ anna: 1800, bert: 1800 });
});
