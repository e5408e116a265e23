import { describe, expect, test } from 'vitest';
import {
  between,
  farm,
  home,
  island,
  mill,
  minute,
  query,
  request,
  school,
  street,
  technician,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import { PlannerError } from '../errors.ts';
import { findSlots } from './find-slots.ts';

describe('as few travel times as it can', () => {
  test('one N x 1 and one 1 x N, each place once; legs that are kept are not asked for', async () => {
    const day = workDay([visit('a', mill, 30, '09:00'), visit('b', mill, 30, '14:00')], {
      legs: [600, 0, 600],
    });
    const travel = townTravel();
    const { travel: count } = await findSlots(query([technician([day])]), travel);
    expect(travel.asked.legs).toEqual([]);
    expect(travel.asked.tables).toEqual([
      [[home, mill], [school]],
      [[school], [mill, home]],
    ]);
    expect(count).toEqual({ cells: 4, calls: 2, estimated: 0 });
  });

  test('legs that nobody keeps are asked for pair by pair, once; without `legs` by tables of one cell', async () => {
    const day = workDay([visit('a', mill, 30, '09:00'), visit('b', school, 30, '14:00')]);
    const two = [technician([day]), technician([day], { id: 'bruno' })];
    const travel = townTravel();
    await findSlots(query(two), travel);
    expect(travel.asked.legs).toEqual([
      [
        [home, mill, school],
        [mill, school, home],
      ],
    ]);
    const poor = townTravel({ legs: false });
    const found = await findSlots(query(two), poor);
    expect(poor.asked.tables.slice(0, 3)).toEqual([
      [[home], [mill]],
      [[mill], [school]],
      [[school], [home]],
    ]);
    expect(found.travel.calls).toBe(5);
    expect(found.offers).toEqual((await findSlots(query(two), townTravel())).offers);
  });

  test('nothing is asked for a day that skill, area or distance refuse, or that no window touches', async () => {
    const off = {
      area: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    };
    for (const refused of [
      query([technician([workDay()], { maxDistance: 10 })]),
      query([technician([workDay()], off)]),
      query([technician([workDay()])], { request: request({ skills: { gas: 1 } }) }),
      query([technician([workDay()])], { request: request({ windows: [between('03:00', '05:00')] }) }),
    ]) {
      const travel = townTravel();
      expect((await findSlots(refused, travel)).offers).toEqual([]);
      expect(travel.asked).toEqual({ tables: [], legs: [] });
    }
  });

  test('with a top speed, nothing is asked that even a straight line cannot make; the offers stay the same', async () => {
    // Between the mill at 09:00 and the school at 11:00 there is an hour to spare: too little for the farm.
    const day = workDay([visit('a', mill, 60, '09:00'), visit('b', school, 60, '11:00')], {
      legs: [600, 600, 1200],
    });
    const far = query([technician([day])], { request: request({ place: farm, duration: 30 * minute }) });
    const slow = townTravel();
    // A minute of the street is 758 m: 13 m/s is just faster than anybody drives.
    const fast = { ...townTravel(), topSpeed: 13 };
    const all = await findSlots(far, slow);
    const fewer = await findSlots(far, fast);
    expect(fewer.offers).toEqual(all.offers);
    expect(fewer.rejected).toEqual(all.rejected);
    expect(fewer.travel.cells).toBeLessThan(all.travel.cells);
  });

  test('an offer says whether any leg of its detour was estimated; kept legs count as roads', async () => {
    const day = workDay([visit('a', mill, 60, '10:00')]);
    const guessHome = townTravel({ estimated: (from, to) => from === home && to === school });
    const asked = query([technician([day])]);
    const { offers, travel } = await findSlots(asked, guessHome);
    expect(new Set(offers.map(({ position, travel }) => `${position} ${travel.source}`))).toEqual(
      new Set(['0 estimate', '1 road']),
    );
    expect(travel.estimated).toBe(1);
    const guessOwn = townTravel({ estimated: (from, to) => from === home && to === mill });
    const own = await findSlots(asked, guessOwn);
    expect(own.offers.find(({ position }) => position === 0)?.travel.source).toBe('estimate');
    const kept = query([technician([{ ...day, legs: [600, 600] }])]);
    const keptLegs = await findSlots(kept, guessOwn);
    expect(keptLegs.offers.find(({ position }) => position === 0)?.travel.source).toBe('road');
  });

  test('an island in the route counts as no way at all, but not to the new visit', async () => {
    const day = workDay([visit('a', island, 30, '09:00')], { legs: [-1, -1] });
    const { offers } = await findSlots(
      query([technician([day])], { request: request({ place: street(5) }) }),
      townTravel(),
    );
    expect(offers).toEqual([]);
  });
});

describe('a provider that answers nonsense', () => {
  const asked = query([technician([workDay([], { legs: [0] })])]);
  test.each([
    ['travel.table().seconds has 2 cells, asked were 1', { seconds: new Int32Array(2) }],
    [
      'travel.table().seconds[0] must be whole seconds, or -1 for no road, not -7',
      { seconds: Int32Array.of(-7) },
    ],
    ['travel.table().seconds must be an Int32Array', { seconds: [60] as unknown as Int32Array }],
    [
      'travel.table().estimated has 3 cells, asked were 1',
      { seconds: new Int32Array(1), estimated: new Uint8Array(3) },
    ],
  ])('%s', async (message, answer) => {
    const search = findSlots(asked, { table: () => Promise.resolve(answer) });
    await expect(search).rejects.toThrow(PlannerError);
    await expect(findSlots(asked, { table: () => Promise.resolve(answer) })).rejects.toThrow(message);
  });

  test('what it throws passes through', async () => {
    const down = new Error('down');
    await expect(findSlots(asked, { table: () => Promise.reject(down) })).rejects.toBe(down);
  });
});
