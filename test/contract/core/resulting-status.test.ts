import type { ActionSettings, BusinessUnitScope } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boilerForm } from '../../fixtures/boiler-form.ts';
import { allKept, at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('CAD-AC-12 the status that an action leaves, on %s', (engine) => {
  let office: BookingOffice;
  let admin: BusinessUnitScope;
  let activityTypeId: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    activityTypeId = office.company.types.service;
    await office.core.forms.save(admin, {
      ...{ activityTypeId, purpose: 'activity', revision: 0, deletions: {} },
      definition: boilerForm(),
    });
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  const add = async (kind: ActionSettings['kind'], more: Partial<ActionSettings> = {}) =>
    (await office.core.portalActions.save(admin, { ...plainAction(kind), ...more, activityTypeId })).actionId;
  async function remove(actionId: string) {
    const { actions } = await office.core.portalActions.page(admin, activityTypeId);
    const { revision } = actions.find(({ id }) => id === actionId)!;
    await office.core.portalActions.remove(admin, { activityTypeId, actionId, revision });
  }
  async function assignment(how: 'by-hand' | 'automatic') {
    const { revision } = await office.core.catalogue.page(admin, activityTypeId);
    await office.core.catalogue.save(admin, { activityTypeId, revision, changes: { assignment: how } });
  }
  async function create(more: object = {}) {
    const { interventionId } = await office.core.interventions.create(office.supervisor, {
      ...office.service(),
      customerId: office.company.customers.mario.customerId,
      comment: '',
      idempotencyKey: office.key(),
      ...more,
    });
    return interventionId;
  }
  const answer = (interventionId: string, actionId: string, more: object = {}) =>
    office.core.forms.answerVisit(office.mario, {
      ...{ interventionId, actionId, purpose: 'activity', version: 1, revision: 0, mode: 'final' as const },
      ...{ answers: { radiators: 6 }, idempotencyKey: office.key() },
      ...more,
    });
  const page = (id: string) => office.core.interventions.page(office.supervisor, id);
  const kinds = async (id: string) => (await page(id)).history.map(({ kind }) => kind);
  async function work() {
    office.clock.advance(10);
    while ((await office.core.jobs.runDue('worker')) > 0);
  }
  const waits = { resultingStatus: 'autoassign_pending' as const };

  test('CAD-AT-11 a form of its customer has waiting work planned by itself, for as long as its answers say', async () => {
    const plain = await add('form');
    const left = await create();
    await answer(left, plain);
    await work();
    expect(await page(left), 'the control').toMatchObject({ status: 'pending', date: null });
    await remove(plain);

    const actionId = await add('form', waits);
    const id = await create();
    expect(await answer(id, actionId, { mode: 'draft' })).toMatchObject({ done: true });
    expect(await page(id)).toMatchObject({ status: 'pending', automatic: { state: 'stopped' } });
    const sent = { revision: 1, idempotencyKey: office.key() };
    const done = await answer(id, actionId, sent);
    expect(done).toMatchObject({ done: true, duration: 7200 });
    expect(await answer(id, actionId, sent), 'sent twice').toEqual(done);
    expect(await page(id)).toMatchObject({ status: 'autoassign_pending', automatic: { state: 'waiting' } });
    await work();
    expect(await page(id)).toMatchObject({
      ...{ status: 'pending', automatic: null, promise: null, duration: 7200 },
      date: expect.any(String) as string,
    });
    const { history } = await page(id);
    expect(history.map(({ kind }) => kind)).toEqual([
      ...['intervention.scheduled', 'intervention.waiting', 'intervention.created'],
    ]);
    expect(history[1]).toMatchObject({ actorName: 'Mario Sample' });
    expect(await office.audit()).toMatchObject(allKept);

    // What has a time keeps it, and is still answered.
    const { interventionId } = await office.planned('mario', office.company.technicians.ben, at(14, '09:00'));
    const before = await page(interventionId);
    expect(await answer(interventionId, actionId)).toMatchObject({ done: true });
    const { status, promise } = await page(interventionId);
    expect({ status, promise }).toEqual({ status: 'pending', promise: before.promise });
    expect(await kinds(interventionId)).toEqual(before.history.map(({ kind }) => kind));
    await remove(actionId);
  });

  test('what staff said that they plan stays theirs; what waits by an action is left to them on request', async () => {
    const actionId = await add('form', waits);
    const mine = await create({ byHand: true });
    await answer(mine, actionId);
    expect(await page(mine)).toMatchObject({ status: 'pending', automatic: { state: 'stopped' } });
    const id = await create();
    await answer(id, actionId);
    const { revision } = await page(id);
    const turn = { interventionId: id, automatic: false, revision };
    await office.core.interventions.setAssignment(office.supervisor, turn);
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', date: null, automatic: { state: 'stopped' } });
    // And back: what an action let wait is not lost to automatic planning because staff stopped it once.
    const back = { ...turn, automatic: true, revision: revision + 1 };
    await office.core.interventions.setAssignment(office.supervisor, back);
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', date: expect.any(String) as string });
    expect(await kinds(id)).toEqual([
      ...['intervention.scheduled', 'intervention.waiting', 'intervention.assignment-stopped'],
      ...['intervention.waiting', 'intervention.created'],
    ]);
    await remove(actionId);
  });

  test('CAD-AC-09 a message leaves work to staff that would be planned automatically', async () => {
    await assignment('automatic');
    const actionId = await add('message', { resultingStatus: 'pending' });
    const id = await create();
    const tried = await office.core.portalActions.try(admin, {
      ...{ activityTypeId, interventionId: id, kind: 'message', enabled: true, minimumNotice: 0 },
      ...{ maximumReschedules: null, resultingStatus: 'pending', conditions: null },
    });
    expect(tried).toMatchObject({ verdict: { available: true }, result: 'pending' });
    for (const text of ['Only when my neighbour is there', 'Please ring twice'])
      await office.core.requests.send(office.mario, {
        ...{ actionId, interventionId: id, text, proposal: null, idempotencyKey: office.key() },
      });
    await work();
    expect(await page(id)).toMatchObject({ status: 'pending', date: null, automatic: { state: 'stopped' } });
    expect(await kinds(id)).toEqual(['intervention.assignment-stopped', 'intervention.created']);
    await remove(actionId);
    await assignment('by-hand');
  });

  test('CAD-AC-08 of a document only accepting it does', async () => {
    const more = { ...waits, document: { en: 'We mend the boiler.' } };
    const actionIds = [await add('sign', more), await add('sign', more)];
    const id = await create();
    const sign = async (actionId: string, decision: 'accepted' | 'refused') => {
      const asked = { interventionId: id, actionId };
      const opened = await office.core.documents.page(office.mario, asked);
      if (opened.state !== 'open') throw new Error(opened.state);
      await office.core.documents.sign(office.mario, {
        ...{ interventionId: id, actionId, idempotencyKey: office.key(), hash: opened.document.hash },
        ...{ shownAt: office.clock.now(), decision, name: 'Mario', reason: '', drawingId: null },
      });
      return (await page(id)).status;
    };
    expect(await sign(actionIds[0]!, 'refused')).toBe('pending');
    expect(await sign(actionIds[1]!, 'accepted')).toBe('autoassign_pending');
    for (const actionId of actionIds) await remove(actionId);
  });

  test('a form that is sent while staff plan the visit by hand: one of them is first, and it is planned once', async () => {
    const actionId = await add('form', waits);
    for (let n = 0; n < 4; n++) {
      const id = await create();
      const { revision } = await page(id);
      const plan = () =>
        office.core.bookings.plan(office.supervisor, {
          ...{ interventionId: id, technicianId: office.company.technicians.ben, date: `2027-01-${18 + n}` },
          ...{ start: at(18 + n, '09:00'), end: at(18 + n, '11:00'), revision, idempotencyKey: office.key() },
        });
      const both = n % 2 ? [plan(), answer(id, actionId)] : [answer(id, actionId), plan()];
      const settled = await Promise.allSettled(both);
      const [planned, answered] = n % 2 ? settled : settled.toReversed();
      expect(answered).toMatchObject({ status: 'fulfilled', value: { done: true } });
      if (planned?.status === 'rejected') {
        expect(planned.reason).toMatchObject({ code: 'stale' });
        expect((await page(id)).status).toBe('autoassign_pending');
      } else
        expect(await page(id)).toMatchObject({ status: 'pending', promise: { start: at(18 + n, '09:00') } });
      await work();
      expect(await page(id)).toMatchObject({ status: 'pending', date: expect.any(String) as string });
      const times = (await kinds(id)).filter((kind) => /planned|scheduled/.test(kind));
      expect(times).toHaveLength(1);
    }
    expect(await office.audit()).toMatchObject(allKept);
    await remove(actionId);
  });

  test('S30 it is refused of kinds that give a time or come after the work; files and copies carry it', async () => {
    for (const kind of ['survey', 'book', 'schedule', 'reschedule', 'cancel'] as const)
      await expect(
        add(kind, { ...waits, place: kind === 'book' ? 'home' : 'intervention' }),
      ).rejects.toMatchObject({ code: 'invalid', field: 'resultingStatus' });
    const unknown = { resultingStatus: 'terminated' } as unknown as Partial<ActionSettings>;
    await expect(add('form', unknown)).rejects.toMatchObject({ field: 'resultingStatus' });
    const actionId = await add('propose', waits);
    const copy = await office.core.catalogue.copy(admin, { activityTypeId });
    const { actions } = await office.core.portalActions.page(admin, copy.activityTypeId);
    expect(actions.find(({ kind }) => kind === 'propose')).toMatchObject(waits);
    await remove(actionId);
  });
});
