import { expect, test } from 'vitest';
import {
  at,
  between,
  clock,
  farm,
  hour,
  island,
  mill,
  minute,
  school,
  townTravel,
  visit,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import { timeDay } from './time-day.ts';

test('legs, arrivals, waiting and lateness of a day', async () => {
  // Home 08:00, mill 08:10 but promised from 09:00 to 09:30; school 09:40 although promised for 09:30.
  const day = workDay([visit('a', mill, 30, '09:00', '09:30'), visit('b', school, 60, '09:30')]);
  const { legs, stops, travel, work, wayBackFits } = await timeDay(day, townTravel());
  expect(
    legs.map(({ seconds, leaves, arrives }) => [seconds / minute, clock(leaves!), clock(arrives!)]),
  ).toEqual([
    [10, '08:00', '08:10'],
    [10, '09:30', '09:40'],
    [20, '10:40', '11:00'],
  ]);
  expect(
    stops.map((stop) => [stop.visitId, clock(stop.arrival), clock(stop.start), clock(stop.end)]),
  ).toEqual([
    ['a', '08:10', '09:00', '09:30'],
    ['b', '09:40', '09:40', '10:40'],
  ]);
  expect(stops.map(({ waiting, lateness }) => [waiting / minute, lateness / minute])).toEqual([
    [50, 0],
    [0, 10],
  ]);
  expect({ travel, work, wayBackFits }).toEqual({
    travel: 40 * minute,
    work: 90 * minute,
    wayBackFits: true,
  });
});

test('lunch interrupts a leg and a service waits for it to end', async () => {
  const day = workDay([visit('a', school, 200, '08:00', '16:00'), visit('b', farm, 60, '08:00', '16:00')]);
  // The school from 08:20 to 11:40; 20 of the 40 minutes to the farm before lunch, 20 after it.
  const { legs, stops } = await timeDay(day, townTravel());
  expect([clock(legs[1]!.leaves!), clock(legs[1]!.arrives!)]).toEqual(['11:40', '13:20']);
  expect(stops[1]).toMatchObject({ arrival: at('13:20'), start: at('13:20'), waiting: 0, fits: true });
});

test('in own-time the way to work ends when the first service starts, the way home begins when the last one ends', async () => {
  const { legs, stops, wayBackFits } = await timeDay(
    workDay([visit('a', school, 240, '13:00')], { commute: 'own-time' }),
    townTravel(),
  );
  expect(legs.map(({ leaves, arrives }) => [clock(leaves!), clock(arrives!)])).toEqual([
    ['12:40', '13:00'],
    ['17:00', '17:20'],
  ]);
  expect(stops[0]!.waiting).toBe(0);
  expect(wayBackFits).toBe(true);
});

test('what does not fit is told, not hidden', async () => {
  const day = workDay([visit('a', farm, 60, '16:30', '16:45'), visit('b', island, 30, '09:00')]);
  const { stops, legs, wayBackFits } = await timeDay(day, townTravel());
  expect(stops.map(({ fits }) => fits)).toEqual([false, false]);
  expect(stops[1]!.lateness).toBe(at('17:30') - at('09:00'));
  expect(legs.map(({ road, seconds }) => [road, seconds])).toEqual([
    [true, hour],
    [false, 0],
    [false, 0],
  ]);
  expect(wayBackFits).toBe(false);
});

test('a day that keeps its legs needs no provider; estimates are told from roads', async () => {
  const day = workDay([visit('a', mill, 30, '09:00')]);
  const kept = await timeDay({ ...day, legs: [600, 600] });
  expect(kept.stops).toEqual((await timeDay(day, townTravel())).stops);
  expect(kept.legs.map(({ source }) => source)).toEqual(['road', 'road']);
  const guessed = await timeDay(day, townTravel({ estimated: (from) => from === mill }));
  expect(guessed.legs.map(({ source }) => source)).toEqual(['road', 'estimate']);
  await expect(timeDay(day)).rejects.toThrow('travel must be given for a day that keeps no legs');
});

test('a day without visits has one leg that nobody drives', async () => {
  const { legs, stops, wayBackFits } = await timeDay(workDay(), townTravel());
  expect(stops).toEqual([]);
  expect(legs).toEqual([{ seconds: 0, road: true, source: 'road', leaves: null, arrives: null }]);
  expect(wayBackFits).toBe(true);
});

test('a day without working time is timed by the clock', async () => {
  const { stops } = await timeDay(
    workDay([visit('a', mill, 30, '09:00'), visit('b', school, 30, '09:00')], { working: [] }),
    townTravel(),
  );
  expect(stops.map(({ start }) => clock(start))).toEqual(['09:00', '09:40']);
});

test('a day under way: what has begun keeps its real start, what has not starts from now on', async () => {
  const now = at('10:30');
  // Begun 20 minutes late and longer than planned; the next one was promised from 09:30 on.
  const begun = { ...visit('a', mill, 75, '09:20'), latest: at('09:20') };
  const next = { ...visit('b', school, 60, '09:30', '11:30'), earliest: now };
  const late = await timeDay(workDay([begun, next]), townTravel());
  expect(late.stops.map(({ start }) => clock(start))).toEqual(['09:20', '10:45']);
  // Done sooner, she could have been there at 10:00: she was not, and it is half past ten.
  const soon = await timeDay(workDay([{ ...begun, duration: 30 * minute }, next]), townTravel());
  expect(soon.stops[1]).toMatchObject({ arrival: at('10:00'), start: now, waiting: 30 * minute });
});

test('a day that is not one is refused, with its field', async () => {
  await expect(timeDay(workDay([], { working: [between('12:00', '08:00')] }), townTravel())).rejects.toThrow(
    'day.working[0] must end after it starts',
  );
});
