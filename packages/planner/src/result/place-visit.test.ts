import { expect, test } from 'vitest';
import {
  at,
  between,
  farm,
  home,
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
import { PlannerError } from '../errors.ts';
import type { SlotQuery } from '../problem/types.ts';
import { findSlots } from '../search/find-slots.ts';
import { placeVisit } from './place-visit.ts';
import { timeDay } from './time-day.ts';

const day = workDay([visit('a', mill, 60, '09:00'), visit('b', farm, 60, '14:00')], {
  legs: [600, 3000, 3600],
});

async function firstOffer(asked: SlotQuery) {
  const { offers } = await findSlots(asked, townTravel());
  return offers[0]!;
}

test('the visit stands at its position, its window is the promise, and its legs are there', async () => {
  const open = [between('08:00', '12:00')];
  const asked = query([technician([day])], {
    request: request({ windows: [between('10:00', '12:30')], open }),
    grid: { zone: 'UTC', step: hour, width: 2 * hour },
  });
  const offer = await firstOffer(asked);
  const placed = placeVisit(asked, offer, 'new one');
  expect(placed.visits.map(({ id }) => id)).toEqual(['a', 'new one', 'b']);
  expect(placed.visits[1]).toEqual({
    id: 'new one',
    place: school,
    duration: hour,
    earliest: at('10:00'),
    latest: at('12:00'),
    open,
  });
  // Mill to school 10 minutes, school to farm 40.
  expect(placed.legs).toEqual([600, 600, 2400, 3600]);
  expect({ ...placed, visits: day.visits, legs: day.legs }).toEqual(day);
  const { stops } = await timeDay(placed);
  expect(stops[1]!.start).toBe(offer.plannedStart);
  expect(offer.plannedStart).toBe(at('10:10'));
  expect(day.visits).toHaveLength(2);
});

test('without a place it is done where the offer puts it', async () => {
  const call = (start: string) =>
    query([technician([day])], {
      request: request({
        place: null,
        duration: 30 * minute,
        windows: [{ start: at(start), end: at(start) + 1 }],
      }),
      grid: { zone: 'UTC', step: 10 * minute, width: 0 },
    });
  const placeAt = async (start: string) => placeVisit(call(start), await firstOffer(call(start))).visits;
  // Home until the mill at 09:00: at 08:20 at home, at 08:30 at the mill already.
  expect((await placeAt('08:20'))[0]).toMatchObject({ id: 'new', place: home });
  expect((await placeAt('08:30'))[0]).toMatchObject({ id: 'new', place: mill });
});

test('what is replaced is out; a leg that the offer does not know drops the legs', async () => {
  const moving = (windows: [string, string]) =>
    query(
      [
        technician([
          workDay([...day.visits, visit('moved', school, 30, '16:00')], { legs: [600, 3000, 2400, 1200] }),
        ]),
      ],
      {
        request: request({ duration: 30 * minute, windows: [between(...windows)], replaces: ['moved'] }),
      },
    );
  const same = moving(['15:00', '16:30']);
  const kept = placeVisit(same, await firstOffer(same));
  expect(kept.visits.map(({ id }) => id)).toEqual(['a', 'b', 'new']);
  expect(kept.legs).toEqual([600, 3000, 2400, 1200]);
  const earlier = moving(['10:00', '12:00']);
  const dropped = placeVisit(earlier, await firstOffer(earlier));
  expect(dropped.visits.map(({ id }) => id)).toEqual(['a', 'new', 'b']);
  expect('legs' in dropped).toBe(false);
});

test('an offer that is not of this query is refused', async () => {
  const asked = query([technician([day])]);
  const offer = await firstOffer(asked);
  const refusals: [string, () => unknown][] = [
    [
      'offer.technicianId names no technician: zoe',
      () => placeVisit(asked, { ...offer, technicianId: 'zoe' }),
    ],
    [
      'offer.date is no work day of anna: 2026-06-09',
      () => placeVisit(asked, { ...offer, date: '2026-06-09' }),
    ],
    ['offer.position must be within 0 and 2', () => placeVisit(asked, { ...offer, position: 3 })],
    ['id is that of a visit of 2026-06-01 already: a', () => placeVisit(asked, offer, 'a')],
  ];
  for (const [message, refused] of refusals) {
    expect(refused).toThrow(PlannerError);
    expect(refused).toThrow(message);
  }
});
