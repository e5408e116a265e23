import { expect, test } from 'vitest';
import {
  at,
  farm,
  minute,
  mill,
  query,
  school,
  street,
  technician,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import type { SlotQuery, Visit } from '../problem/types.ts';
import { findSlots } from '../search/find-slots.ts';
import type { EpochSeconds } from '../units.ts';
import { applyRelaxation } from './apply-relaxation.ts';
import { relaxationFamilies } from './families.ts';
import { leastOfAll } from './least-amount.ts';
import { mayOpenOn, opensOn } from './opens-on.ts';
import { timedDay } from './timed-day.ts';
import type { TimedDay } from './timed-day.ts';

/** Relaxations of a broken day, by more or less. */
interface Scan {
  day: TimedDay;
  most: number;
  relaxed(amount: number): SlotQuery;
}

/** What is tried on the only day of the query, if that is broken, as if hours and promises were all that is in the way. */
async function scansOf(asked: SlotQuery, start: EpochSeconds): Promise<Scan[]> {
  const [who] = asked.technicians;
  const day = {
    ...(await timedDay(who!, who!.days[0]!, asked.request, townTravel())),
    because: { code: 'slack', position: 0, first: 0, last: 0, shortBy: 1 } as const,
  };
  return relaxationFamilies(asked, who!, [day], start, 7200).flatMap(({ unsteadyOn, most, relaxation }) =>
    unsteadyOn === undefined
      ? []
      : [{ day: unsteadyOn, most, relaxed: (amount) => applyRelaxation(asked, relaxation(amount)) }],
  );
}

/** A day of three or four visits which may be late for each other, and a window of it; the same for the same number. */
function broken(number: number): { asked: SlotQuery; start: EpochSeconds; int: (most: number) => number } {
  let state = number;
  const int = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' generator.
    return Math.floor((state / 2 ** 32) * (most + 1));
  };
  for (let left = 5; left > 0; left -= 1) int(1);
  const visits = Array.from({ length: 2 + int(2) }, (_, i): Visit => {
    const made = visit(`${i}`, street(int(60)), 15 + int(75), '08:00');
    const earliest = at('08:00') + (i * 110 + int(150)) * minute;
    const latest = earliest + int(60) * minute;
    const open = [{ start: earliest - int(60) * minute, end: latest + (60 + int(90)) * minute }];
    return { ...made, earliest, latest, ...(int(3) === 0 && { open }) };
  });
  const commute = int(3) === 0 ? 'own-time' : 'working-time';
  const asked = query([technician([workDay(visits, { commute })])], {
    grid: { zone: 'UTC', step: 30 * minute, width: int(2) * 30 * minute },
  });
  return { asked, start: at('08:00') + int(16) * 30 * minute, int };
}

test('a stretch in which nothing may open holds nothing that opens, and what opens is what findSlots offers', async () => {
  const met = { hopeless: 0, open: 0, closed: 0, noticed: 0 };
  for (let number = 0; number < 1500; number += 1) {
    const { asked, start, int } = broken(number);
    for (const { day, most, relaxed } of await scansOf(asked, start)) {
      const low = 1 + int(most - 1);
      const high = Math.min(most, low + int([0, 60, 600, 7200][int(3)]!));
      const amount = low + int(high - low);
      const opens = opensOn(relaxed(amount), day, start);
      met[opens ? 'open' : 'closed'] += 1;
      const may = mayOpenOn(relaxed(low), relaxed(high), day, start);
      if (!may) met.hopeless += 1;
      expect(may || !opens, `day ${number}, ${amount} of ${low} to ${high}`).toBe(true);
      // The control: the times of the least alone would miss some.
      if (opens && !mayOpenOn(relaxed(1), relaxed(1), day, start)) met.noticed += 1;
      if (number % 5 > 0) continue;
      const { offers } = await findSlots(relaxed(amount), townTravel());
      expect(offers.some(({ window }) => window.start === start)).toBe(opens);
    }
  }
  expect(met.open).toBeGreaterThan(500);
  expect(met.noticed).toBeGreaterThan(50);
  // The bounds tell most of what is closed: without them every second would be tried.
  expect(met.hopeless).toBeGreaterThan(0.8 * met.closed);
});

test('a hopeless slot of a broken day takes a few steps for each change that is tried, not one for each second', async () => {
  // She is late for all of them already, and at 16:00 nothing helps: the way home is an hour too long.
  const visits = [
    visit('a', farm, 60, '08:30'),
    visit('b', mill, 60, '10:00'),
    visit('c', school, 60, '11:00'),
    visit('d', farm, 30, '15:00'),
  ];
  const asked = query([technician([workDay(visits)])]);
  const start = at('16:00');
  let [tried, steps] = [0, 0];
  for (const { day, most, relaxed } of await scansOf(asked, start)) {
    const least = leastOfAll(1, most, {
      opens: (amount) => ((steps += 1), opensOn(relaxed(amount), day, start)),
      mayOpen: (less, more) => ((steps += 1), mayOpenOn(relaxed(less), relaxed(more), day, start)),
    });
    expect(least).toBeUndefined();
    tried += most;
  }
  expect(tried).toBeGreaterThan(20_000);
  expect(steps).toBeLessThan(200);
});
