import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../create-core.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const wednesday9 = at(13, '09:00');
const liveHolds = async () => {
  const { q, now } = { q: contextOf(office.core).db.read, now: office.clock.now() };
  const rows = await q.select().from(q.tables.hold);
  return rows.filter(({ expiresAt }) => expiresAt > now);
};

describe('hold', () => {
  it('keeps the window, with its travel, for the hold time (CAD-PL-34)', async () => {
    const hold = await office.held(office.mario, wednesday9);
    expect(hold).toMatchObject({
      promise: { start: wednesday9, end: wednesday9 + 7200, zone: 'Europe/Vaduz' },
      duration: 3600,
      expiresAt: office.clock.now() + 600,
      extendable: true,
      interventionId: null,
    });
    expect(await office.core.bookings.heldSlot(office.mario, hold.id)).toMatchObject(hold);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('gives up the oldest of three: at most two live holds for one access', async () => {
    const first = await office.held(office.mario, at(13, '09:00'));
    office.clock.advance(1);
    const second = await office.held(office.mario, at(14, '09:00'));
    office.clock.advance(1);
    const third = await office.held(office.mario, at(15, '09:00'));
    expect((await liveHolds()).map(({ id }) => id).sort()).toEqual([second.id, third.id].sort());
    await expect(office.core.bookings.heldSlot(office.mario, first.id)).rejects.toMatchObject({
      code: 'gone',
      reason: 'released',
      details: { replacedBy: third.id },
    });
    // Somebody else's are not counted with them.
    await office.held(office.lisa, at(13, '09:00'));
    expect(await liveHolds()).toHaveLength(3);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 3 });
  });

  it('choosing anew gives the hold up that is named', async () => {
    const first = await office.held(office.mario, at(13, '09:00'));
    const result = await office.core.bookings.hold(office.mario, {
      ...office.service(),
      holdId: first.id,
      start: at(13, '09:30'),
      end: at(13, '11:30'),
      idempotencyKey: office.key(),
    });
    expect(result.kind).toBe('held');
    expect(await liveHolds()).toHaveLength(1);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  it('is extended once, by its hold time; the second time is refused', async () => {
    const hold = await office.held(office.mario, wednesday9);
    office.clock.advance(599);
    const extended = await office.core.bookings.extendHold(office.mario, {
      holdId: hold.id,
      idempotencyKey: office.key(),
    });
    expect(extended).toMatchObject({ expiresAt: hold.expiresAt + 600, extendable: false });
    await expect(
      office.core.bookings.extendHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'extended' });
    office.clock.advance(600);
    expect(await office.core.bookings.heldSlot(office.mario, hold.id)).toMatchObject(extended);
    office.clock.advance(1);
    await expect(office.core.bookings.heldSlot(office.mario, hold.id)).rejects.toMatchObject({
      code: 'gone',
      reason: 'expired',
    });
  });

  it('cannot be extended when its time is over, to the second', async () => {
    const hold = await office.held(office.mario, wednesday9);
    office.clock.advance(600);
    await expect(
      office.core.bookings.extendHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'gone', reason: 'expired' });
  });

  it('released, its room is free for the same window at once', async () => {
    // Friday: only Anna works, so one visit of the whole morning and no other fits at 09:00.
    const friday = at(15, '10:00');
    const hold = await office.held(office.mario, friday);
    await office.core.bookings.releaseHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    expect(await liveHolds()).toHaveLength(0);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 0 });
    await expect(
      office.core.bookings.releaseHold(office.mario, { holdId: hold.id, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'gone', reason: 'released' });
    await expect(
      office.core.bookings.confirm(office.mario, { holdId: hold.id, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'gone', reason: 'released' });
  });

  it('reads ignore an expired hold and never write', async () => {
    await office.held(office.mario, at(15, '10:00'));
    const taken = await windowsOf('15');
    office.clock.advance(600);
    const rows = async () => {
      const q = contextOf(office.core).db.read;
      return JSON.stringify([
        await q.select().from(q.tables.assignment),
        await q.select().from(q.tables.hold),
        await q.select().from(q.tables.event),
        await q.select().from(q.tables.technicianDay),
      ]);
    };
    const before = await rows();
    const free = await windowsOf('15');
    expect(free.length).toBeGreaterThan(taken.length);
    expect(await rows()).toBe(before);
  });

  it.each([
    ['end before start', { start: wednesday9, end: wednesday9 - 1 }, 'end'],
    ['half a second', { start: wednesday9 + 0.5, end: wednesday9 + 7200 }, 'start'],
    ['a long comment', { start: wednesday9, end: wednesday9 + 7200, comment: 'x'.repeat(2001) }, 'comment'],
    ['no key', { start: wednesday9, end: wednesday9 + 7200, idempotencyKey: '' }, 'idempotencyKey'],
  ])('refuses %s, naming the field', async (_, input, field) => {
    await expect(
      office.core.bookings.hold(office.mario, {
        ...office.service(),
        idempotencyKey: office.key(),
        ...input,
      }),
    ).rejects.toMatchObject({ code: 'invalid', field });
  });

  it('a window that is not on the grid, or of another width, is no promise: alternatives', async () => {
    for (const [start, end] of [
      [wednesday9 + 60, wednesday9 + 7260],
      [wednesday9, wednesday9 + 3600],
      [at(16, '09:00'), at(16, '11:00')], // Saturday
      [at(30, '09:00'), at(30, '11:00')], // beyond the horizon
      [at(10, '09:00'), at(10, '11:00')], // yesterday
    ] as const) {
      const result = await office.core.bookings.hold(office.mario, {
        ...office.service(),
        start,
        end,
        idempotencyKey: office.key(),
      });
      expect(result.kind).toBe('alternatives');
    }
    expect(await liveHolds()).toHaveLength(0);
  });
});

async function windowsOf(day: string) {
  const choice = await office.core.availability.find(office.lisa, office.service('lisa'));
  return choice.days.find(({ date }) => date === `2027-01-${day}`)?.windows ?? [];
}
