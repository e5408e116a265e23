import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  clock,
  farm,
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
import { goals } from '../ranking/goal.ts';
import type { Offer } from '../result/types.ts';
import { findSlots } from './find-slots.ts';

const exactly = (start: string, day = 0) => [{ start: at(start, day), end: at(start, day) + 1 }];
const starts = (offers: Offer[]) => offers.map(({ window }) => clock(window.start)).toSorted();
const twoHours = { zone: 'UTC', step: hour, width: 2 * hour };

describe('CAD-AC-10 CAD-PL-09 an empty day', () => {
  test('an hour at the school, 20 minutes away, fits from 08:20 and has to be over by 16:40', async () => {
    const { offers } = await findSlots(query([technician([workDay()])]), townTravel());
    expect(starts(offers)).toEqual([
      ...['08:30', '09:00', '09:30', '10:00', '10:30', '11:00'],
      ...['13:00', '13:30', '14:00', '14:30', '15:00', '15:30'],
    ]);
    expect(offers[0]).toEqual({
      technicianId: 'anna',
      date: '2026-06-01',
      window: { start: at('08:30'), end: at('08:30') },
      plannedStart: at('08:30'),
      position: 0,
      travel: { before: 20 * minute, after: 20 * minute, detour: 40 * minute, source: 'road' },
      cost: 2400,
      parts: [
        { name: 'travel', seconds: 2400, weight: 1, cost: 2400 },
        { name: 'preference', seconds: 0, weight: 1, cost: 0 },
        { name: 'delay', seconds: 0, weight: 1 / 256, cost: 0 },
      ],
      relevance: 40,
      grade: 'possible',
    });
  });

  test('a promise of two hours is kept by any start in it', async () => {
    const { offers } = await findSlots(query([technician([workDay()])], { grid: twoHours }), townTravel());
    const planned = new Map(offers.map((offer) => [clock(offer.window.start), clock(offer.plannedStart)]));
    expect(planned.get('07:00')).toBe('08:20');
    expect(planned.get('09:00')).toBe('09:00');
    // The service would run into lunch: it starts after it.
    expect(planned.get('12:00')).toBe('13:00');
    expect(planned.has('06:00')).toBe(false);
    expect(planned.get('15:00')).toBe('15:00');
    expect(planned.has('16:00')).toBe(false);
  });

  test('in own-time the way to work and home does not count', async () => {
    const { offers } = await findSlots(
      query([technician([workDay([], { commute: 'own-time' })])]),
      townTravel(),
    );
    expect(starts(offers).slice(0, 2)).toEqual(['08:00', '08:30']);
    expect(starts(offers).at(-1)).toBe('16:00');
  });

  test('in own-time nobody leaves before now', async () => {
    const asked = query([technician([workDay([], { commute: 'own-time' })])], { now: at('07:41') });
    expect(starts((await findSlots(asked, townTravel())).offers)[0]).toBe('08:30');
    const earlier = { ...asked, now: at('07:40') };
    expect(starts((await findSlots(earlier, townTravel())).offers)[0]).toBe('08:00');
  });
});

