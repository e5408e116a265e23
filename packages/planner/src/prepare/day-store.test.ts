import { describe, expect, test } from 'vitest';
import {
  at,
  between,
  farm,
  mill,
  monday,
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
import { findSlots } from '../search/find-slots.ts';
import { prepareDays } from './prepared-days.ts';
import type { PreparedDays } from './prepared-days.ts';

const tuesday = '2026-06-02';
const onTuesday = workDay([], { date: tuesday, working: [between('08:00', '12:00', 1)] });

function prepared(): PreparedDays {
  return prepareDays([technician([workDay(), onTuesday])]);
}

async function starts(technicians: PreparedDays): Promise<number[]> {
  const found = await findSlots({ ...query([]), technicians }, townTravel());
  return found.windows.map((window) => window.start);
}

describe('update', () => {
  test('a morning that is taken is offered no more, and is again when the visit is gone', async () => {
    const days = prepared();
    const free = await starts(days);
    days.update('anna', monday, workDay([visit('a', mill, 240, '08:00')], { legs: [0, 600] }));
    const taken = await starts(days);
    expect(free).toContain(at('09:00'));
    expect(taken).not.toContain(at('09:00'));
    expect(taken).toContain(at('14:00'));
    days.update('anna', monday, workDay());
    expect(await starts(days)).toEqual(free);
  });

  test('the technicians are told as they now stand; those that were given stay as they were', () => {
    const given = technician([workDay(), onTuesday]);
    const days = prepareDays([given]);
    const full = workDay([visit('a', mill, 60, '09:00')]);
    days.update('anna', monday, full);
    expect(days.technicians).toEqual([{ ...given, days: [full, onTuesday] }]);
    expect(given.days[0]!.visits).toEqual([]);
  });

  test.for<[string, (days: PreparedDays) => void, Partial<PlannerError>]>([
    [
      'a technician who is not there',
      (days) => days.update('bruno', monday, workDay()),
      { code: 'unknown-id', message: 'technicianId names no technician: bruno' },
    ],
    [
      'a date without a work day',
      (days) => days.update('anna', '2026-06-03', workDay([], { date: '2026-06-03' })),
      { code: 'unknown-id', message: 'date is no work day of anna: 2026-06-03' },
    ],
    [
      'a day of another date',
      (days) => days.update('anna', monday, onTuesday),
      { code: 'invalid', message: `day.date must be ${monday}, not ${tuesday}` },
    ],
    [
      'a day that is none',
      (days) => days.update('anna', monday, workDay([visit('a', mill, 0, '09:00')])),
      { code: 'out-of-range', message: 'day.visits[0].duration must be at least 1, not 0' },
    ],
    [
      'hours into the next day',
      (days) => days.update('anna', monday, workDay([], { working: [between('08:00', '33:00')] })),
      { code: 'overlapping', message: `day.working[0] ends after that of ${tuesday} starts` },
    ],
    [
      'hours from the day before on',
      (days) => days.update('anna', tuesday, { ...onTuesday, working: [between('16:00', '30:00')] }),
      { code: 'overlapping', message: `day.working[0] starts before that of ${monday} ends` },
    ],
  ])('refuses %s, and changes nothing', ([, wrong, { code, message }]) => {
    const days = prepared();
    const before = structuredClone(days.technicians);
    const error = (() => {
      try {
        wrong(days);
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(PlannerError);
    expect(error).toMatchObject({ code, message });
    expect(days.technicians).toEqual(before);
  });
});

test('technicians are refused as in a query', () => {
  expect(() => prepareDays([technician([workDay(), workDay()])])).toThrow(
    `technicians[0].days[1].date is not after days[0].date`,
  );
});

test('what is replaced is found by its id, also after updates; an id that is nowhere is refused', async () => {
  const days = prepared();
  const ask = (id: string) =>
    findSlots({ ...query([]), request: request({ replaces: [id] }), technicians: days }, townTravel());
  await expect(ask('a')).rejects.toThrow('request.replaces[0] names no visit of these days: a');
  days.update('anna', monday, workDay([visit('a', mill, 240, '08:00')], { legs: [0, 600] }));
  const moved = await ask('a');
  expect(moved.windows.map(({ start }) => start)).toEqual(await starts(prepared()));
  days.update('anna', monday, workDay());
  await expect(ask('a')).rejects.toThrow('request.replaces[0] names no visit of these days: a');
});

test('a thousand days that come and go, with ever new places, leave every answer right', async () => {
  const people = ['anna', 'bruno', 'carla'].map((id) => technician([workDay(), onTuesday], { id }));
  const days = prepareDays(people);
  for (let i = 0; i < 1000; i++) {
    const places = Array.from({ length: i % 7 }, (_, k) => street(1 + ((i * 7 + k) % 997) / 100));
    const visits = places.map((place, k) => visit(`${i}-${k}`, place, 5, '08:00', '17:00'));
    days.update(
      people[i % 3]!.id,
      monday,
      workDay(visits, i % 2 === 0 ? {} : { legs: [...visits, 0].map(() => 60) }),
    );
    if (i % 50 !== 0) continue;
    const plain = query([...days.technicians], { request: request({ place: i % 4 === 0 ? farm : school }) });
    const found = await findSlots({ ...plain, technicians: days }, townTravel());
    expect(found).toEqual(await findSlots(plain, townTravel()));
    expect(found.offers.length).toBeGreaterThan(0);
  }
});

test('a technician who lives too far away is refused once for all days, and counted for each', async () => {
  const far = technician([workDay(), onTuesday], { maxDistance: 1000 });
  const mixed = technician([workDay(), { ...onTuesday, start: school }], { id: 'bruno', maxDistance: 1000 });
  const plain = query([far, mixed]);
  const found = await findSlots({ ...plain, technicians: prepareDays([far, mixed]) }, townTravel());
  expect(found).toEqual(await findSlots(plain, townTravel()));
  const windowsOfOneDay = found.rejected.distance! / 3;
  expect(windowsOfOneDay).toBe(28);
});
