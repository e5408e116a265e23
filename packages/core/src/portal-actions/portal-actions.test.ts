import { insertRows } from '@itinera/db';
import { updateForm } from '@itinera/db/forms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { contextOf } from '../create-core.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { emptyForm, newField } from '../shared/forms/definition.ts';
import { plainDisplay } from '../shared/portal-display.ts';
import type { Clause, Operator, Rule, RuleValue } from '../shared/rules/rule.ts';
import type { ActionSettings, ActionSetup } from './types.ts';

let office: BookingOffice;
let admin: BusinessUnitScope;
let activityTypeId: string;
beforeAll(async () => {
  office = await openBookingOffice();
  admin = { ...staffScope(office.company, office.company.supervisor.staffUserId), roles: ['administrator'] };
  activityTypeId = office.company.types.service;
});
afterAll(() => office.close());

const hour = 3600;
const clause = (fact: string, is: Operator, ...values: RuleValue[]): Clause => ({ fact, is, values });
const page = () => office.core.portalActions.page(admin, activityTypeId);
const ofKind = async (kind: string): Promise<ActionSetup> => {
  const found = (await page()).actions.find((action) => action.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
/** Changes the first action of a kind, and answers with what puts it back. */
const change = async (kind: string, changes: Partial<ActionSettings>): Promise<() => Promise<void>> => {
  const { id, revision, faults: _, ...before } = await ofKind(kind);
  const save = (settings: ActionSettings, given: number) =>
    office.core.portalActions.save(admin, { ...settings, activityTypeId, actionId: id, revision: given });
  await save({ ...before, ...changes }, revision);
  return async () => {
    await save(before, (await ofKind(kind)).revision);
  };
};
const fresh: ActionSettings = {
  kind: 'schedule',
  enabled: true,
  place: 'intervention',
  label: { en: 'Choose a time', it: 'Scegli un orario' },
  description: {},
  confirmation: { en: 'Thank you' },
  icon: null,
  tellCustomer: true,
  notifyStaff: [],
  staffConfirms: false,
  resultingStatus: null,
  document: {},
  minimumNotice: 0,
  limits: {},
  conditions: null,
};
const cancel = (interventionId: string) =>
  office.core.bookings.cancel(office.mario, {
    interventionId,
    reason: 'other',
    idempotencyKey: office.key(),
  });
const seen = async (interventionId: string) =>
  (await office.core.interventions.forAccess(office.mario, interventionId)).actions;

describe('conditions decide what is shown and what is executed', () => {
  test('an action whose condition is false is absent, and refused when asked for directly (CAD-CO-01)', async () => {
    const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
    const back = await change('cancel', { conditions: clause('customer.tags', 'one-of', 'vip') });
    expect((await seen(interventionId)).cancel).toEqual({ available: false, reason: 'condition' });
    await expect(cancel(interventionId)).rejects.toMatchObject({ code: 'not-allowed', reason: 'condition' });
    await back();
    expect((await seen(interventionId)).cancel).toMatchObject({ available: true });
    await cancel(interventionId);
  });

  test('words have their codes replaced, show nothing that is hidden, and an unknown code is refused (CAD-AC-12)', async () => {
    const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
    const { reference } = await office.core.interventions.forAccess(office.mario, interventionId);
    const description = { en: 'Visit {intervention.reference} for {intervention.customer.name}' };
    const back = await change('cancel', { description, label: { en: '{intervention.comment}' } });
    const words = (await seen(interventionId)).cancel;
    expect(words).toMatchObject({ description: `Visit ${reference} for Mario Sample` });
    expect(words, 'nothing is left of the label').not.toHaveProperty('label');
    const { revision } = await office.core.catalogue.page(admin, activityTypeId);
    const display = { ...plainDisplay, hiddenFields: ['reference' as const] };
    await office.core.catalogue.save(admin, { activityTypeId, revision, changes: { display } });
    expect((await seen(interventionId)).cancel).toMatchObject({ description: 'Visit  for Mario Sample' });
    await expect(
      change('cancel', { confirmation: { it: 'Ciao {intervention.nome}' } }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'confirmation.it', reason: 'code' });
    await back();
    const { revision: now } = await office.core.catalogue.page(admin, activityTypeId);
    await office.core.catalogue.save(admin, {
      activityTypeId,
      revision: now,
      changes: { display: plainDisplay },
    });
    await cancel(interventionId);
  });

  test('of two of a kind the first that is offered counts, with its own words and notice', async () => {
    const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
    const back = await change('cancel', { conditions: clause('access.language', 'one-of', 'fr') });
    const { actionId } = await office.core.portalActions.save(admin, {
      ...fresh,
      kind: 'cancel',
      minimumNotice: 2 * hour,
      activityTypeId,
    });
    expect((await seen(interventionId)).cancel).toEqual({
      available: true,
      until: at(14, '08:00'),
      label: 'Choose a time',
      confirmation: 'Thank you',
    });
    await office.core.portalActions.remove(admin, { activityTypeId, actionId, revision: 1 });
    await back();
    await cancel(interventionId);
  });

  test('how often an action was used counts from the first time on (CAD-CO-06)', async () => {
    const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
    const back = await change('reschedule', { conditions: clause('uses', 'at-most', 0) });
    const move = async (to: number) => {
      const hold = await office.held(office.mario, to, { interventionId });
      return office.core.bookings.confirm(office.mario, { holdId: hold.id, idempotencyKey: office.key() });
    };
    await move(at(14, '14:00'));
    expect((await seen(interventionId)).reschedule).toEqual({ available: false, reason: 'condition' });
    await expect(move(at(15, '10:00'))).rejects.toMatchObject({ reason: 'condition' });
    await back();
    await move(at(15, '10:00'));
    await cancel(interventionId);
  });

  test('booking by a condition on the customer is in no list and cannot be done', async () => {
    const shown = async () =>
      (await office.core.catalogue.bookable(office.mario)).some(({ id }) => id === activityTypeId);
    const back = await change('book', { conditions: clause('customer.kind', 'one-of', 'machine') });
    expect(await shown()).toBe(false);
    await expect(office.held(office.mario, at(14, '10:00'))).rejects.toMatchObject({ code: 'not-found' });
    await back();
    expect(await shown()).toBe(true);
  });

  test('what is stored and cannot be judged is broken to staff and nothing to customers', async () => {
    const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
    const { id } = await ofKind('cancel');
    const store = (conditions: unknown) =>
      contextOf(office.core).db.write(async (tx) => {
        await tx.update(tx.tables.portalAction).set({ conditions });
      });
    for (const [conditions, problem] of [
      [clause('form.visit.deleted', 'filled'), 'unknown-fact'],
      [clause('customer.category', 'one-of', 'gone'), 'unknown-value'],
      [{ all: 'x' }, 'not-a-rule'],
      [7, 'not-a-rule'],
    ] as const) {
      await store(conditions);
      expect((await page()).actions.find((one) => one.id === id)?.faults).toMatchObject([{ problem }]);
      expect((await seen(interventionId)).cancel).toEqual({ available: false, reason: 'not-configured' });
      expect((await office.core.interventions.home(office.mario)).canBook).toBe(false);
      await expect(cancel(interventionId)).rejects.toMatchObject({ reason: 'not-configured' });
    }
    await store(null);
    await cancel(interventionId);
  });
});

test('schedules an intervention that staff made, at no earlier and no worse than its own limits (CAD-AC-04, CAD-AC-13)', async () => {
  const { core, mario, company } = office;
  const { interventionId } = await core.interventions.create(office.supervisor, {
    ...office.service(),
    customerId: company.customers.mario.customerId,
    comment: '',
    idempotencyKey: office.key(),
  });
  const request = { ...office.service(), interventionId };
  await expect(core.availability.find(mario, request)).rejects.toMatchObject({ reason: 'not-planned' });
  const { actionId } = await core.portalActions.save(admin, { ...fresh, activityTypeId });
  expect((await seen(interventionId)).schedule).toMatchObject({ available: true, label: 'Choose a time' });
  const starts = async () =>
    (await core.availability.find(mario, request)).days.flatMap(({ windows }) =>
      windows.map(({ start }) => start),
    );
  const all = await starts();
  const now = core.clock.now();
  const limited = async (limits: ActionSettings['limits'], minimumNotice = 0) => {
    const { revision } = await ofKind('schedule');
    await core.portalActions.save(admin, {
      ...fresh,
      activityTypeId,
      actionId,
      revision,
      limits,
      minimumNotice,
    });
    return starts();
  };
  expect(await limited({}, 72 * hour)).toEqual(all.filter((start) => start >= now + 72 * hour));
  // Whole windows lie within the horizon.
  const near = await limited({ horizonDays: 4 });
  expect(near).toEqual(all.slice(0, near.length));
  expect(near.at(-1)).toBeGreaterThan(now + 72 * hour);
  expect(near.at(-1)).toBeLessThanOrEqual(now + 96 * hour);
  expect(all.at(-1)).toBeGreaterThan(now + 96 * hour);
  expect(await limited({ slotsShown: 2 })).toHaveLength(2);
  expect(all.length).toBeGreaterThan(10);
  await limited({});

  const hold = await office.held(mario, all.at(-1)!, { interventionId });
  const confirmed = await core.bookings.confirm(mario, { holdId: hold.id, idempotencyKey: office.key() });
  expect(confirmed).toMatchObject({ kind: 'confirmed', interventionId, rescheduled: false });
  const visit = await core.interventions.forAccess(mario, interventionId);
  expect(visit).toMatchObject({
    promise: { start: all.at(-1) },
    actions: { schedule: { reason: 'planned' } },
  });
  expect(visit.history[0]).toMatchObject({ kind: 'intervention.planned' });
  expect(await core.interventions.page(office.supervisor, interventionId)).toMatchObject({
    rescheduleCount: 0,
  });
  expect(await office.audit()).toMatchObject({ overlaps: 0, broken: [] });
  await cancel(interventionId);
  await core.portalActions.remove(admin, {
    activityTypeId,
    actionId,
    revision: (await ofKind('schedule')).revision,
  });
});

test('a form of the type, filled or not, and what it answers, decide (CAD-CO-06); a field that is deleted breaks what asks for it', async () => {
  const { interventionId } = await office.booked(office.mario, at(14, '10:00'));
  const { businessUnitId } = office.company;
  const ctx = contextOf(office.core);
  const formId = ctx.ids.newId();
  const rooms = { ...newField('number', 'rooms'), label: { en: 'Rooms' } };
  const [createdAt, version] = [ctx.clock.now(), 1];
  await ctx.db.write(async (tx) => {
    const form = { id: formId, businessUnitId, activityTypeId, ownerId: activityTypeId, version, createdAt };
    await insertRows(tx, 'form', [{ ...form, purpose: 'activity' }]);
    await insertRows(tx, 'formVersion', [
      { formId, version, createdAt, definition: { ...emptyForm, fields: [rooms] } },
      { formId, version: 2, createdAt, definition: emptyForm },
    ]);
  });
  expect((await page()).facts).toMatchObject({
    formPurposes: ['activity'],
    formFields: [{ fact: 'form.activity.rooms', type: 'number', label: { en: 'Rooms' } }],
  });
  const back = await change('cancel', {
    conditions: { any: [clause('form.activity', 'not-filled'), clause('form.activity.rooms', 'at-most', 3)] },
  });
  const offered = async () => (await seen(interventionId)).cancel;
  expect(await offered()).toMatchObject({ available: true });
  await ctx.db.write((tx) =>
    insertRows(tx, 'formSubmission', [
      {
        id: ctx.ids.newId(),
        businessUnitId,
        formId,
        version,
        interventionId,
        state: 'final',
        answers: { rooms: 4 },
        source: 'staff',
        createdAt,
        updatedAt: createdAt,
      },
    ]),
  );
  expect(await offered()).toEqual({ available: false, reason: 'condition' });
  await expect(cancel(interventionId)).rejects.toMatchObject({ reason: 'condition' });
  await ctx.db.write((tx) => updateForm(tx, businessUnitId, formId, 1, 2));
  expect(await offered()).toEqual({ available: false, reason: 'not-configured' });
  expect((await ofKind('cancel')).faults).toMatchObject([{ path: [1], problem: 'unknown-fact' }]);
  await back();
  await cancel(interventionId);
});

describe('staff set actions up', () => {
  test.each<[string, Partial<ActionSettings>, object]>([
    [
      'a horizon beyond the type’s',
      { limits: { horizonDays: 365 } },
      { field: 'limits.horizonDays', reason: 'wider' },
    ],
    [
      'more moves than the type’s',
      { limits: { maximumReschedules: 99 } },
      { field: 'limits.maximumReschedules' },
    ],
    [
      'a fact that is not there',
      { conditions: { all: [clause('uses', 'at-most', 1), clause('form.x.y', 'filled')] } },
      { field: 'conditions.1', reason: 'unknown-fact' },
    ],
    ['a condition that is none', { conditions: { any: [] } }, { field: 'conditions' }],
    ['a place it cannot have', { place: 'home' }, { field: 'place' }],
    ['a label as long as a book', { label: { en: 'x'.repeat(81) } }, { field: 'label.en' }],
  ])('refuses %s, at its place', async (_, changes, refusal) => {
    const before = await page();
    await expect(
      office.core.portalActions.save(admin, { ...fresh, ...changes, activityTypeId }),
    ).rejects.toMatchObject({ code: 'invalid', ...refusal });
    expect(await page()).toEqual(before);
  });

  test('shows both versions when somebody else was quicker', async () => {
    const { id, faults: _, ...shown } = await ofKind('cancel');
    const save = (more: Partial<ActionSettings>) =>
      office.core.portalActions.save(admin, { ...shown, ...more, activityTypeId, actionId: id });
    await save({ minimumNotice: hour });
    await expect(save({ minimumNotice: 5 * hour })).rejects.toMatchObject({
      code: 'stale',
      details: {
        current: { minimumNotice: hour, revision: shown.revision + 1 },
        given: { minimumNotice: 5 * hour },
      },
    });
    // What is already so is no conflict.
    await save({ minimumNotice: hour });
  });

  test('takes back whatever was last, and that again', async () => {
    const { portalActions } = office.core;
    const undo = async () =>
      portalActions.undo(admin, { activityTypeId, sequence: (await page()).lastChange!.sequence });
    const plain = async () => (await page()).actions.map(({ revision: _, ...action }) => action);
    const states = [await plain()];
    const { actionId } = await portalActions.save(admin, {
      ...fresh,
      activityTypeId,
      conditions: clause('uses', 'at-most', 3),
    });
    states.push(await plain());
    expect((await page()).lastChange).toMatchObject({ what: 'added', actorName: 'Sara Sample' });
    await undo();
    expect(await plain()).toEqual(states[0]);
    await undo();
    expect(await plain()).toEqual(states[1]);
    const order = (await page()).actions.map(({ id }) => id).reverse();
    await portalActions.order(admin, { activityTypeId, actionIds: order });
    expect((await page()).actions.map(({ id }) => id)).toEqual(order);
    const { sequence } = (await page()).lastChange!;
    await undo();
    await expect(portalActions.undo(admin, { activityTypeId, sequence })).rejects.toMatchObject({
      code: 'stale',
    });
    await expect(
      portalActions.order(admin, { activityTypeId, actionIds: order.slice(1) }),
    ).rejects.toMatchObject({
      code: 'stale',
    });
    await portalActions.remove(admin, {
      activityTypeId,
      actionId,
      revision: (await ofKind('schedule')).revision,
    });
    await undo();
    expect(await plain()).toEqual(states[1]);
    await undo();
    expect(await plain()).toEqual(states[0]);
  });

  test('belongs to its unit: nobody else’s type, action or intervention', async () => {
    const { portalActions } = office.core;
    const stranger = { ...admin, businessUnitId: activityTypeId };
    const { id: actionId, revision } = await ofKind('cancel');
    const sample = { activityTypeId, interventionId: activityTypeId };
    const missing = [
      () => portalActions.page(stranger, activityTypeId),
      () => portalActions.page(admin, 'none'),
      () => portalActions.samples(stranger, activityTypeId),
      () => portalActions.remove(stranger, { activityTypeId, actionId, revision }),
      () =>
        portalActions.remove(admin, {
          activityTypeId: office.company.types.repair,
          actionId,
          revision,
        }),
      () => portalActions.try(admin, { ...fresh, ...sample, maximumReschedules: null }),
    ];
    for (const attempt of missing) await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('tells on a real intervention clause by clause why, since when and from when on', async () => {
  const { core } = office;
  const { interventionId } = await office.booked(office.mario, at(18, '10:00'));
  const [sample] = await core.portalActions.samples(admin, activityTypeId);
  expect(sample).toMatchObject({ id: interventionId, promiseStart: at(18, '10:00'), status: 'pending' });
  const late = clause('until-start', 'at-most', 24 * hour);
  const told = (conditions: Rule | null, more: Partial<ActionSettings> = {}) =>
    core.portalActions.try(admin, {
      ...fresh,
      kind: 'cancel',
      ...more,
      activityTypeId,
      interventionId,
      maximumReschedules: null,
      conditions,
    });
  expect(await told({ all: [clause('planned', 'one-of', true), late] })).toMatchObject({
    verdict: { available: false, reason: 'condition' },
    layers: { portal: true, access: true, customer: true, type: true },
    zone: 'Europe/Vaduz',
    from: at(17, '10:00'),
    explanation: {
      holds: false,
      clauses: [
        { path: [0], actual: true, holds: true, blamed: false },
        { path: [1], actual: at(18, '10:00') - core.clock.now(), holds: false, blamed: true },
      ],
    },
  });
  expect(await told(null)).toMatchObject({
    verdict: { available: true, until: at(18, '10:00') },
    explanation: null,
  });
  expect(await told(late, { enabled: false })).toMatchObject({ verdict: { reason: 'not-configured' } });
  expect(await told(clause('form.gone', 'filled'))).toMatchObject({ verdict: { reason: 'broken' } });
  await cancel(interventionId);
});
