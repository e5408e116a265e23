import type { BusinessUnitScope, ItineraError } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const hour = 3600;

describe.each(engines)('attendance on %s', (engine) => {
  let office: BookingOffice;
  let anna: BusinessUnitScope;
  let admin: BusinessUnitScope;
  let visit: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    const { company, core } = office;
    admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const technicianId = company.technicians.anna;
    const { staffUserId } = await technicianUser(core, company, technicianId, '=Anna');
    anna = staffScope(company, staffUserId, ['technician']);
    visit = (await office.planned('mario', technicianId, at(12, '09:00'))).interventionId;
    office.clock.set(at(12, '09:00'));
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const tap = (more: object = {}) => {
    const now = office.clock.now();
    return { at: now, sentAt: now, place: null, idempotencyKey: office.key(), ...more };
  };
  const clockIn = (more: object = {}) =>
    office.core.attendance.clockIn(anna, { interventionId: null, ...tap(more) });
  const clockOut = (more: object = {}) => office.core.attendance.clockOut(anna, tap(more));
  const worked = async (seconds: number, more: object = {}) => {
    const { clockingId } = await clockIn(more);
    office.clock.advance(seconds);
    await clockOut();
    return clockingId;
  };
  const reasonOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      ({ code, reason }: ItineraError) => reason ?? code,
    );
  const own = async () => (await office.core.attendance.own(anna, {}))!;
  const allow = async (changes: object) => {
    const { settings, revision } = await office.core.businessUnits.settings(admin);
    await office.core.businessUnits.save(admin, { ...settings, ...changes, revision });
  };
  const correct = (clockingId: string, more: object = {}, scope = office.supervisor) =>
    office.core.attendance[scope === anna ? 'correctOwn' : 'correct'](scope, {
      clockingId,
      revision: 2,
      time: { from: '2027-01-12T08:00', to: '2027-01-12T11:30' },
      reason: 'forgot the phone',
      idempotencyKey: office.key(),
      ...more,
    });

  test('LBX-02 a technician clocks in and out at a site, with the place as exact as it was told', async () => {
    const place = { lon: 9.5209, lat: 47.141, accuracy: 34.2 };
    const { clockingId } = await clockIn({ interventionId: visit, place });
    expect(await own()).toMatchObject({
      open: { id: clockingId, state: 'open', end: null, site: { interventionId: visit } },
      sites: [{ interventionId: visit }],
      month: { seconds: 0, forgotten: 0 },
    });
    office.clock.advance(hour);
    await clockOut();
    const { open, month } = await own();
    expect(open).toBeNull();
    expect(month).toMatchObject({
      seconds: hour,
      days: [
        { date: '2027-01-12', seconds: hour, clockings: [{ startPlace: { accuracy: 35 }, endPlace: null }] },
      ],
    });
    const bens = (await office.planned('lisa', office.company.technicians.ben, at(12, '14:00')))
      .interventionId;
    expect(await reasonOf(clockIn({ interventionId: bens }))).toBe('not-found');
  });

  test('LBX-02 a clock-in at a site that was given away meanwhile is kept with it, flagged until staff say so, and no customer sees it', async () => {
    const { core, company, supervisor } = office;
    await allow({ customersSeeClockings: true });
    const [site] = (await own()).sites;
    const { revision } = await core.interventions.page(supervisor, visit);
    const moved = await core.bookings.plan(supervisor, {
      ...{ interventionId: visit, technicianId: company.technicians.ben, date: '2027-01-13', revision },
      ...{ start: at(13, '09:00'), end: at(13, '11:00'), idempotencyKey: office.key() },
    });
    expect(moved.kind).toBe('confirmed');
    expect(await reasonOf(clockIn({ interventionId: visit })), 'who was shown nothing').toBe('not-found');
    expect(await reasonOf(clockIn({ interventionId: visit, seen: 'forged' }))).toBe('not-found');
    const clockingId = await worked(hour, { interventionId: visit, seen: site!.seen });
    expect((await own()).month).toMatchObject({
      ...{ seconds: hour, toCheck: 1 },
      days: [{ clockings: [{ id: clockingId, siteGone: true, site: { interventionId: visit } }] }],
    });
    const atDesk = () => core.attendance.month(supervisor, {});
    expect((await atDesk()).technicians).toContainEqual(expect.objectContaining({ toCheck: 1 }));
    const shown = () => core.attendance.atVisit(office.mario, visit);
    expect(await shown()).toMatchObject({ items: [] });
    expect((await core.visits.clockings(office.mario, {})).total).toBe(0);
    const same = { time: { from: '2027-01-12T09:00', to: '2027-01-12T10:00' }, reason: 'she was there' };
    await correct(clockingId, same);
    expect((await atDesk()).technicians).toContainEqual(
      expect.objectContaining({ toCheck: 0, seconds: hour }),
    );
    expect(await shown()).toMatchObject({ items: [{ arrived: at(12, '09:00') }] });
    expect((await core.visits.clockings(office.mario, {})).total).toBe(1);
  });

  test('R7 of many taps at once one opens a clocking, and what was sent again is the same tap', async () => {
    const now = office.clock.now();
    const answers = await Promise.all(Array.from({ length: 6 }, () => reasonOf(clockIn())));
    expect(answers.sort()).toEqual([...Array.from({ length: 5 }, () => 'already-open'), 'done']);
    office.clock.advance(hour);
    const out = { at: now + 1800, idempotencyKey: office.key() };
    const first = await clockOut(out);
    office.clock.advance(600);
    expect(await clockOut(out)).toEqual(first);
    expect(await reasonOf(clockOut())).toBe('not-open');
    expect((await own()).month.seconds).toBe(1800);
    expect(await reasonOf(clockIn({ at: now + 900 }))).toBe('overlap');
  });

  test('what waited on a phone with a wrong clock counts when it was tapped', async () => {
    const now = office.clock.now();
    const behind = { sentAt: now - 2 * hour };
    await clockIn({ at: now - 4 * hour, ...behind });
    await clockOut({ at: now - 3 * hour, ...behind });
    const [day] = (await own()).month.days;
    expect(day).toMatchObject({
      seconds: hour,
      clockings: [{ start: now - 2 * hour, startShift: 2 * hour, end: now - hour, endShift: 2 * hour }],
    });
    expect(await reasonOf(clockIn({ at: now + 90 }))).toBe('after-sent');
    expect(await reasonOf(clockIn({ at: now - 32 * 86_400 }))).toBe('too-long-ago');
  });

  test('a forgotten clock-out is told, ends with nothing made up, and stands in nobody’s way', async () => {
    const { clockingId } = await clockIn();
    office.clock.advance(17 * hour);
    expect(await own()).toMatchObject({ open: null, month: { forgotten: 1, seconds: 0 } });
    expect(await reasonOf(clockOut())).toBe('forgotten');
    await worked(2 * hour);
    const month = await office.core.attendance.month(office.supervisor, {
      technicianId: office.company.technicians.anna,
    });
    expect(month.technicians).toContainEqual({
      id: office.company.technicians.anna,
      name: '=Anna',
      seconds: 2 * hour,
      forgotten: 1,
      toCheck: 0,
    });
    const [clocking] = month.shown!.days[0]!.clockings;
    expect(clocking).toMatchObject({ id: clockingId, state: 'forgotten', end: null });
    await correct(clockingId, { time: { from: '2027-01-12T09:00', to: '2027-01-12T17:00' } });
    expect((await own()).month).toMatchObject({ forgotten: 0, seconds: 10 * hour });
  });

  test('a correction leaves who, when, from, to and why; a stale one, and one without a reason, changes nothing', async () => {
    const clockingId = await worked(hour);
    expect(await reasonOf(correct(clockingId, { reason: ' ' }))).toBe('invalid');
    await expect(correct(clockingId, { revision: 1 })).rejects.toMatchObject({
      ...{
        code: 'stale',
        details: { current: { from: '2027-01-12T09:00', to: '2027-01-12T10:00', voided: false } },
      },
    });
    office.clock.advance(2 * hour);
    await correct(clockingId);
    const [day] = (await own()).month.days;
    expect(day).toMatchObject({ seconds: 3.5 * hour, clockings: [{ state: 'closed', byHand: false }] });
    expect(day!.clockings[0]!.corrections).toEqual([
      {
        at: office.clock.now(),
        staffName: 'Sara Sample',
        from: { start: at(12, '09:00'), end: at(12, '10:00') },
        to: { start: at(12, '08:00'), end: at(12, '11:30') },
        reason: 'forgot the phone',
      },
    ]);
    await correct(clockingId, { revision: 3, time: null, reason: 'was not there' });
    expect((await own()).month).toMatchObject({ seconds: 0, days: [{ clockings: [{ state: 'voided' }] }] });
    const { clockingId: added } = await office.core.attendance.add(office.supervisor, {
      technicianId: office.company.technicians.anna,
      interventionId: visit,
      time: { from: '2027-01-12T08:00', to: '2027-01-12T09:00' },
      reason: 'phone was broken',
      idempotencyKey: office.key(),
    });
    expect((await own()).month.days[0]!.clockings).toContainEqual(
      expect.objectContaining({ id: added, byHand: true, state: 'closed' }),
    );
    // What was taken back and comes again must not meet another.
    expect(await reasonOf(correct(clockingId, { revision: 4 }))).toBe('overlap');
  });

  test('technicians correct their own only where the unit lets them, and nobody else’s', async () => {
    const clockingId = await worked(hour);
    office.clock.advance(2 * hour);
    expect(await reasonOf(correct(clockingId, {}, anna))).toBe('no-corrections');
    await allow({ techniciansCorrectClockings: true });
    expect(await reasonOf(correct(clockingId, {}, anna))).toBe('done');
    expect((await own()).mayCorrect).toBe(true);
    const other = staffScope(office.company, office.company.supervisor.staffUserId, ['technician']);
    await expect(
      office.core.attendance.correctOwn(other, {
        clockingId,
        revision: 3,
        time: null,
        reason: 'not mine',
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await reasonOf(office.core.attendance.month(anna, {}))).toBe('role');
  });

  test('LBX-02, LBX-13, CAD-BU-14 a customer reads when somebody came and went, of their own visits, where the unit shows it', async () => {
    const place = { lon: 9.5209, lat: 47.141, accuracy: 5 };
    const clockingId = await worked(hour, { interventionId: visit, place });
    const shown = () => office.core.attendance.atVisit(office.mario, visit);
    expect(await shown()).toBeNull();
    await allow({ customersSeeClockings: true });
    expect(await shown()).toEqual({
      zone: 'Europe/Vaduz',
      items: [{ arrived: at(12, '09:00'), left: at(12, '10:00'), technicianName: '=Anna' }],
    });
    await expect(office.core.attendance.atVisit(office.lisa, visit)).rejects.toMatchObject({
      code: 'not-found',
    });
    await correct(clockingId, { time: null });
    expect(await shown()).toMatchObject({ items: [] });
  });

  test('S44 a month goes out as CSV, a line for each date, with no formula and the separator asked for', async () => {
    office.clock.set(at(12, '22:00'));
    await worked(4 * hour);
    const pieces = await office.core.attendance.exportFile(office.supervisor, {
      month: '2027-01',
      separator: ';',
    });
    let text = '';
    for await (const piece of pieces) text += piece;
    const [, ...lines] = text.trim().split('\r\n');
    expect(lines).toEqual([
      '\'=Anna;2027-01-12;2027-01-12T22:00:00+01:00;2027-01-13T00:00:00+01:00;2:00:00;closed;0;"";"";"";Europe/Vaduz',
      '\'=Anna;2027-01-13;2027-01-13T00:00:00+01:00;2027-01-13T02:00:00+01:00;2:00:00;closed;0;"";"";"";Europe/Vaduz',
    ]);
    const wrong = { month: '2027-13' };
    expect(await reasonOf(office.core.attendance.exportFile(office.supervisor, wrong))).toBe('invalid');
  });

  test('retention forgets where phones were and why hours were corrected; the hours stay', async () => {
    const place = { lon: 9.5209, lat: 47.141, accuracy: 5 };
    const clockingId = await worked(hour, { place });
    await correct(clockingId, { time: { from: '2027-01-12T09:00', to: '2027-01-12T09:30' } });
    const { retention, revision } = await office.core.personalData.page(admin);
    await office.core.personalData.setRetention(admin, { ...retention, visitMonths: 1, revision });
    office.clock.advance(60 * 86_400);
    while ((await office.core.jobs.runDue('test')) > 0);
    const { read } = contextOf(office.core).db;
    expect(await read.select().from(read.tables.clocking)).toMatchObject([
      { startPlace: null, startedAt: at(12, '09:00'), endedAt: at(12, '09:30') },
    ]);
    expect(await read.select().from(read.tables.clockingCorrection)).toMatchObject([{ reason: '' }]);
  });
});
