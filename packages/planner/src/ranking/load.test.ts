import { expect, test } from 'vitest';
import {
  hour,
  mill,
  minute,
  query,
  request,
  school,
  technician,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import type { WorkDay } from '../problem/types.ts';
import { findSlots } from '../search/find-slots.ts';

async function loadOf(day: WorkDay, replaces?: string[]): Promise<number[]> {
  const asked = query([technician([day])], {
    request: request(replaces && { replaces }),
    goal: { weights: { load: 1 } },
  });
  const { offers } = await findSlots(asked, townTravel());
  return [...new Set(offers.map(({ cost }) => cost))];
}

const morning = visit('morning', mill, 60, '08:00', '12:00');
const noon = visit('noon', school, 30, '08:00', '16:00');

test('the day before the visit comes: two services and 10 + 10 + 20 minutes on the road', async () => {
  expect(await loadOf(workDay([morning, noon]))).toEqual([1.5 * hour + 40 * minute]);
});

test('an empty day is not full; in own-time the way to work counts as everywhere else', async () => {
  expect(await loadOf(workDay())).toEqual([0]);
  expect(await loadOf(workDay([morning], { commute: 'own-time' }))).toEqual([1 * hour + 20 * minute]);
});

test('what is replaced is out', async () => {
  expect(await loadOf(workDay([morning, noon]), ['morning'])).toEqual([0.5 * hour + 40 * minute]);
});
