import { contextOf } from '@itinera/core/set-up';
import { listAssignmentsOf, listParts } from '@itinera/db';
import { describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';

/* What happens at the door times the rest of the day: three visits of Anna's, promised from 8, 10 and 13:30. */
describe.each(engines)('a day under way on %s', (engine) => {
  let desk: WorkDesk;
  let visits: [string, string, string];
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    const { anna } = desk.company.technicians;
    const planned = async (of: 'mario' | 'lisa', time: string) =>
      (await desk.planned(of, anna, at(12, time))).interventionId;
    visits = [
      await planned('mario', '08:00'),
      await planned('lisa', '10:00'),
      await planned('mario', '13:30'),
    ];
  });

  const day = () =>
    desk.core.availability.routeDay(desk.supervisor, desk.company.technicians.anna, '2027-01-12');
  const stops = async () =>
    (await day()).stops.map(({ start, lateness, progress }) => [
      (start - at(12, '00:00')) / 3600,
      lateness / 60,
      progress,
    ]);
  const stored = async (interventionId: string) => {
    const { read } = contextOf(desk.core).db;
    const [part] = await listParts(read, desk.company.businessUnitId, [interventionId]);
    const [stop] = await listAssignmentsOf(read, desk.company.businessUnitId, { partId: part!.id });
    return stop!;
  };
  const say = (n: 0 | 1 | 2, step: 'on-the-way' | 'arrived' | 'started' | 'back', clock: string) => {
    desk.clock.set(at(12, clock));
    return desk.say(desk.anna, visits[n], step);
  };
  const close = (n: 0 | 1 | 2, from: string, to: string, clock = to) => {
    desk.clock.set(at(12, clock));
    return desk.say(desk.anna, visits[n], 'closed', { closing: desk.closing(at(12, from), at(12, to)) });
  };
  const overlaps = async () => (await desk.audit()).overlaps;

  test('CAD-LC-07 running late: later visits are timed by the clock, and who is promised too early is in danger, in minutes', async () => {
    const before = await stops();
    await say(0, 'started', '09:40');
    // An hour from twenty to ten, and 14 minutes of road to Balzers.
    const [first, second] = await stops();
    expect(first).toEqual([9 + 40 / 60, 0, 'started']);
    expect(second![0]).toBeGreaterThan(before[1]![0] as number);
    expect(second![1]).toBe(0);
    const stop = await stored(visits[1]);
    expect(stop.startsAt).toBe((await day()).stops[1]!.start);
    // Nobody closes it: at a quarter past twelve the second, promised until noon, is late, without anybody saying anything.
    desk.clock.set(at(12, '12:15'));
    expect((await stops())[1]![1]).toBeGreaterThan(15);
    // The promise stays what it was, whoever is late.
    expect((await desk.core.interventions.page(desk.supervisor, visits[1])).promise).toMatchObject({
      start: at(12, '10:00'),
      end: at(12, '12:00'),
    });
    expect(await overlaps()).toBe(0);
  });

  test('finished early, the next stays inside its promise; on the way, it is there when the road says', async () => {
    await say(0, 'started', '08:05');
    await close(0, '08:05', '08:20');
    expect((await stored(visits[0])).endsAt).toBe(at(12, '08:20'));
    expect((await stops())[1]![0]).toBe(10);
    await say(1, 'on-the-way', '10:30');
    const arrival = (await stops())[1]![0] as number;
    expect(arrival).toBeGreaterThan(10.5);
    await say(1, 'back', '10:31');
    expect(await stored(visits[1])).toMatchObject({ progress: null, deliberateOverlap: false });
    expect(await overlaps()).toBe(0);
  });

  test('who begins the third first has the others after it; every time is stored, and nothing overlaps', async () => {
    await say(2, 'started', '08:10');
    expect((await stops()).map(([, , progress]) => progress)).toEqual(['started', null, null]);
    await close(2, '08:10', '09:00');
    await say(0, 'arrived', '09:20');
    const ids = (await day()).stops.map(({ interventionId }) => interventionId);
    expect(ids).toEqual([visits[2], visits[0], visits[1]]);
    expect([(await stored(visits[2])).position, (await stored(visits[0])).position]).toEqual([0, 1]);
    expect(await overlaps()).toBe(0);
  });

  test('who drives past a visit to the next one is there when that road says, from the step on', async () => {
    await say(1, 'on-the-way', '09:55');
    const { stops: timed, legs } = await day();
    expect(timed[0]).toMatchObject({ interventionId: visits[1], start: at(12, '09:55') + legs[0]!.seconds });
    expect((await stored(visits[1])).startsAt).toBe(timed[0]!.start);
    // The control: that road takes longer than what is left until the promise.
    expect(timed[0]!.start).toBeGreaterThan(at(12, '10:00'));
  });

  test('nobody who is on the way is sent elsewhere first', async () => {
    const { anna } = desk.company.technicians;
    const activityTypeId = desk.company.types.service;
    const admin = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
    const { revision } = await desk.core.catalogue.page(admin, activityTypeId);
    await desk.core.catalogue.save(admin, { activityTypeId, revision, changes: { notice: 0 } });
    const offered = async () => {
      const { bestOffers, offers } = await desk.core.availability.assist(desk.supervisor, {
        ...{ activityTypeId, addressId: desk.service('mario').addressId },
      });
      return [...bestOffers, ...offers]
        .filter(({ technician, date }) => technician.id === anna && date === '2027-01-12')
        .map(({ plannedStart }) => plannedStart);
    };
    desk.clock.set(at(12, '07:50'));
    expect(Math.min(...(await offered())), 'there is room before it (the control)').toBeLessThan(
      at(12, '09:30'),
    );
    await say(0, 'on-the-way', '08:05');
    const [first] = (await day()).stops;
    const starts = await offered();
    expect(starts.length).toBeGreaterThan(0);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(first!.end);
  });

  test('what is offered and planned on a day under way fits what happened, and only moves where staff say so', async () => {
    await say(0, 'started', '11:30');
    const page = await desk.core.interventions.page(desk.supervisor, visits[1]);
    const offers = await desk.core.availability.assist(desk.supervisor, {
      ...{ activityTypeId: desk.company.types.service, addressId: desk.service('lisa').addressId },
      interventionId: visits[1],
    });
    expect(offers.bestOffers.length).toBeGreaterThan(0);
    const [best] = offers.bestOffers;
    const result = await desk.core.bookings.plan(desk.supervisor, {
      ...{ interventionId: visits[1], technicianId: best!.technician.id, date: best!.date },
      ...{ start: best!.start, end: best!.end, revision: page.revision, idempotencyKey: desk.key() },
    });
    expect(result.kind).toBe('confirmed');
    expect(await overlaps()).toBe(0);
  });

  test('closing long after is timed by when the work ended; a step that was sent twice at once is one', async () => {
    await close(0, '08:10', '08:50', '17:30');
    expect(await stored(visits[0])).toMatchObject({ startsAt: at(12, '08:10'), endsAt: at(12, '08:50') });
    desk.clock.set(at(12, '17:31'));
    const key = { idempotencyKey: 'one-step-of-two-phones', at: at(12, '17:31') };
    const both = await Promise.all([1, 2].map(() => desk.say(desk.anna, visits[1], 'started', key)));
    expect(both[0]).toEqual(both[1]);
    const page = await desk.core.work.page(desk.anna, visits[1]);
    expect(page.taken).toHaveLength(1);
    expect(await overlaps()).toBe(0);
  });
});
