import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  farm,
  hour,
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
import type { SlotQuery, Technician, VisitRequest, WorkDay } from '../problem/types.ts';
import { findSlots } from '../search/find-slots.ts';
import { applyRelaxation } from './apply-relaxation.ts';
import { explainSlot } from './explain-slot.ts';
import type { Refusal } from './types.ts';

async function refusalOf(asked: SlotQuery, start: string, day = 0): Promise<Refusal> {
  const told = await explainSlot(asked, townTravel(), 'anna', at(start, day));
  if (told.offered) throw new Error('it is offered');
  const { relaxation } = told.refusal;
  if (relaxation !== null) {
    const { offers } = await findSlots(applyRelaxation(asked, relaxation), townTravel());
    expect(offers.some(({ window }) => window.start === at(start, day))).toBe(true);
  }
  return told.refusal;
}

const onDay = (day: WorkDay, changes: Partial<SlotQuery> = {}, of: Partial<Technician> = {}) =>
  query([technician([day], of)], changes);
const asking = (changes: Partial<VisitRequest>) => ({ request: request(changes) });

test('an offer is explained by itself: the one that findSlots finds', async () => {
  const asked = onDay(workDay());
  const { offers } = await findSlots(asked, townTravel());
  const offer = offers.find(({ window }) => window.start === at('10:00'))!;
  expect(await explainSlot(asked, townTravel(), 'anna', at('10:00'))).toEqual({ offered: true, offer });
});

describe('the numbers behind a refusal, and what would open the slot', () => {
  test('arrival: the school is 20 minutes away, at 08:00 she is 20 short; starting at 07:40 would do', async () => {
    expect(await refusalOf(onDay(workDay()), '08:00')).toEqual({
      date: '2026-06-01',
      because: {
        code: 'arrival',
        position: 0,
        earliestStart: at('08:20'),
        latestStart: at('08:00'),
        shortBy: 20 * minute,
      },
      relaxation: {
        kind: 'working-time',
        technicianId: 'anna',
        date: '2026-06-01',
        interval: 0,
        edge: 'start',
        by: 20 * minute,
      },
    });
  });

  test('promise: the farm is promised by 11:00, and from the school it takes 40 minutes', async () => {
    const later = visit('later', farm, 30, '10:00', '11:00');
    const { because, relaxation } = await refusalOf(onDay(workDay([later])), '09:30');
    // An hour at the school, then 40 minutes: to be there at 11:00 it has to start by 09:20.
    expect(because).toEqual({
      code: 'promise',
      position: 0,
      earliestStart: at('09:30'),
      latestStart: at('09:20'),
      shortBy: 10 * minute,
    });
    expect(relaxation).toEqual({
      kind: 'promise',
      technicianId: 'anna',
      date: '2026-06-01',
      visitId: 'later',
      edge: 'latest',
      by: 10 * minute,
    });
  });

  test('way back: over at 17:00, home at 17:20', async () => {
    const { because, relaxation } = await refusalOf(onDay(workDay()), '16:00');
    expect(because).toMatchObject({ code: 'way-back', latestStart: at('15:40'), shortBy: 20 * minute });
    expect(relaxation).toMatchObject({ kind: 'working-time', interval: 1, edge: 'end', by: 20 * minute });
  });

  test('working time: at 11:30 lunch comes half an hour too soon; a later or a shorter lunch would do', async () => {
    const { because, relaxation } = await refusalOf(onDay(workDay()), '11:30');
    expect(because).toEqual({ code: 'working-time', shortBy: 30 * minute });
    expect(relaxation).toMatchObject({ kind: 'working-time', interval: 0, edge: 'end', by: 30 * minute });
  });

  test('skills: level 3 is asked for, she has 1: two levels less', async () => {
    const asked = onDay(workDay(), asking({ skills: { gas: 3 } }), { skills: { gas: 1 } });
    const { because, relaxation } = await refusalOf(asked, '10:00');
    expect(because).toEqual({ code: 'skills', skill: 'gas', level: 1, needed: 3 });
    expect(relaxation).toEqual({ kind: 'skills', skill: 'gas', by: 2 });
  });

  test('assignment: she is not among those who may come', async () => {
    const asked = onDay(workDay(), asking({ technicians: { only: ['bert'] } }));
    const { because, relaxation } = await refusalOf(asked, '10:00');
    expect(because).toEqual({ code: 'assignment' });
    expect(relaxation).toEqual({ kind: 'assignment', technicianId: 'anna' });
  });

  test('distance and area: metres', async () => {
    const far = await refusalOf(onDay(workDay(), {}, { maxDistance: 15_000 }), '10:00');
    // 0.2 degrees at 47 degrees of latitude.
    expect(far.because).toEqual({ code: 'distance', metres: 15_167, limit: 15_000 });
    expect(far.relaxation).toEqual({ kind: 'distance', technicianId: 'anna', by: 167 });
    const square = [0, 1, 2, 3, 0].map((corner) => [
      corner === 1 || corner === 2 ? street(10).lon : -0.1,
      corner > 1 ? 47.1 : 46.9,
    ]);
    const area = { type: 'Polygon' as const, coordinates: [square] };
    const outside = await refusalOf(onDay(workDay(), {}, { area }), '10:00');
    expect(outside.because).toEqual({ code: 'area', outsideBy: 7584 });
    expect(outside.relaxation).toEqual({ kind: 'area', technicianId: 'anna', by: 7584 });
  });

  test('limits: one visit more, half an hour more work, ten minutes more on the road', async () => {
    const morning = visit('morning', mill, 30, '08:00', '12:00');
    const limited = (limits: WorkDay['limits']) => refusalOf(onDay(workDay([morning], { limits })), '14:00');
    expect(await limited({ visits: 1 })).toMatchObject({
      because: { code: 'visit-limit', visits: 2, limit: 1 },
      relaxation: { kind: 'visit-limit', by: 1 },
    });
    expect(await limited({ work: 1 * hour })).toMatchObject({
      because: { code: 'work-limit', seconds: 1.5 * hour, limit: hour },
      relaxation: { kind: 'work-limit', by: hour / 2 },
    });
    expect(await limited({ travel: 30 * minute })).toMatchObject({
      because: { code: 'travel-limit', seconds: 40 * minute, limit: 30 * minute },
      relaxation: { kind: 'travel-limit', by: 10 * minute },
    });
    expect(await limited({ total: 2 * hour })).toMatchObject({
      because: { code: 'total-limit', seconds: 1.5 * hour + 40 * minute, limit: 2 * hour },
      relaxation: { kind: 'total-limit', by: 10 * minute },
    });
  });

  test('notice, opening hours, request window', async () => {
    const soon = { now: at('07:00'), notice: 4 * hour };
    expect(await refusalOf(onDay(workDay(), soon), '10:00')).toMatchObject({
      because: { code: 'notice', earliest: at('11:00'), shortBy: hour },
      relaxation: { kind: 'notice', by: hour },
    });
    const open = [between('10:30', '12:00')];
    expect(await refusalOf(onDay(workDay(), asking({ open })), '10:00')).toMatchObject({
      because: { code: 'open', shortBy: 30 * minute },
      relaxation: { kind: 'open', interval: 0, edge: 'start', by: 30 * minute },
    });
    const windows = [between('12:00', '16:00')];
    expect(await refusalOf(onDay(workDay(), asking({ windows })), '10:00')).toMatchObject({
      because: { code: 'window' },
      relaxation: { kind: 'window', interval: 0, edge: 'start', by: 2 * hour },
    });
  });

  test('slack: of the hour from 11:00 only the first moment is left', async () => {
    const grid = { zone: 'UTC', step: hour, width: hour, slack: 20 * minute };
    expect(
      await refusalOf(onDay(workDay([], { working: [between('08:00', '12:20')] }), { grid }), '11:00'),
    ).toMatchObject({
      because: { code: 'slack', first: at('11:00'), last: at('11:00'), shortBy: 20 * minute },
      relaxation: { kind: 'working-time', edge: 'end', by: 20 * minute },
    });
  });
});

