import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  farm,
  home,
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
import { constraintCodes } from './codes.ts';
import type { ConstraintCode } from './codes.ts';
import { constraints } from './list.ts';

test('the list is in the documented order', () => {
  expect(constraints.map(({ code }) => code)).toEqual(constraintCodes);
});

/** One question about one window: an hour at the school, exactly at the given time. */
function question(start: string, changes: Changes = {}): SlotQuery {
  const days = [workDay(changes.visits ?? [], changes.day)];
  return query([technician(days, changes.technician)], {
    request: request({ windows: [{ start: at(start), end: at(start) + 1 }], ...changes.request }),
    ...changes.query,
  });
}

interface Changes {
  visits?: WorkDay['visits'];
  day?: Partial<WorkDay>;
  technician?: Partial<Technician>;
  request?: Partial<VisitRequest>;
  query?: Partial<SlotQuery>;
}

/** What refuses, beside the nearest case that is offered: the second differs from the first as little as it can. */
interface Case {
  code: ConstraintCode;
  why: string;
  refused: SlotQuery;
  offered: SlotQuery;
}

const aroundSchool = (reach: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [school.lon - 0.01, 46],
      [school.lon + reach, 46],
      [school.lon + reach, 49],
      [school.lon - 0.01, 49],
      [school.lon - 0.01, 46],
    ],
  ],
});
/** At the mill at 10:00 sharp, for an hour. */
const fixed = visit('fixed', mill, 60, '10:00');
/** The way from home to the school and back is 20 minutes each, which makes the day's only travel. */
const cases: Case[] = [
  {
    code: 'assignment',
    why: 'only somebody else may come',
    refused: question('10:00', { request: { technicians: { only: ['bruno'] } } }),
    offered: question('10:00', { request: { technicians: { only: ['bruno', 'anna'] } } }),
  },
  {
    code: 'assignment',
    why: 'an empty `only` allows nobody',
    refused: question('10:00', { request: { technicians: { only: [] } } }),
    offered: question('10:00', { request: { technicians: {} } }),
  },
  {
    code: 'assignment',
    why: 'this one must not come',
    refused: question('10:00', { request: { technicians: { exclude: ['anna'] } } }),
    offered: question('10:00', { request: { technicians: { exclude: ['bruno'] } } }),
  },
  {
    code: 'skills',
    why: 'level 1 is below level 2',
    refused: question('10:00', { request: { skills: { gas: 2 } }, technician: { skills: { gas: 1 } } }),
    offered: question('10:00', { request: { skills: { gas: 2 } }, technician: { skills: { gas: 2 } } }),
  },
  {
    code: 'skills',
    why: 'a skill is not one that every object has',
    refused: question('10:00', { request: { skills: { constructor: 1 } } }),
    offered: question('10:00', { request: { skills: {} } }),
  },
  {
    code: 'area',
    why: 'the area ends before the school',
    refused: question('10:00', { technician: { area: aroundSchool(-0.0001) } }),
    offered: question('10:00', { technician: { area: aroundSchool(0) } }),
  },
  {
    code: 'distance',
    why: 'the school is 15,167 m from home',
    refused: question('10:00', { technician: { maxDistance: 15_166 } }),
    offered: question('10:00', { technician: { maxDistance: 15_167 } }),
  },
  {
    code: 'visit-limit',
    why: 'one visit stands already and one is allowed',
    refused: question('13:00', { visits: [fixed], day: { limits: { visits: 1 } } }),
    offered: question('13:00', { visits: [fixed], day: { limits: { visits: 2 } } }),
  },
  {
    code: 'work-limit',
    why: 'one hour and one hour are two',
    refused: question('13:00', { visits: [fixed], day: { limits: { work: 2 * hour - 1 } } }),
    offered: question('13:00', { visits: [fixed], day: { limits: { work: 2 * hour } } }),
  },
  {
    code: 'notice',
    why: 'it is 08:00 and two hours and a second of notice are wanted',
    refused: question('10:00', { query: { now: at('08:00'), notice: 2 * hour + 1 } }),
    offered: question('10:00', { query: { now: at('08:00'), notice: 2 * hour } }),
  },
  {
    code: 'open',
    why: 'the customer closes before the hour is over',
    refused: question('10:00', { request: { open: [between('08:00', '10:59')] } }),
    offered: question('10:00', { request: { open: [between('08:00', '11:00')] } }),
  },
  {
    code: 'open',
    why: 'the customer opens too late',
    refused: question('10:00', { request: { open: [between('10:01', '12:00')] } }),
    offered: question('10:00', { request: { open: [between('10:00', '12:00')] } }),
  },
  {
    code: 'working-time',
    why: 'the service would run into lunch',
    refused: question('11:30'),
    offered: question('11:00'),
  },
  {
    code: 'working-time',
    why: 'nobody works before eight',
    refused: question('07:00'),
    offered: question('08:30'),
  },
  {
    code: 'no-road',
    why: 'nothing leads to the island',
    refused: question('10:00', { request: { place: island } }),
    offered: question('10:00', { request: { place: street(20) } }),
  },
  {
    code: 'travel-limit',
    why: '20 minutes there and 20 back',
    refused: question('10:00', { day: { limits: { travel: 40 * minute - 1 } } }),
    offered: question('10:00', { day: { limits: { travel: 40 * minute } } }),
  },
  {
    code: 'total-limit',
    why: '40 minutes of travel and the hour itself',
    refused: question('10:00', { day: { limits: { total: 100 * minute - 1 } } }),
    offered: question('10:00', { day: { limits: { total: 100 * minute } } }),
  },
  {
    code: 'arrival',
    why: 'the school is 20 minutes from home, where the day begins at 08:00',
    refused: question('08:00', { query: { grid: { zone: 'UTC', step: 60, width: 0 } } }),
    offered: question('08:20', { query: { grid: { zone: 'UTC', step: 60, width: 0 } } }),
  },
  {
    code: 'arrival',
    why: 'it is 09:41 now, and 20 minutes to go',
    refused: question('10:00', { query: { now: at('09:41') } }),
    offered: question('10:00', { query: { now: at('09:40') } }),
  },
  {
    code: 'promise',
    why: 'an hour from 09:00 and 10 minutes to the mill end after 10:00',
    refused: question('09:00', { visits: [fixed] }),
    offered: question('09:00', { visits: [visit('later', mill, 60, '10:00', '10:10')] }),
  },
  {
    code: 'promise',
    why: 'the later visit would lose its room before lunch',
    refused: question('09:00', {
      visits: [{ ...visit('v', mill, 60, '10:00', '12:00'), open: [between('10:00', '11:09')] }],
    }),
    offered: question('09:00', {
      visits: [{ ...visit('v', mill, 60, '10:00', '12:00'), open: [between('10:00', '11:10')] }],
    }),
  },
  {
    code: 'way-back',
    why: 'from the school at 17:00 home is 20 minutes too late',
    refused: question('16:00'),
    offered: question('15:30'),
  },
  {
    code: 'way-back',
    why: 'the last visit would end at 16:51 instead, and home is 10 minutes away',
    refused: question('14:00', { visits: [visit('last', mill, 101, '14:00', '16:00')] }),
    offered: question('14:00', { visits: [visit('last', mill, 100, '14:00', '16:00')] }),
  },
  {
    code: 'slack',
    why: 'between 08:20 and the end of the promise at 09:00 lie 40 minutes',
    refused: question('08:00', {
      request: { windows: [between('08:00', '09:00')] },
      query: { grid: { zone: 'UTC', step: hour, width: hour, slack: 40 * minute + 1 } },
    }),
    offered: question('08:00', {
      request: { windows: [between('08:00', '09:00')] },
      query: { grid: { zone: 'UTC', step: hour, width: hour, slack: 40 * minute } },
    }),
  },
];