describe('between visits', () => {
  /** Mill 09:00 to 10:00, school 11:30 to 12:00: 10 minutes apart. */
  const day = workDay([visit('a', mill, 60, '09:00'), visit('b', school, 30, '11:30')]);

  test('an hour at the mill fits once between them, then only after lunch', async () => {
    const { offers } = await findSlots(
      query([technician([day])], { request: request({ place: mill }) }),
      townTravel(),
    );
    // Before: from 08:10, done at 09:10, too late for the mill at 09:00. Between: from 10:00, to leave by 11:20.
    expect(starts(offers).slice(0, 2)).toEqual(['10:00', '13:30']);
    const [amid, after] = ['10:00', '13:30'].map((start) =>
      offers.find(({ window }) => clock(window.start) === start)!,
    );
    // Between mill and school, at the mill: no detour. After the school (until 12:00) 10 minutes back, after lunch: the
    // way home goes past it.
    expect(amid!.travel).toEqual({ before: 0, after: 10 * minute, detour: 0, source: 'road' });
    expect(amid!.position).toBe(1);
    expect(after!.travel).toEqual({ before: 10 * minute, after: 10 * minute, detour: 0, source: 'road' });
    expect(after!.position).toBe(2);
  });

  test('the cheapest position wins, then the earlier day, then the smaller index', async () => {
    // Both a stop at the mill before the visit there and one after it cost nothing: the first wins.
    const flexible = workDay([visit('a', mill, 30, '08:00', '16:00')]);
    const nextDay = workDay([], { date: '2026-06-02', working: [between('08:00', '12:00', 1)] });
    const wide = query([technician([flexible, nextDay])], {
      request: request({ place: mill, windows: [{ start: at('08:00'), end: at('12:00', 1) }] }),
      grid: { zone: 'UTC', step: 24 * hour, width: 36 * hour - 1 },
    });
    const late = {
      ...wide,
      request: { ...wide.request, windows: [{ start: at('00:00'), end: at('12:00', 1) }] },
    };
    const { offers } = await findSlots(late, townTravel());
    expect(offers.map(({ date, position, cost }) => ({ date, position, cost }))).toEqual([
      { date: '2026-06-01', position: 0, cost: 0 },
    ]);
    // On Tuesday alone the way there and back is the detour.
    const tuesday = { ...late, technicians: [technician([nextDay])] };
    expect((await findSlots(tuesday, townTravel())).offers[0]).toMatchObject({
      date: '2026-06-02',
      cost: 1200,
    });
  });

  test('a day that is broken takes what makes nothing worse', async () => {
    // The school is promised for 08:00 sharp, which nobody keeps: it is reached at 08:20 and starts then.
    const broken = workDay([visit('late', school, 60, '08:00')]);
    const { offers } = await findSlots(
      query([technician([broken])], { request: request({ place: school }) }),
      townTravel(),
    );
    expect(starts(offers)[0]).toBe('09:30');
    expect(offers.every(({ position }) => position === 1)).toBe(true);
  });

  test('where the way back did not fit before, a visit may still go in front of nothing worse', async () => {
    // The farm at 16:00 for an hour leaves no time for the 60 minutes home; what comes before it changes nothing.
    const day = workDay([visit('far', farm, 60, '16:00')]);
    const { offers } = await findSlots(query([technician([day])]), townTravel());
    // An hour at the school from 13:00, 40 minutes to the farm: until 14:20.
    expect(starts(offers)).toEqual([
      '08:30',
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '13:00',
      '13:30',
      '14:00',
    ]);
  });
});

describe('a request without a place', () => {
  const call = request({ place: null, duration: 30 * minute });
  const day = workDay([visit('a', farm, 60, '10:00')]);
  const offerAt = async (start: string, changes = {}) => {
    const asked = query([technician([day])], { request: { ...call, windows: exactly(start) }, ...changes });
    return (await findSlots(asked, townTravel())).offers[0];
  };

  test('is done where the technician is, at no detour', async () => {
    // At home until 08:30, then an hour of driving; a start at 08:30 leaves home at 09:00 and reaches the farm at 10:00.
    expect(await offerAt('08:30')).toMatchObject({
      position: 0,
      travel: { before: 0, after: hour, detour: 0 },
    });
  });

  test('or, failing that start, where the technician goes next', async () => {
    // At 09:00 the call would end at 09:30, too late to drive: the farm is reached at 09:00 and it is done there.
    expect(await offerAt('09:00')).toMatchObject({
      position: 0,
      travel: { before: hour, after: 0, detour: 0 },
    });
    // In between nobody is anywhere.
    expect(await offerAt('08:45', { grid: { zone: 'UTC', step: 900, width: 0 } })).toBeUndefined();
  });

  test('area and distance do not apply, and no travel time is asked for it', async () => {
    const travel = townTravel();
    const bounded = technician([{ ...day, legs: [hour, hour] }], { maxDistance: 0 });
    const { offers, rejected } = await findSlots(query([bounded], { request: call }), travel);
    expect(offers.length).toBeGreaterThan(0);
    expect(rejected.distance).toBeUndefined();
    expect(travel.asked).toEqual({ tables: [], legs: [] });
  });
});

describe('moving a visit', () => {
  test("the visit that is replaced stands in nobody's way, and the leg around it is asked for", async () => {
    const day = workDay(
      [visit('a', mill, 60, '09:00'), visit('moved', farm, 60, '11:00'), visit('b', school, 60, '13:40')],
      {
        legs: [600, 3000, 2400, 1200],
      },
    );
    const travel = townTravel();
    const asked = query([technician([day])], {
      request: request({ place: farm, windows: exactly('11:00'), replaces: ['moved'] }),
    });
    const { offers } = await findSlots(asked, travel);
    // From the mill to the farm 50 minutes; on to the school 40, from 13:00 after lunch to 13:40; instead of 10 from mill to school.
    expect(offers).toMatchObject([{ position: 1, travel: { before: 3000, after: 2400, detour: 4800 } }]);
    expect(travel.asked.legs).toEqual([[[mill], [school]]]);
    const without = { ...asked, request: { ...asked.request, replaces: [] } };
    expect((await findSlots(without, townTravel())).offers).toEqual([]);
  });
});