describe('where no single change helps', () => {
  test('no road leads to the island', async () => {
    const { because, relaxation } = await refusalOf(onDay(workDay(), asking({ place: island })), '10:00');
    expect({ because, relaxation }).toEqual({ because: { code: 'no-road' }, relaxation: null });
  });

  test('she lacks two skills', async () => {
    const asked = onDay(workDay(), asking({ skills: { gas: 1, heat: 1 } }));
    expect(await refusalOf(asked, '10:00')).toMatchObject({
      because: { code: 'skills', skill: 'gas', level: 0, needed: 1 },
      relaxation: null,
    });
  });

  test('she does not work that day', async () => {
    const asked = onDay(workDay(), asking({ windows: [between('06:00', '20:00', 1)] }));
    expect(await refusalOf(asked, '10:00', 1)).toEqual({
      date: null,
      because: { code: 'working-time', shortBy: null },
      relaxation: null,
    });
  });

  test('nobody stretches hours further than told', async () => {
    const asked = onDay(workDay());
    const told = await explainSlot(asked, townTravel(), 'anna', at('08:00'), { furthest: 20 * minute - 1 });
    expect(told).toMatchObject({ offered: false, refusal: { relaxation: null } });
  });
});

test('each pair is asked for once, however much is tried', async () => {
  const travel = townTravel();
  const visits = [visit('a', mill, 30, '09:00', '10:00'), visit('b', school, 30, '11:00', '12:00')];
  await explainSlot(onDay(workDay(visits), asking({ place: farm })), travel, 'anna', at('08:00'));
  const cells = [...travel.asked.tables, ...travel.asked.legs.map(([from]) => [from, [1]] as const)];
  // Three legs of the day; home, mill and school to the farm and from it.
  expect(cells.reduce((sum, [from, to]) => sum + from.length * to.length, 0)).toBeLessThanOrEqual(
    3 + 3 + 3 + 2,
  );
});

test('the grid has no such window, the query no such technician: said with the field', async () => {
  const asked = onDay(workDay());
  await expect(explainSlot(asked, townTravel(), 'anna', at('10:10'))).rejects.toThrow(
    'windowStart is no start of the grid',
  );
  await expect(explainSlot(asked, townTravel(), 'bert', at('10:00'))).rejects.toThrow(
    'technicianId names no technician: bert',
  );
  expect(() => applyRelaxation(asked, { kind: 'distance', technicianId: 'bert', by: 1 })).toThrow(
    'relaxation.technicianId is not in the query: bert',
  );
});

test('a promise of decades is explained too: the window tried holds one start, not millions', async () => {
  const asked = onDay(workDay(), { grid: { zone: 'UTC', step: 15 * minute, width: 2 ** 31 - 1 } });
  const { because } = await refusalOf(asked, '10:00');
  expect(because).toEqual({ code: 'window' });
});
