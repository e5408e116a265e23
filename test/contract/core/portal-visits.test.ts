import type { PastVisitsFilter } from '@itinera/core';
import type { PortalDisplay } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { openWorkDesk, type WorkDesk } from '../../fixtures/work-desk.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('what customers read of visits on %s', (engine) => {
  let desk: WorkDesk;
  let drop: () => Promise<void>;
  let first: string;
  let visit: string;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    desk = await openWorkDesk(made.store);
    const { anna } = desk.company.technicians;
    first = (await desk.planned('lisa', anna, at(12, '08:00'))).interventionId;
    visit = (await desk.planned('mario', anna, at(12, '10:00'))).interventionId;
    desk.clock.set(at(12, '07:30'));
  });
  afterEach(async () => {
    await desk.close();
    await drop();
  });

  const admin = () => staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
  const page = (id = visit, scope = desk.mario) => desk.core.visits.page(scope, id);
  const progress = async () => (await page()).progress;
  const saveType = async (changes: object, display: Partial<PortalDisplay> = {}) => {
    const activityTypeId = desk.company.types.service;
    const { settings, revision } = await desk.core.catalogue.page(admin(), activityTypeId);
    await desk.core.catalogue.save(admin(), {
      ...{ activityTypeId, revision },
      changes: { ...changes, display: { ...settings.display, ...display } },
    });
  };
  const close = async (id: string, from: string, to: string, more: object = {}) => {
    desk.clock.set(at(12, to));
    await desk.say(desk.anna, id, 'closed', { closing: desk.closing(at(12, from), at(12, to), more) });
  };
  const past = (filter: PastVisitsFilter = {}, scope = desk.mario) => desk.core.visits.past(scope, filter);
  const listed = async (filter: PastVisitsFilter = {}) =>
    (await past(filter)).items.map((item) => `${item.visit.reference} ${item.state}`);
  const textOf = async (pieces: AsyncIterable<string>) => {
    let text = '';
    for await (const piece of pieces) text += piece;
    return text.replace('\uFEFF', '').trim().split('\r\n');
  };

  test('the state, the expected arrival and the timeline follow the technician’s day, to the report', async () => {
    const said = async (id: string, step: 'on-the-way' | 'arrived' | 'started', clock: string) => {
      desk.clock.set(at(12, clock));
      await desk.say(desk.anna, id, step);
    };
    // Nothing is said of the day: what was agreed stands.
    expect(await progress()).toMatchObject({ state: 'booked', arrival: null, late: 'no' });
    await said(first, 'started', '08:00');
    // On time: there is nothing new to say but that it is known more exactly.
    expect(await progress()).toMatchObject({
      state: 'booked',
      arrival: { from: at(12, '10:00'), to: at(12, '10:10'), likely: null },
      late: 'no',
    });
    // The visit before takes four hours.
    desk.clock.set(at(12, '12:00'));
    const late = await progress();
    expect(late).toMatchObject({ state: 'booked', late: 'yes' });
    expect(late.arrival!.from).toBeGreaterThan(at(12, '12:00'));
    await close(first, '08:00', '12:05');
    await said(visit, 'on-the-way', '12:10');
    const coming = await progress();
    expect(coming).toMatchObject({ state: 'on-the-way', since: at(12, '12:10'), late: 'yes' });
    expect(coming.arrival!.to - coming.arrival!.from).toBeLessThanOrEqual(900);
    // However late: as long as somebody comes it is the next visit.
    desk.clock.set(at(12, '14:30'));
    expect((await desk.core.visits.home(desk.mario)).home.next?.id).toBe(visit);
    await said(visit, 'arrived', '14:40');
    expect(await progress()).toMatchObject({ state: 'arrived', since: at(12, '14:40'), arrival: null });
    await said(visit, 'started', '14:45');
    expect(await progress()).toMatchObject({ state: 'started', since: at(12, '14:45') });
    expect((await page()).sheet).toBeNull();
    await close(visit, '14:45', '15:30');
    const { timeline, sheet, progress: done } = await page();
    expect(done.state).toBe('done');
    expect(timeline.map(({ kind, at: when }) => [kind, when]).slice(-4)).toEqual([
      ['on-the-way', at(12, '12:10')],
      ['arrived', at(12, '14:40')],
      ['started', at(12, '14:45')],
      ['finished', at(12, '15:30')],
    ]);
    expect(sheet).toEqual({
      arrivedAt: at(12, '14:40'),
      startedAt: at(12, '14:45'),
      endedAt: at(12, '15:30'),
      ...{ result: 'ok', reason: null, comment: null },
    });
    expect(await desk.audit()).toMatchObject({ overlaps: 0 });
  });

  test('an agreed time that passed without a word is said where its technician usually says steps, and nowhere else', async () => {
    const { anna, ben } = desk.company.technicians;
    const passed = async () => {
      desk.clock.set(at(12, '12:30'));
      const { state, late, arrival } = await progress();
      return [state, late, arrival];
    };
    // Who only closes, or says nothing at all, is not heard of otherwise either.
    expect(await passed()).toEqual(['booked', 'no', null]);
    desk.clock.set(at(11, '07:00'));
    const [before, other] = [
      await desk.planned('lisa', anna, at(11, '09:00')),
      await desk.planned('lisa', ben, at(11, '09:00')),
    ];
    desk.clock.set(at(11, '10:00'));
    const closing = desk.closing(at(11, '09:00'), at(11, '10:00'));
    await desk.say(desk.anna, before.interventionId, 'closed', { closing });
    expect(await passed()).toEqual(['booked', 'no', null]);
    // Another's habits are not hers.
    desk.clock.set(at(11, '10:00'));
    await desk.say(desk.ben, other.interventionId, 'arrived');
    expect(await passed()).toEqual(['booked', 'no', null]);
    desk.clock.set(at(11, '07:00'));
    const spoken = await desk.planned('lisa', anna, at(11, '10:30'));
    desk.clock.set(at(11, '11:00'));
    await desk.say(desk.anna, spoken.interventionId, 'arrived');
    expect(await passed()).toEqual(['booked', 'passed', null]);
    expect((await desk.core.visits.home(desk.mario)).progress[visit]).toMatchObject({ late: 'passed' });
    // Work that she only closed is the most of it by now.
    for (const clock of ['13:00', '15:00']) {
      desk.clock.set(at(11, '07:00'));
      const { interventionId } = await desk.planned('lisa', anna, at(11, clock));
      desk.clock.set(at(11, '18:00'));
      const times = desk.closing(at(11, clock), at(11, clock) + 1800);
      await desk.say(desk.anna, interventionId, 'closed', { closing: times });
    }
    expect(await passed()).toEqual(['booked', 'no', null]);
  });

  test('LBX-13 nothing of another customer’s visit is said', async () => {
    await desk.say(desk.anna, first, 'on-the-way');
    const told = JSON.stringify([await page(), await desk.core.visits.home(desk.mario)]);
    expect(told).not.toContain(first);
    expect(told).not.toContain(desk.company.customers.lisa.customerId);
    expect(JSON.stringify(await page(first, desk.lisa))).toContain(first);
    await expect(page(first)).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.core.visits.mark(desk.mario, first)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('who leaves in a lunch break is there when the road says, for staff and for customers alike', async () => {
    const { anna } = desk.company.technicians;
    const leaves = at(12, '12:05');
    await desk.say(desk.anna, first, 'arrived');
    await close(first, '08:00', '09:00');
    desk.clock.set(leaves);
    await desk.say(desk.anna, visit, 'on-the-way');
    const { stops, legs } = await desk.core.availability.routeDay(desk.supervisor, anna, '2027-01-12');
    const { start } = stops[1]!;
    expect(start).toBe(leaves + legs[1]!.seconds);
    // The control: her lunch break goes on.
    expect(start).toBeLessThan(at(12, '13:00'));
    const { arrival } = await progress();
    expect(arrival!.from).toBeLessThanOrEqual(start);
    expect(arrival!.to).toBeGreaterThanOrEqual(start);
    expect(arrival!.to).toBeLessThanOrEqual(start + 600);
  });

  test('CAD-LC-07 the mark changes with what the page shows, and with nothing else', async () => {
    const mark = async () => (await desk.core.visits.mark(desk.mario, visit)).mark;
    const home = async () => (await desk.core.visits.mark(desk.mario, null)).mark;
    const before = [await mark(), await home()];
    expect(before).toEqual([(await page()).mark, (await desk.core.visits.home(desk.mario)).mark]);
    // Something happens in the unit that is none of theirs.
    await desk.planned('lisa', desk.company.technicians.ben, at(13, '10:00'));
    expect([await mark(), await home()]).toEqual(before);
    await desk.say(desk.anna, visit, 'on-the-way');
    expect(await mark()).not.toBe(before[0]);
    expect(await home()).not.toBe(before[1]);
    const asked = Array.from({ length: 300 }, () => desk.core.visits.mark(desk.mario, visit));
    const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { code: 'too-many', reason: 'looks' } });
  });

  test('CAD-PD-06 a type that hides what happened shows no timeline; an exact one the likely time too', async () => {
    await desk.say(desk.anna, visit, 'on-the-way');
    expect((await page()).timeline).not.toEqual([]);
    await saveType({}, { hiddenFields: ['history', 'technician'], time: 'exact' });
    const { timeline, visit: shown, progress: now } = await page();
    expect(timeline).toEqual([]);
    expect(shown.technicianName).toBeNull();
    expect(now).toMatchObject({ state: 'on-the-way', arrival: { likely: expect.any(Number) as number } });
    await saveType({}, { hiddenStatuses: ['pending'] });
    await expect(page()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a supervised closing is being checked until it is confirmed; why it failed is told with the report only', async () => {
    await saveType({ supervisedClosing: true });
    const ko = { result: 'ko', reason: 'no-show', comment: 'Nobody there' };
    await close(visit, '10:00', '10:05', ko);
    expect(await page()).toMatchObject({ progress: { state: 'checking' }, sheet: null });
    expect((await page()).timeline.at(-1)?.kind).toBe('finished');
    await desk.say(desk.supervisor, visit, 'confirmed');
    expect(await page()).toMatchObject({
      progress: { state: 'not-done' },
      sheet: { result: 'ko', reason: null, comment: null },
    });
    const words = { name: {}, intro: {}, ending: {} };
    const report = { made: true, portal: true, comment: true, mail: false, places: [], ...words };
    await saveType({ report });
    expect((await page()).sheet).toMatchObject({ reason: 'Nobody was there', comment: 'Nobody there' });
    await saveType({ report: { ...report, comment: false } });
    expect((await page()).sheet).toMatchObject({ reason: 'Nobody was there', comment: null });
  });

  test('LBX-01 LBX-06 past visits are those of all one’s customers, found by each filter, the latest first', async () => {
    const { mario, lisa } = desk.company.customers;
    const { anna } = desk.company.technicians;
    const references = new Map<string, string>();
    const planned = async (of: 'mario' | 'lisa', start: number) => {
      desk.clock.set(at(11, '08:00'));
      const made = await desk.planned(of, anna, start);
      references.set(made.interventionId, made.reference);
      return made.interventionId;
    };
    const failed = await planned('mario', at(12, '13:00'));
    const ahead = await planned('mario', at(14, '10:00'));
    const own = (await past()).items;
    expect(own, 'nothing is done yet').toEqual([]);
    await close(first, '08:00', '08:40');
    await desk.say(desk.anna, visit, 'arrived');
    await close(failed, '13:00', '13:10', { result: 'ko', reason: 'refused' });
    const reference = (await page()).visit.reference!;
    const ko = `${references.get(failed)} not-done`;
    expect(await listed()).toEqual([ko, `${reference} arrived`]);
    expect(await listed({ state: 'under-way' })).toEqual([`${reference} arrived`]);
    expect(await listed({ state: 'not-done' })).toEqual([ko]);
    expect(await listed({ state: 'done' })).toEqual([]);
    expect(await listed({ reference: reference.slice(1).toLowerCase() })).toEqual([`${reference} arrived`]);
    expect(await listed({ from: '2027-01-12', to: '2027-01-12' })).toHaveLength(2);
    expect(await listed({ to: '2027-01-11' })).toEqual([]);
    expect(await listed({ from: '2027-01-13' })).toEqual([]);
    expect(await listed({ addressId: mario.addressIds[0]! })).toHaveLength(2);
    expect(await listed({ addressId: lisa.addressIds[0]! })).toEqual([]);
    expect(await listed({ typeId: desk.company.types.repair })).toEqual([]);
    expect(await listed({ page: 2 })).toEqual([]);
    expect(await listed({ typeId: 'x', addressId: 'y' })).toEqual([]);
    expect(await listed({ addressId: 'x' })).toEqual([]);
    const odd = await textOf(
      await desk.core.visits.exportPast(desk.mario, { addressId: 'x', reference: '%' }),
    );
    expect(odd).toHaveLength(1);
    await expect(past({ reference: 'a\0' })).rejects.toMatchObject({ code: 'invalid', field: 'reference' });
    await expect(past({ from: 'x' })).rejects.toMatchObject({ code: 'invalid', field: 'from' });
    await expect(past({ page: 0 })).rejects.toMatchObject({ code: 'invalid', field: 'page' });
    const { choices } = await past();
    expect(choices.types.map(({ id }) => id)).toEqual([desk.company.types.service]);
    expect(choices.addresses.map(({ id }) => id)).toEqual([mario.addressIds[0]]);
    // One login for both.
    const both = { ...accessScope(desk.company, mario), customerIds: [mario.customerId, lisa.customerId] };
    expect((await past({}, both)).total).toBe(3);
    expect((await past({}, both)).choices.addresses).toHaveLength(2);
    // What passed without a word is no secret either.
    desk.clock.set(at(15, '10:00'));
    expect(await listed({ state: 'under-way' })).toContain(`${references.get(ahead)} booked`);
    // By what is hidden nothing is found.
    await saveType({}, { hiddenFields: ['reference', 'address'] });
    expect(await listed({ reference })).toEqual([]);
    expect(await listed({ addressId: mario.addressIds[0]! })).toEqual([]);
    expect((await past()).choices.addresses).toEqual([]);
    expect(await listed()).toContain('null not-done');
  });

  test('S44 past visits go out as CSV, the lines that are listed, with no formula and local times', async () => {
    const label = { en: '=HYPERLINK("x")' };
    await saveType({}, { statusLabels: { terminated: label }, hiddenFields: ['technician'] });
    await desk.say(desk.anna, visit, 'started');
    await close(visit, '10:00', '10:45');
    const { reference } = (await page()).visit;
    const lines = await textOf(await desk.core.visits.exportPast(desk.mario, { state: 'done' }));
    expect(lines).toHaveLength(2);
    const [header, line = ''] = lines;
    expect(header).toBe(
      'reference,type,customer,address,state,state_label,agreed_from,agreed_to,began,ended,technician,zone',
    );
    expect(line).toMatch(/^V-\d+,Yearly service,/);
    expect(line).toContain(reference!);
    expect(line).toMatch(/,done,"?'=HYPERLINK/);
    const times = ['10:00:00', '12:00:00', '10:00:00', '10:45:00'].map((time) => `2027-01-12T${time}+01:00`);
    expect(line.endsWith(`,${times.join(',')},"",Europe/Vaduz`), line).toBe(true);
    const none = await textOf(await desk.core.visits.exportPast(desk.mario, { state: 'canceled' }));
    expect(none).toHaveLength(1);
  });

  test('LBX-02 LBX-13 CAD-BU-14 clockings over visits, where the company shows them, one’s own only', async () => {
    const tap = (interventionId: string, clock: string) => {
      desk.clock.set(at(12, clock));
      const now = at(12, clock);
      return { interventionId, at: now, sentAt: now, place: null, idempotencyKey: desk.key() };
    };
    for (const [id, from, to] of [
      [first, '08:00', '08:30'],
      [visit, '10:00', '10:40'],
    ] as const) {
      await desk.core.attendance.clockIn(desk.anna, tap(id, from));
      const { interventionId: _, ...out } = tap(id, to);
      await desk.core.attendance.clockOut(desk.anna, out);
    }
    const shown = (filter = {}) => desk.core.visits.clockings(desk.mario, filter);
    await expect(shown()).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.core.visits.exportClockings(desk.mario, {})).rejects.toMatchObject({
      code: 'not-found',
    });
    const { settings, revision } = await desk.core.businessUnits.settings(admin());
    await desk.core.businessUnits.save(admin(), { ...settings, customersSeeClockings: true, revision });
    const { items, total } = await shown();
    expect(total).toBe(1);
    expect(items).toMatchObject([
      {
        interventionId: visit,
        arrived: at(12, '10:00'),
        left: at(12, '10:40'),
        technicianName: 'Anna Sample',
      },
    ]);
    expect((await shown({ from: '2027-01-13' })).items).toEqual([]);
    expect((await shown({ addressId: desk.company.customers.lisa.addressIds[0]! })).items).toEqual([]);
    const [header, ...lines] = await textOf(await desk.core.visits.exportClockings(desk.mario, {}));
    expect(header).toBe('reference,customer,address,arrived,left,technician,zone');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('2027-01-12T10:00:00+01:00,2027-01-12T10:40:00+01:00,Anna Sample');
    await saveType({}, { hiddenFields: ['technician', 'reference'] });
    expect((await shown()).items).toMatchObject([{ technicianName: null, reference: null }]);
  });
});
