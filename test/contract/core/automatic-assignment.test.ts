import { createCore, type Core } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { addJobs, findAddress, updateAddress } from '@itinera/db';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allKept,
  openBookingOffice,
  straightRoads,
  type BookingOffice,
} from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { noSearchLimits } from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

describe.each(engines)('CAD-AT-11 work that is planned automatically, on %s', (engine) => {
  let office: BookingOffice;
  let second: Core;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ target, drop } = made);
    office = await openBookingOffice(made.store);
    // A SQLite file is one process's.
    second =
      engine === 'sqlite'
        ? office.core
        : await createCore(office.config, {
            ...{ logger: pino({ level: 'silent' }), travel: straightRoads, searchLimits: noSearchLimits },
            ...{ clock: office.clock, mailer: office.mailer, smsSender: office.sms },
          });
  });
  afterAll(async () => {
    if (second !== office.core) await second.close();
    await office.close();
    await drop();
  });

  const admin = () => staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  const page = (id: string) => office.core.interventions.page(office.supervisor, id);
  const kinds = async (id: string) => (await page(id)).history.map(({ kind }) => kind);

  async function change(changes: object, activityTypeId = office.company.types.service): Promise<void> {
    const { revision } = await office.core.catalogue.page(admin(), activityTypeId);
    await office.core.catalogue.save(admin(), { activityTypeId, revision, changes });
  }

  async function create(more: object = {}, of: 'mario' | 'lisa' = 'mario'): Promise<string> {
    const { interventionId } = await office.core.interventions.create(office.supervisor, {
      ...office.service(of),
      customerId: office.company.customers[of].customerId,
      comment: '',
      idempotencyKey: office.key(),
      ...more,
    });
    return interventionId;
  }

  /** What the worker does in the next `seconds`, looked at once at their end. */
  async function work(seconds = 10): Promise<void> {
    office.clock.advance(seconds);
    while ((await office.core.jobs.runDue('worker')) > 0);
  }

  /** Work that stands in more than one stop, or was planned more than once. */
  async function plannedTwice(): Promise<number> {
    const stops = await sql(target, 'SELECT part_id FROM assignment GROUP BY part_id HAVING count(*) > 1');
    const told = await sql(
      target,
      "SELECT subject_id FROM event WHERE kind = 'intervention.scheduled' GROUP BY subject_id HAVING count(*) > 1",
    );
    return stops.length + told.length;
  }

  test('types from before stay with staff; a new one is planned automatically unless somebody says otherwise', async () => {
    const { settings } = await office.core.catalogue.page(admin(), office.company.types.service);
    expect(settings.assignment).toBe('by-hand');
    const left = await create();
    await work();
    expect(await page(left)).toMatchObject({
      ...{ status: 'pending', plannedStart: null, automatic: { state: 'stopped' } },
    });
    const { activityTypeId } = await office.core.catalogue.create(admin(), { name: 'Inspection' });
    const made = await office.core.catalogue.page(admin(), activityTypeId);
    expect(made.settings.assignment).toBe('automatic');
    const cancellation = { interventionId: left, reason: 'other' as const, idempotencyKey: office.key() };
    await office.core.bookings.cancel(office.supervisor, cancellation);
    await work();
    office.mailer.sent.length = 0;
  });

  test('it waits, is planned without staff to the best that the assistant offers, and the customer is promised nothing', async () => {
    await change({ assignment: 'automatic' });
    const id = await create();
    expect(await page(id)).toMatchObject({ status: 'autoassign_pending', automatic: { state: 'waiting' } });
    const { bestOffers } = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      interventionId: id,
    });
    await work();
    expect(await page(id)).toMatchObject({
      status: 'pending',
      automatic: null,
      promise: null,
      technician: { id: bestOffers[0]?.technician.id },
      date: bestOffers[0]?.date,
    });
    expect(await kinds(id)).toEqual(['intervention.scheduled', 'intervention.created']);
    expect((await office.core.interventions.forAccess(office.mario, id)).promise).toBeNull();
    expect(office.mailer.sent).toEqual([]);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  test('where the type promises, the window is the customer’s and they are told', async () => {
    await change({ assignment: 'automatic-promised' });
    const id = await create({}, 'lisa');
    await work();
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', promise: { zone: 'Europe/Vaduz' } });
    expect(await kinds(id)).toEqual(['intervention.planned', 'intervention.created']);
    expect(office.mailer.sent.map(({ to }) => to)).toEqual(['lisa@example.com']);
    await change({ assignment: 'automatic' });
  });

  test('staff plan one themselves, stop one, and let it be planned after all', async () => {
    const mine = await create({ byHand: true });
    const stopped = await create();
    const set = (automatic: boolean, revision: number) =>
      office.core.interventions.setAssignment(office.supervisor, {
        interventionId: stopped,
        automatic,
        revision,
      });
    await set(false, 1);
    await expect(set(true, 1)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { revision: 2 }, given: { revision: 1, automatic: true } },
    });
    await work(60);
    for (const id of [mine, stopped])
      expect(await page(id)).toMatchObject({
        status: 'pending',
        date: null,
        automatic: { state: 'stopped' },
      });
    await set(true, 2);
    expect(await page(stopped)).toMatchObject({ status: 'autoassign_pending', revision: 3 });
    await work();
    expect(await kinds(stopped)).toEqual([
      ...['intervention.scheduled', 'intervention.waiting', 'intervention.assignment-stopped'],
      'intervention.created',
    ]);
    await expect(set(false, 4)).rejects.toMatchObject({ code: 'not-allowed', reason: 'planned' });
    expect((await page(mine)).status).toBe('pending');
  });

  test('staff have work planned by itself whose type is planned by hand, once; not a call, nor what has no use any more', async () => {
    await change({ assignment: 'by-hand' });
    const handed = await create();
    const kept = await create({}, 'lisa');
    const set = (interventionId: string, automatic: boolean, revision = 1) =>
      office.core.interventions.setAssignment(office.supervisor, { interventionId, automatic, revision });
    await expect(set(handed, false)).rejects.toMatchObject({ code: 'not-allowed', reason: 'by-hand' });
    await set(handed, true);
    const { history } = await page(handed);
    expect(history[0]).toMatchObject({ kind: 'intervention.waiting', actorName: 'Sara Sample' });
    expect(await page(handed)).toMatchObject({
      status: 'autoassign_pending',
      automatic: { state: 'waiting' },
    });
    await set(handed, true, 2);
    await work();
    expect(await page(handed)).toMatchObject({
      ...{ status: 'pending', automatic: null, promise: null, date: expect.any(String) as string },
    });
    expect(await page(kept)).toMatchObject({ date: null, automatic: { state: 'stopped' } });
    await expect(set(handed, true, 3)).rejects.toMatchObject({ code: 'not-allowed', reason: 'planned' });

    await change({ active: false });
    expect((await page(kept)).automatic).toBeNull();
    await expect(set(kept, true)).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-in-use' });
    await change({ active: true, kind: 'contact-call' });
    expect((await page(kept)).automatic).toBeNull();
    await expect(set(kept, true)).rejects.toMatchObject({ code: 'not-allowed', reason: 'not-in-use' });
    await change({ kind: 'intervention', assignment: 'automatic' });
    await work();
    expect(await office.audit()).toMatchObject(allKept);
  });

  test('what nobody located is not waited with, and is as soon as it is', async () => {
    const { businessUnitId, customers } = office.company;
    const addressId = customers.mario.addressIds[1]!;
    const locate = (location: 'located' | 'not-located') =>
      contextOf(office.core).db.write(async (tx) => {
        const row = await findAddress(tx, businessUnitId, addressId);
        await updateAddress(tx, businessUnitId, addressId, row?.revision ?? 0, { location });
      });
    await locate('not-located');
    const id = await create({ addressId });
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', automatic: { state: 'unfit' } });
    await locate('located');
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', date: expect.any(String) as string });
    expect(await kinds(id)).toContain('intervention.waiting');
  });

  test('where nothing fits staff are told why; it is tried after growing pauses, and at once when something changes', async () => {
    await change({ assignment: 'automatic', skills: { 'heat-pump': 9 } }, office.company.types.repair);
    const id = await create({ activityTypeId: office.company.types.repair });
    await work();
    const first = (await page(id)).automatic;
    expect(first).toEqual({ state: 'waiting', reason: 'skills', nextAt: office.clock.now() + 60 });
    expect((await office.core.interventions.attention(office.supervisor)).counts).toMatchObject({
      'no-slot': 1,
    });
    const { items } = await office.core.interventions.list(office.supervisor, { problem: 'no-slot' });
    expect(items.map((item) => item.id)).toEqual([id]);
    await work(30);
    expect((await page(id)).automatic).toEqual(first);
    await work(30);
    expect((await page(id)).automatic?.nextAt).toBe(office.clock.now() + 120);
    await change({ skills: { 'heat-pump': 2 } }, office.company.types.repair);
    await work();
    expect(await page(id)).toMatchObject({
      status: 'pending',
      technician: { id: office.company.technicians.anna },
    });
    expect((await office.core.interventions.attention(office.supervisor)).counts['no-slot']).toBe(0);
  });

  test('several workers at once plan none twice', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 8; n++) ids.push(await create({}, n % 2 ? 'lisa' : 'mario'));
    const ctx = contextOf(office.core);
    const now = ctx.clock.now();
    // As many workers as there are jobs: each of them is one that was leased at the same time.
    const jobs = [1, 2, 3, 4, 5].map(() => {
      return { id: ctx.ids.newId(), kind: 'assign-work', payload: {}, runAt: now, createdAt: now };
    });
    await ctx.db.write((tx) => addJobs(tx, jobs));
    office.clock.advance(10);
    const waiting = async () => {
      const all = await Promise.all(ids.map(page));
      return all.filter(({ date }) => date === null).length;
    };
    // Who is overtaken tries again after a pause that doubles: how often that is, is chance.
    for (let round = 0; round < 12 && (round < 3 || (await waiting()) > 0); round++) {
      await Promise.all([
        office.core.jobs.runDue('one'),
        second.jobs.runDue('two'),
        second.jobs.runDue('three'),
      ]);
      office.clock.advance(round < 3 ? 130 : 1000);
    }
    for (const id of ids)
      expect(await page(id)).toMatchObject({ status: 'pending', date: expect.any(String) as string });
    expect(await plannedTwice()).toBe(0);
    expect(await office.audit()).toMatchObject(allKept);

    // The control: one event too many is seen.
    await sql(
      target,
      `INSERT INTO event (business_unit_id, sequence, at, kind, subject_type, subject_id, actor_type)
       SELECT business_unit_id, 900000, at, kind, subject_type, subject_id, actor_type FROM event
       WHERE kind = 'intervention.scheduled' AND subject_id = '${ids[0]}'`,
    );
    expect(await plannedTwice()).toBe(1);
  });
});
