import type { BusinessUnitScope, HandOverItem } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allKept, at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const date = '2027-01-12';

describe.each(engines)('handing over on %s', (engine) => {
  let office: BookingOffice;
  let anna: string;
  let ben: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    ({ anna, ben } = office.company.technicians);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const propose = (scope = office.supervisor) =>
    office.core.handingOver.propose(scope, { technicianId: anna, date });
  const movesOf = (items: HandOverItem[]) =>
    [...items]
      .sort((a, b) => a.turn - b.turn)
      .flatMap(({ interventionId, revision, proposed }) =>
        proposed ? [{ interventionId, revision, technicianId: proposed.technician.id }] : [],
      );
  const accept = (items: HandOverItem[], more: object = {}, scope = office.supervisor) =>
    office.core.handingOver.accept(scope, {
      moves: movesOf(items),
      idempotencyKey: office.key(),
      ...more,
    });
  const whose = async (interventionId: string) => {
    const { technician, promise } = await office.core.interventions.page(office.supervisor, interventionId);
    return { technician: technician?.id, start: promise?.start };
  };
  const repair = async (start: number) => {
    const { company, core, supervisor } = office;
    const { customerId, addressIds } = company.customers.mario;
    const { interventionId } = await core.interventions.create(supervisor, {
      ...{ activityTypeId: company.types.repair, addressId: addressIds[0]!, customerId, comment: '' },
      idempotencyKey: office.key(),
    });
    const plan = { interventionId, technicianId: anna, date, start, end: start + 7200, revision: 1 };
    await core.bookings.plan(supervisor, { ...plan, idempotencyKey: office.key() });
    return interventionId;
  };

  test('CAD-PL-01 the moves are planned together: who takes one is busier for the next, and nobody is put out', async () => {
    await office.planned('lisa', ben, at(12, '08:00'));
    const two = [
      await office.planned('mario', anna, at(12, '08:00')),
      await office.planned('mario', anna, at(12, '08:00')),
    ];
    const skilled = await repair(at(12, '13:00'));
    // The control: each of the two alone would find Ben free.
    for (const { interventionId } of two) {
      const { items } = await office.core.handingOver.propose(office.supervisor, { interventionId });
      expect(items).toMatchObject([{ proposed: { technician: { id: ben } }, others: [] }]);
    }
    const { items, begun } = await propose();
    expect(begun).toBe(0);
    expect(items.map(({ proposed }) => proposed?.technician.id ?? null).sort()).toEqual(
      [ben, null, null].sort(),
    );
    const last = items.find(({ interventionId }) => interventionId === skilled)!;
    expect(last).toMatchObject({ turn: 0, keepers: [], refused: null });
    const left = items.filter(({ proposed }) => proposed === null);
    // Whom somebody calls, and what can be said then: nothing that the one who is away would do.
    for (const one of left) expect(one.customerName).toBe('Mario Sample');
    const offered = left.flatMap(({ others }) => others);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter(({ technician }) => technician.id === anna)).toEqual([]);
    expect((await accept(items)).results).toMatchObject([{ outcome: 'moved' }]);
    expect(await office.audit()).toMatchObject(allKept);
    for (const one of left)
      expect(await whose(one.interventionId)).toEqual({ technician: anna, start: one.promise!.start });
  });

  test('a promise stays as it was, with the customer’s word for it, and they are told who comes', async () => {
    const { interventionId, promise } = await office.booked(office.mario, at(12, '13:00'));
    const { technician } = await whose(interventionId);
    const { items } = await office.core.handingOver.propose(office.supervisor, { interventionId });
    const key = office.key();
    for (let twice = 0; twice < 2; twice++)
      expect(await accept(items, { idempotencyKey: key })).toEqual({
        results: [{ interventionId, outcome: 'moved' }],
      });
    const page = await office.core.interventions.page(office.supervisor, interventionId);
    expect(page.technician?.id).not.toBe(technician);
    expect(page).toMatchObject({ promise, rescheduleCount: 0 });
    expect(page.history[0]).toMatchObject({ kind: 'intervention.reassigned' });
    const { read } = contextOf(office.core).db;
    const [stored] = await read.select().from(read.tables.intervention);
    expect(stored?.confirmedAt).not.toBeNull();
    const seen = await office.core.interventions.forAccess(office.mario, interventionId);
    expect(seen.history.map(({ kind }) => kind)).toEqual(['intervention.booked']);
    while ((await office.core.jobs.runDue('test')) > 0);
    const mails = office.mailer.sent.filter(({ subject }) =>
      /Another technician|altro tecnico/.test(subject),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain(page.technician!.name);
  });

  test('R1 two who hand over the same day at once, and a customer who moves a visit meanwhile', async () => {
    const visits = [
      await office.planned('mario', anna, at(12, '08:00')),
      await office.planned('lisa', anna, at(12, '10:00')),
    ];
    const moved = await office.booked(office.lisa, at(14, '13:00'));
    const [one, two] = await Promise.all([propose(), propose()]);
    const answers = await Promise.all([accept(one.items), accept(two.items)]);
    for (const { interventionId } of visits) {
      const outcomes = answers.map(
        ({ results }) => results.find((result) => result.interventionId === interventionId)?.outcome,
      );
      expect(outcomes.sort()).toEqual(['changed', 'moved']);
      expect((await whose(interventionId)).technician).toBe(ben);
    }
    const { items } = await office.core.handingOver.propose(office.supervisor, {
      interventionId: moved.interventionId,
    });
    const hold = await office.held(office.lisa, at(15, '08:00'), { interventionId: moved.interventionId });
    const confirm = { holdId: hold.id, idempotencyKey: office.key() };
    await Promise.all([accept(items), office.core.bookings.confirm(office.lisa, confirm).catch(() => null)]);
    const after = await whose(moved.interventionId);
    expect([at(14, '13:00'), at(15, '08:00')]).toContain(after.start);
    expect((await accept(items)).results).toMatchObject([{ outcome: 'changed' }]);
    expect(await whose(moved.interventionId)).toEqual(after);
    expect(await office.audit()).toMatchObject(allKept);
  });

  test('what has begun stays, room that is gone is told, and an absence is written once by who may', async () => {
    const first = await office.planned('mario', anna, at(12, '08:00'));
    const second = await office.planned('mario', anna, at(12, '13:00'));
    office.clock.set(at(12, '10:30'));
    const { items, begun } = await propose();
    expect(begun).toBe(1);
    expect(items.map(({ interventionId }) => interventionId)).toEqual([second.interventionId]);
    const absence = { technicianId: anna, from: `${date}T10:30`, to: `${date}T17:00`, reason: 'ill' };
    const agent: BusinessUnitScope = staffScope(office.company, office.supervisor.staffUserId, [
      'call-agent',
    ]);
    await expect(accept(items, { absence }, agent)).rejects.toMatchObject({ code: 'not-allowed' });
    for (const start of ['13:00', '15:00']) await office.planned('lisa', ben, at(12, start));
    const benBusy = {
      technicianId: ben,
      from: `${date}T12:00`,
      to: `${date}T17:00`,
      reason: 'course',
      repeat: null,
    };
    await office.core.technicians.saveAbsence(office.supervisor, benBusy);
    const key = office.key();
    for (let twice = 0; twice < 2; twice++)
      expect(await accept(items, { absence, idempotencyKey: key })).toMatchObject({
        results: [{ outcome: 'no-room' }],
      });
    expect((await whose(second.interventionId)).technician).toBe(anna);
    expect((await whose(first.interventionId)).technician).toBe(anna);
    const record = await office.core.technicians.record(office.supervisor, anna);
    expect(record.absences.filter(({ reason }) => reason === 'ill')).toHaveLength(1);
  });
});