describe('what is returned', () => {
  const anna = technician([workDay([visit('a', mill, 60, '14:00')])]);
  const bruno = technician([workDay([visit('b', school, 60, '14:00')])], { id: 'bruno' });
  const carla = technician([workDay([visit('c', school, 60, '14:00')])], { id: 'carla' });
  const asked = query([carla, bruno, anna], { request: request({ windows: [between('09:00', '10:30')] }) });

  test('windows: the best of each, with how many can take it; equal cost goes to the smaller id', async () => {
    const { windows, offers } = await findSlots({ ...asked, result: 'windows' }, townTravel());
    expect(
      windows.map(({ start, technicians, best }) => [clock(start), technicians, best.technicianId]),
    ).toEqual([
      ['09:00', 3, 'bruno'],
      ['09:30', 3, 'bruno'],
      ['10:00', 3, 'bruno'],
    ]);
    expect(offers).toEqual(windows.map(({ best }) => best));
  });

  test('all: every technician and window, by cost, then start, then id', async () => {
    const { offers } = await findSlots({ ...asked, result: 'all' }, townTravel());
    expect(offers.map(({ window, technicianId, cost }) => [clock(window.start), technicianId, cost])).toEqual(
      [
        ['09:00', 'bruno', 0],
        ['09:00', 'carla', 0],
        ['09:30', 'bruno', 0],
        ['09:30', 'carla', 0],
        ['10:00', 'bruno', 0],
        ['10:00', 'carla', 0],
        ['09:00', 'anna', 1200],
        ['09:30', 'anna', 1200],
        ['10:00', 'anna', 1200],
      ],
    );
  });

  test('top: the first of them', async () => {
    const all = (await findSlots({ ...asked, result: 'all' }, townTravel())).offers;
    const { offers, windows } = await findSlots({ ...asked, result: { top: 4 } }, townTravel());
    expect(offers).toEqual(all.slice(0, 4));
    expect(windows).toHaveLength(3);
  });

  test('goals.earliest asks for the day first', async () => {
    // On Tuesday the way is already driven, on Monday it costs 40 minutes.
    const monday = workDay();
    const tuesday = workDay(
      [{ ...visit('t', school, 60, '14:00'), earliest: at('14:00', 1), latest: at('14:00', 1) }],
      {
        date: '2026-06-02',
        working: [between('08:00', '12:00', 1), between('13:00', '17:00', 1)],
      },
    );
    const choice = query([technician([monday, tuesday])], {
      request: request({ windows: [...exactly('09:00'), ...exactly('09:00', 1)] }),
    });
    const dates = async (goal: keyof typeof goals) =>
      (await findSlots({ ...choice, goal: goals[goal] }, townTravel())).offers.map(({ date, cost }) => [
        date,
        cost,
      ]);
    expect(await dates('relevance')).toEqual([
      ['2026-06-02', 337.5],
      ['2026-06-01', 2400],
    ]);
    expect(await dates('earliest')).toEqual([
      ['2026-06-01', 150],
      ['2026-06-02', 86_400],
    ]);
  });

  test('no technician, no day, no window: no offers, and nothing is asked', async () => {
    for (const nothing of [
      query([]),
      query([technician([])]),
      query([technician([workDay([], { working: [] })])]),
      query([technician([workDay()])], { request: request({ windows: [] }) }),
    ]) {
      const travel = townTravel();
      const found = await findSlots(nothing, travel);
      expect(found).toMatchObject({ windows: [], offers: [], travel: { cells: 0, calls: 0, estimated: 0 } });
      expect(travel.asked).toEqual({ tables: [], legs: [] });
    }
  });

  test('the same question has the same answer, and is not changed by asking', async () => {
    const before = structuredClone(asked);
    const first = await findSlots(asked, townTravel());
    expect(await findSlots(asked, townTravel())).toEqual(first);
    expect(asked).toEqual(before);
  });
});