describe('each refuses, and only just', () => {
  test.each(cases)('$code: $why', async ({ code, refused, offered }) => {
    const no = await findSlots(refused, townTravel());
    expect(no.offers).toEqual([]);
    expect(no.rejected).toEqual({ [code]: 1 });
    const yes = await findSlots(offered, townTravel());
    expect(yes.offers).toHaveLength(1);
    expect(yes.rejected).toEqual({});
  });

  test('every code is met above', () => {
    expect(constraintCodes.filter((code) => !cases.some((each) => each.code === code))).toEqual([]);
  });
});

describe('the first constraint that refuses is the one counted', () => {
  test('nobody with the skill, on an island, at night', async () => {
    const { rejected } = await findSlots(
      question('03:00', { request: { skills: { gas: 1 }, place: island } }),
      townTravel(),
    );
    expect(rejected).toEqual({ skills: 1 });
  });

  test('a window is judged by the position at which it gets furthest', async () => {
    // At 09:30 the farm is reached in time only before the first visit (60 minutes from home): there the promise of
    // that visit at 10:00 refuses it. After that visit it would not even be reached.
    const day = workDay([visit('fixed', home, 60, '10:00')]);
    const { rejected } = await findSlots(
      query([technician([day])], {
        request: request({ place: farm, windows: [{ start: at('09:30'), end: at('09:30') + 1 }] }),
      }),
      townTravel(),
    );
    expect(rejected).toEqual({ promise: 1 });
  });

  test('technician x day x window: what is offered and what is refused add up to all there are', async () => {
    const days = [
      workDay([fixed]),
      workDay([], { date: '2026-06-02', working: [between('08:00', '12:00', 1)], limits: { visits: 0 } }),
      workDay([], { date: '2026-06-03', working: [] }),
    ];
    const technicians = ['anna', 'bruno', 'carla'].map((id) => technician(days, { id }));
    const { offers, windows, rejected } = await findSlots(
      query(technicians, {
        now: at('07:00'),
        request: request({
          windows: [between('06:00', '20:00'), between('06:00', '20:00', 1)],
          technicians: { exclude: ['carla'] },
        }),
      }),
      townTravel(),
    );
    const perDay = 28 * 2;
    const count = Object.values(rejected).reduce((sum, each) => sum + each, 0);
    expect(count + offers.length).toBe(3 * 3 * perDay);
    expect(offers.length).toBe(windows.reduce((sum, window) => sum + window.technicians, 0));
    expect(rejected.assignment).toBe(3 * perDay);
    expect(rejected['visit-limit']).toBe(2 * perDay);
    // 06:00 and 06:30 of Monday, for two technicians on the two days that are not refused as a whole.
    expect(rejected.notice).toBe(2 * 2 * 2);
  });
});
