import { TravelError, type TravelTable, type TravelTimes } from '@itinera/planner';
import { afterEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  straightRoads,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../create-core.ts';
import { changeDays } from './change-days.ts';

let office: BookingOffice;
afterEach(() => office.close());

/** The roads, with something that happens while they are asked for: between the look outside and the lock. */
function roadsWith(meanwhile: () => Promise<void>): TravelTimes {
  const during = async (answer: Promise<TravelTable>): Promise<TravelTable> => {
    const table = await answer;
    await meanwhile();
    return table;
  };
  return {
    table: (from, to) => during(straightRoads.table(from, to)),
    legs: (from, to) => during(straightRoads.legs!(from, to)),
  };
}

/** Somebody who, as soon as they are let, does `what` once, while another command fetches its travel times. */
function intruder() {
  let what: (() => Promise<unknown>) | null = null;
  let done = 0;
  return {
    roads: roadsWith(async () => {
      const now = what;
      what = null;
      if (now === null) return;
      await now();
      done++;
    }),
    next: (then: () => Promise<unknown>) => (what = then),
    done: () => done,
  };
}

const start = at(18, '09:00');
const technicianOf = async (reference: string) => {
  const { items } = await office.core.interventions.list(office.supervisor, { search: reference });
  return items[0]?.technician?.id;
};

describe('a day that changes between the look and the lock', () => {
  it('holds a place nobody fetched travel for: begins again, and both promises are kept', async () => {
    const other = intruder();
    office = await openBookingOffice(undefined, { travel: other.roads });
    const { anna } = office.company.technicians;
    other.next(() => office.planned('lisa', anna, start));
    const mine = await office.planned('mario', anna, start);
    expect(other.done()).toBe(1);
    expect(await technicianOf(mine.reference)).toBe(anna);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('is full by then: another technician keeps the same window, nobody is refused', async () => {
    const other = intruder();
    office = await openBookingOffice(undefined, { travel: other.roads });
    const { anna, ben } = office.company.technicians;
    other.next(async () => {
      for (let n = 0; n < 3; n++) await office.planned('lisa', anna, start);
    });
    const confirmed = await office.booked(office.mario, start);
    expect(other.done()).toBe(1);
    expect(confirmed.promise.start).toBe(start);
    expect(await technicianOf(confirmed.reference)).toBe(ben);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 4 });
  });

  it('is full by then, and nobody else can: the nearest windows, what was held before stays', async () => {
    const other = intruder();
    office = await openBookingOffice(undefined, { travel: other.roads });
    const { anna, ben } = office.company.technicians;
    const before = await office.held(office.mario, at(13, '09:00'));
    other.next(async () => {
      for (const technician of [anna, ben])
        for (let n = 0; n < 3; n++) await office.planned('lisa', technician, start);
    });
    const input = {
      ...office.service(),
      holdId: before.id,
      start,
      end: start + 7200,
      idempotencyKey: office.key(),
    };
    const answer = await office.core.bookings.hold(office.mario, input);
    expect(answer).toMatchObject({ kind: 'alternatives', zone: 'Europe/Vaduz' });
    expect(await office.core.bookings.heldSlot(office.mario, before.id)).toMatchObject(before);
    // "No room" is not remembered: with the same key it succeeds when there is room again.
    const q = contextOf(office.core).db.read;
    expect(await q.select().from(q.tables.idempotency)).not.toContainEqual(
      expect.objectContaining({ key: input.idempotencyKey }),
    );
    const { items } = await office.core.interventions.list(office.supervisor, { technicianId: anna });
    for (const { id } of items)
      await office.core.bookings.cancel(office.supervisor, {
        interventionId: id,
        reason: 'other',
        idempotencyKey: office.key(),
      });
    expect(await office.core.bookings.hold(office.mario, input)).toMatchObject({ kind: 'held' });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 4 });
  });

  it('changes every time: three restarts, then no room; nothing is written and the key stays free', async () => {
    office = await openBookingOffice();
    const ctx = contextOf(office.core);
    const call = { actor: 'somebody', key: office.key(), request: 'a booking' };
    const days = [{ technicianId: office.company.technicians.anna, date: '2027-01-18' }];
    const looks: string[] = [];
    const changing = (times: number) =>
      changeDays(ctx, office.supervisor, call, async ({ locked, round }) => {
        looks.push(locked ? `inside ${round}` : `outside ${round}`);
        if (locked && round < times) throw new TravelError('unknown-place', 'a leg nobody has fetched');
        return { days, commit: async () => 'booked' };
      });
    expect(await changing(4)).toBeNull();
    expect(looks).toEqual([0, 1, 2, 3].flatMap((round) => [`outside ${round}`, `inside ${round}`]));
    expect(await changing(3)).toBe('booked');
    // Once it has an outcome nobody looks again.
    expect(await changing(4)).toBe('booked');
    expect(looks).toHaveLength(16);
  });

  it('may change only days that are locked', async () => {
    office = await openBookingOffice();
    const call = { actor: 'somebody', key: office.key(), request: 'a booking' };
    const day = (date: string) => [{ technicianId: office.company.technicians.anna, date }];
    const result = await changeDays(contextOf(office.core), office.supervisor, call, async ({ locked }) => ({
      days: day(locked ? '2027-01-19' : '2027-01-18'),
      commit: async () => 'booked',
    }));
    expect(result).toBeNull();
  });

  it('sees nothing of it when a write fails in the middle: all or nothing', async () => {
    office = await openBookingOffice();
    const hold = await office.held(office.mario, start);
    const ctx = contextOf(office.core);
    const { write } = ctx.db;
    const broken = Object.create(ctx.db, {
      write: {
        value: (work: Parameters<typeof write>[0]) =>
          write.call(ctx.db, async (tx) => {
            await work(tx);
            throw new Error('the power went');
          }),
      },
    }) as typeof ctx.db;
    ctx.db = broken;
    const confirm = { holdId: hold.id, idempotencyKey: office.key() };
    await expect(office.core.bookings.confirm(office.mario, confirm)).rejects.toThrow('the power went');
    ctx.db = Object.getPrototypeOf(broken) as typeof ctx.db;
    const q = ctx.db.read;
    expect(await q.select().from(q.tables.intervention)).toHaveLength(0);
    expect(await q.select().from(q.tables.message)).toHaveLength(0);
    expect(await office.core.bookings.heldSlot(office.mario, hold.id)).toMatchObject(hold);
    // The same key after the failure: the booking, once.
    expect(await office.core.bookings.confirm(office.mario, confirm)).toMatchObject({ kind: 'confirmed' });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });
});
