import type { AccessScope, BusinessUnitScope, SaveActionInput, SendRequestInput } from '@itinera/core';
import { emptyForm, type Clause, type FormDefinition } from '@itinera/core/shared';
import { setUp } from '@itinera/core/set-up';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainAction } from '../../fixtures/portal-action.ts';
import { boilerForm, field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const once: Clause = { fact: 'uses', is: 'at-most', values: [0] };

describe.each(engines)('portal actions that ask, tell and request on %s', (engine) => {
  let office: BookingOffice;
  let admin: BusinessUnitScope;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const add = async (kind: SaveActionInput['kind'], more: Partial<SaveActionInput> = {}): Promise<string> => {
    const { actionId } = await office.core.portalActions.save(admin, {
      ...plainAction(kind),
      activityTypeId: office.company.types.service,
      notifyStaff: ['planners'],
      ...more,
    });
    return actionId;
  };
  const visit = () =>
    office.booked(office.mario, at(12, '09:00')).then(({ interventionId }) => interventionId);
  const closedVisit = async (): Promise<string> => {
    const { businessUnitId, types, customers } = office.company;
    const addressId = customers.mario.addressIds[0]!;
    const when = { createdAt: office.clock.now() - 3600, closedAt: office.clock.now() };
    const interventions = [{ ...when, activityTypeId: types.service, addressId, result: 'ok' as const }];
    const [id = ''] = await setUp(office.core).closedInterventions({ businessUnitId, interventions });
    return id;
  };
  const extras = async (interventionId: string, scope = office.mario) =>
    (await office.core.interventions.forAccess(scope, interventionId)).extras;
  const send = (
    actionId: string,
    interventionId: string | null,
    more: Partial<SendRequestInput> = {},
    scope = office.mario,
  ) =>
    office.core.requests.send(scope, {
      actionId,
      interventionId,
      text: 'Please ring twice',
      proposal: null,
      idempotencyKey: office.key(),
      ...more,
    });
  const list = (filter: Parameters<typeof office.core.requests.list>[1] = {}) =>
    office.core.requests.list(admin, filter);
  const deliver = async (): Promise<void> => {
    while ((await office.core.jobs.runDue('test')) > 0);
  };
  const saveForm = (purpose: 'activity' | 'survey', definition: FormDefinition, revision = 0) =>
    office.core.forms.save(admin, {
      activityTypeId: office.company.types.service,
      purpose,
      definition,
      revision,
      deletions: {},
    });
  const answer = (
    interventionId: string,
    purpose: 'activity' | 'survey',
    answers: object,
    more: Partial<Parameters<typeof office.core.forms.answerVisit>[1]> = {},
  ) =>
    office.core.forms.answerVisit(office.mario, {
      interventionId,
      purpose,
      version: 1,
      revision: 0,
      answers: { ...answers },
      mode: 'final',
      idempotencyKey: office.key(),
      ...more,
    });

  test('CAD-AC-01 CAD-AC-02 CAD-AC-12 every action is a button of its own, in staff’s order, where it stands', async () => {
    const interventionId = await visit();
    expect(await extras(interventionId), 'none are configured').toEqual([]);
    const { actions } = await office.core.interventions.home(office.mario);
    expect(actions).toEqual([]);
    const hint = { en: 'About {intervention.customer.name}' };
    const first = await add('message', { label: { en: 'Write' }, description: hint, icon: 'message' });
    const second = await add('message', { place: 'both', label: { en: 'Complain' } });
    const third = await add('propose', { place: 'home' });
    await add('message', { enabled: false });
    await add('form');
    expect(await extras(interventionId), 'a form that the type does not have is not asked').toMatchObject([
      {
        id: first,
        kind: 'message',
        icon: 'message',
        available: true,
        until: null,
        label: 'Write',
        description: 'About Mario Sample',
      },
      { id: second, kind: 'message', icon: null, label: 'Complain' },
    ]);
    const home = await office.core.interventions.home(office.mario);
    const { customerId } = office.company.customers.mario;
    expect(home.actions).toMatchObject([
      { id: second, customers: [{ id: customerId, name: 'Mario Sample' }] },
      { id: third, kind: 'propose' },
    ]);
    await expect(send(first, null), 'it does not stand at home').rejects.toMatchObject({ code: 'not-found' });
    await expect(send(third, interventionId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      office.core.requests.offer(office.mario, { actionId: first, interventionId: null }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const { types } = office.company;
    const { revision } = await office.core.catalogue.page(admin, types.service);
    const changes = { portalShown: false };
    await office.core.catalogue.save(admin, { activityTypeId: types.service, revision, changes });
    expect((await office.core.interventions.home(office.mario)).actions, 'CAD-BU-14').toEqual([]);
    await expect(send(second, null)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('CAD-AC-06 CAD-CO-06 a form is filled in by its action while it is offered, judged again where it is stored, counted once', async () => {
    await saveForm('activity', { ...boilerForm(), portal: false });
    const interventionId = await visit();
    const ask = () => office.core.forms.ofVisit(office.mario, { interventionId, purpose: 'activity' });
    await expect(ask(), 'no action, and the form does not ask').rejects.toMatchObject({ code: 'not-found' });
    const actionId = await add('form', { conditions: once, confirmation: { en: 'Thanks' } });
    expect(await extras(interventionId)).toMatchObject([{ id: actionId, available: true, formState: null }]);
    expect(await ask()).toMatchObject({ state: 'none' });
    const other = await add('message');
    await expect(
      answer(interventionId, 'activity', { radiators: 2 }, { actionId: other }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(
      await answer(interventionId, 'activity', { radiators: 2 }, { actionId, mode: 'draft' }),
    ).toMatchObject({ done: true, revision: 1 });
    expect(await extras(interventionId), 'a draft is no use').toMatchObject([
      { id: actionId, available: true, formState: 'draft' },
      { id: other },
    ]);
    const key = { actionId, revision: 1, idempotencyKey: 'the same key twice' };
    const done = await answer(interventionId, 'activity', { radiators: 3 }, key);
    expect(done).toMatchObject({ done: true, revision: 2 });
    expect(await extras(interventionId)).toMatchObject([
      { id: actionId, available: false, reason: 'condition', formState: 'final' },
      { id: other },
    ]);
    // R7: the answer that was lost is given again, though the action is used up.
    expect(await answer(interventionId, 'activity', { radiators: 3 }, key)).toEqual(done);
    await expect(
      answer(interventionId, 'activity', { radiators: 4 }, { actionId, revision: 2 }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'condition' });
    await expect(
      answer(interventionId, 'activity', { radiators: 4 }, { revision: 2 }),
      'nor without naming it',
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'condition' });
    const page = await office.core.forms.ofVisit(office.supervisor, { interventionId, purpose: 'activity' });
    expect(page.answers).toEqual({ radiators: 3 });
  });

  test('CAD-AC-07 a survey is answered once, when the work is done', async () => {
    await saveForm('survey', { ...emptyForm, fields: [field('number', 'stars', { required: true })] });
    const actionId = await add('survey');
    const open = await visit();
    expect(await extras(open)).toMatchObject([{ available: false, reason: 'not-closed' }]);
    await expect(answer(open, 'survey', { stars: 5 }, { actionId })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'not-closed',
    });
    const closed = await closedVisit();
    expect(await extras(closed)).toMatchObject([{ id: actionId, available: true }]);
    expect(await answer(closed, 'survey', { stars: 5 }, { actionId })).toMatchObject({ done: true });
    expect(await extras(closed)).toMatchObject([{ available: false, reason: 'answered' }]);
    await expect(answer(closed, 'survey', { stars: 1 }, { actionId, revision: 1 })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'already-answered',
    });
  });

  test('CAD-AC-09 a proposed time plans nothing, waits as a request, and tells planners and customer in their languages', async () => {
    const interventionId = await visit();
    const actionId = await add('propose', {
      limits: { horizonDays: 10 },
      notifyStaff: ['planners', 'technician'],
    });
    const of = { actionId, interventionId };
    const offer = await office.core.requests.offer(office.mario, of);
    expect(offer).toMatchObject({
      available: true,
      kind: 'proposal',
      dates: { first: '2027-01-11', last: '2027-01-21' },
    });
    const proposal = { date: '2027-01-14', dayPart: 'morning' as const, time: '09:30', isMandatory: true };
    const before = await office.core.interventions.page(office.supervisor, interventionId);
    for (const [date, reason] of [
      ['2027-01-10', 'past'],
      ['2027-01-22', 'horizon'],
    ] as const)
      await expect(send(actionId, interventionId, { proposal: { ...proposal, date } })).rejects.toMatchObject(
        {
          code: 'invalid',
          field: 'date',
          reason,
        },
      );
    await expect(send(actionId, interventionId), 'without a date').rejects.toMatchObject({
      field: 'proposal',
    });
    const wrong = { ...proposal, day: 'x' } as typeof proposal;
    await expect(send(actionId, interventionId, { proposal: wrong }), 'S30').rejects.toMatchObject({
      code: 'invalid',
    });
    expect((await list()).total).toBe(0);
    await send(actionId, interventionId, { proposal, text: '' });
    const { items } = await list();
    expect(items).toMatchObject([
      { kind: 'proposal', state: 'open', interventionId, customerName: 'Mario Sample', proposal, text: '' },
    ]);
    const after = await office.core.interventions.page(office.supervisor, interventionId);
    expect({ ...after, history: [] }, 'nothing was planned').toEqual({ ...before, history: [] });
    await deliver();
    const staff = office.mailer.sent.filter(({ text }) => text.includes(`/interventions/${interventionId}`));
    expect(staff.map(({ to }) => to)).toContain(office.company.supervisor.email);
    expect(
      staff.some(({ text }) => text.includes('Mario')),
      'names stay in the back office',
    ).toBe(false);
    const [received] = office.mailer.sent.filter(({ text }) => text.includes('Non è ancora un appuntamento'));
    expect(received?.to).toBe('mario@example.com');
  });

  test('CAD-AC-12 R7 a message is sent once, answered once, and whoever comes second sees what the first did', async () => {
    const actionId = await add('message', { place: 'both', conditions: once, tellCustomer: false });
    await expect(send(actionId, null, { text: '  ' })).rejects.toMatchObject({
      field: 'text',
      reason: 'missing',
    });
    await expect(send(actionId, null, { text: 'x'.repeat(5001) })).rejects.toMatchObject({ field: 'text' });
    const key = { idempotencyKey: 'sent twice by a double click' };
    const twice = await Promise.all([send(actionId, null, key), send(actionId, null, key)]);
    expect(twice[0]).toEqual(twice[1]);
    await expect(send(actionId, null), 'used up').rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'condition',
    });
    expect((await office.core.interventions.home(office.mario)).actions).toEqual([]);
    // What was confirmed can still be told.
    expect(await office.core.requests.offer(office.mario, { actionId, interventionId: null })).toMatchObject({
      available: false,
      customers: [],
    });
    expect((await office.core.interventions.home(office.lisa)).actions).toMatchObject([{ id: actionId }]);
    expect(await office.core.requests.count(admin)).toEqual({ open: 1 });
    const [row] = (await list({ state: 'open', kind: 'message' })).items;
    if (!row) throw new Error('no request');
    expect(row).toMatchObject({ interventionId: null, personName: 'Mario Sample', reachable: true });
    const close = (text: string, revision = row.revision) =>
      office.core.requests.close(office.supervisor, { requestId: row.id, revision, answer: text });
    expect(await close('We will.\nThank you')).toEqual({ told: true });
    await expect(close('No')).rejects.toMatchObject({
      code: 'stale',
      details: {
        current: { state: 'done', answer: 'We will.\nThank you', revision: 2 },
        given: { answer: 'No' },
      },
    });
    await deliver();
    const answers = office.mailer.sent.filter(({ text }) => text.includes('We will.'));
    expect(answers.map(({ to }) => to)).toEqual(['mario@example.com']);
    expect(
      office.mailer.sent.some(({ text }) => text.includes('Grazie per il Suo messaggio')),
      'silent',
    ).toBe(false);
    expect(await office.core.requests.count(admin)).toEqual({ open: 0 });
    expect((await list({ state: 'done' })).items).toMatchObject([{ id: row.id, doneBy: 'Sara Sample' }]);
    expect((await list({ customerId: office.company.customers.lisa.customerId })).total).toBe(0);
  });

  test('S33 S29 nobody floods staff, and nobody asks for others', async () => {
    const actionId = await add('message', { place: 'both', tellCustomer: false, notifyStaff: [] });
    const interventionId = await visit();
    await expect(send(actionId, interventionId, {}, office.lisa)).rejects.toMatchObject({
      code: 'not-found',
    });
    const customerId = office.company.customers.lisa.customerId;
    await expect(send(actionId, null, { customerId })).rejects.toMatchObject({ code: 'not-found' });
    for (let n = 0; n < 20; n++) await send(actionId, n % 2 === 0 ? null : interventionId);
    const flooding = send(actionId, null).catch((error: unknown) => error);
    expect(await flooding).toMatchObject({
      code: 'too-many',
      reason: 'requests',
      details: { retryAt: office.clock.now() + 8640 },
    });
    expect((await list()).total).toBe(20);
    await send(actionId, null, {}, office.lisa);
    office.clock.advance(86_400);
    await send(actionId, null);
    // Of one who acts for two it is asked for whom.
    const both: AccessScope = {
      ...accessScope(office.company, office.company.customers.mario),
      customerIds: [office.company.customers.mario.customerId, customerId],
    };
    await expect(send(actionId, null, {}, both)).rejects.toMatchObject({
      code: 'invalid',
      field: 'customerId',
    });
    await send(actionId, null, { customerId }, both);
    expect((await list({ customerId })).total).toBe(2);
  });
});
