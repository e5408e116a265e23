import type { AnswerVisitInput, BusinessUnitScope, FormOf, SaveFormInput } from '@itinera/core';
import {
  emptyForm,
  plainDisplay,
  startingForm,
  type FormDefinition,
  type PortalDisplay,
} from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { boilerForm, field, fuels } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('forms on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const service = (purpose: FormOf['purpose'] = 'activity'): FormOf => ({
    activityTypeId: office.company.types.service,
    purpose,
  });
  const customers: FormOf = { activityTypeId: null, purpose: 'customer' };
  const save = (of: FormOf, definition: FormDefinition, more: Partial<SaveFormInput> = {}) =>
    office.core.forms.save(administrator, { ...of, revision: 0, deletions: {}, definition, ...more });
  const page = (of: FormOf) => office.core.forms.page(administrator, of);
  const visit = () =>
    office.booked(office.mario, at(12, '09:00')).then(({ interventionId }) => interventionId);
  const unplanned = async () => {
    const { interventionId } = await office.core.interventions.create(office.supervisor, {
      ...office.service(),
      customerId: office.company.customers.mario.customerId,
      comment: '',
      idempotencyKey: office.key(),
    });
    return interventionId;
  };
  const answer = (interventionId: string, answers: object, more: Partial<AnswerVisitInput> = {}) =>
    office.core.forms.answerVisit(office.mario, {
      interventionId,
      purpose: 'activity',
      version: 1,
      revision: 0,
      answers: { ...answers },
      mode: 'final',
      idempotencyKey: office.key(),
      ...more,
    });

  test('CAD-FO-01 CAD-FO-08 forms are saved as versions, told in a history, taken back, and never overwritten unseen', async () => {
    expect(await page(service())).toMatchObject({
      definition: emptyForm,
      revision: 0,
      version: 0,
      name: 'Yearly service',
    });
    expect((await page(service('closing'))).definition).toEqual(startingForm('closing'));
    expect(await save(service(), boilerForm())).toEqual({ version: 1, revision: 1 });
    expect(await save(service(), boilerForm(), { revision: 1 })).toEqual({ version: 1, revision: 1 });
    const other = { ...boilerForm(), fields: [...boilerForm().fields, field('date', 'since')] };
    const stale = save(service(), other);
    await expect(stale).rejects.toMatchObject({
      code: 'stale',
      details: { current: { revision: 1, definition: boilerForm() }, given: { definition: other } },
    });
    expect(await save(service(), other, { revision: 1 })).toEqual({ version: 2, revision: 2 });
    const history = await office.core.forms.history(administrator, service());
    expect(history.map(({ version, changes }) => [version, changes.added, changes.removed])).toEqual([
      [2, ['since'], []],
      [1, ['radiators', 'fuel', 'remarks'], []],
    ]);
    const undone = await office.core.forms.undo(administrator, { ...service(), revision: 2, deletions: {} });
    expect(undone).toEqual({ version: 3, revision: 3 });
    expect((await page(service())).definition).toEqual(boilerForm());
    // Two who begin one form at the same moment: one of them is told.
    const race = await Promise.allSettled([
      save(service('survey'), other),
      save(service('survey'), boilerForm()),
    ]);
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(race.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'stale' });
  });

  test('CAD-FO-03 CAD-RE-01 what cannot be is refused with its place, and nothing is saved', async () => {
    const twice = { ...emptyForm, fields: [field('date', 'a'), field('time', 'a')] };
    await expect(save(service(), twice)).rejects.toMatchObject({
      code: 'invalid',
      field: 'fields.1.code',
      reason: 'code-twice',
      details: { problems: [{ field: 1, part: 'code', names: ['a'] }] },
    });
    await expect(save(service('closing'), emptyForm)).rejects.toMatchObject({ reason: 'locked-missing' });
    const skill = boilerForm('01890000-0000-7000-8000-000000000001');
    await expect(save(service(), skill)).rejects.toMatchObject({ reason: 'unknown-skill' });
    const many = Array.from({ length: 501 }, (_, n) => field('date', `f${n}`));
    await expect(save(service(), { ...emptyForm, fields: many })).rejects.toMatchObject({
      reason: 'too-many-fields',
    });
    const pattern = { ...emptyForm, fields: [{ ...field('short-text', 'a'), pattern: '(a+)+$' }] };
    await expect(save(service(), pattern), 'S51 no pattern is taken').rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(save({ ...service(), purpose: 'customer' }, emptyForm)).rejects.toMatchObject({
      field: 'purpose',
    });
    expect((await page(service())).revision).toBe(0);
    expect(await save(service(), { ...emptyForm, fields: many.slice(1) })).toMatchObject({ version: 1 });
  });

  test('answers are drafts and then final, once for the same, and say how long the work takes', async () => {
    await save(service(), boilerForm());
    const interventionId = await unplanned();
    const form = { interventionId, purpose: 'activity' } as const;
    expect(await office.core.forms.ofVisit(office.mario, form)).toMatchObject({
      state: 'none',
      version: 1,
      revision: 0,
    });
    expect(await answer(interventionId, {}, { mode: 'draft' })).toMatchObject({ done: true, revision: 1 });
    expect(await answer(interventionId, { fuel: 'gas' }, { revision: 1 })).toMatchObject({
      done: false,
      problems: [{ field: 'radiators', problem: 'missing' }],
      changed: null,
    });
    const sent = { revision: 1, idempotencyKey: 'the same request' };
    const done = await answer(interventionId, { radiators: 6 }, sent);
    expect(done).toMatchObject({ done: true, revision: 2, duration: 7200 });
    expect(await answer(interventionId, { radiators: 6 }, sent)).toEqual(done);
    expect(await answer(interventionId, { radiators: 6 }, { revision: 2 })).toMatchObject({ revision: 2 });
    await expect(answer(interventionId, { radiators: 7 }, { revision: 1 })).rejects.toMatchObject({
      code: 'stale',
      details: { current: { answers: { radiators: 6 }, revision: 2 }, given: { answers: { radiators: 7 } } },
    });
    expect((await office.core.interventions.page(office.supervisor, interventionId)).duration).toBe(7200);
    expect(await answer(interventionId, { radiators: 60 }, { revision: 2 })).toMatchObject({
      duration: 300 * 60,
    });
    expect(await office.core.forms.ofVisit(office.supervisor, form)).toMatchObject({
      state: 'final',
      answers: { radiators: 60 },
    });
  });

  test('answers decide which slots there are: longer work, and somebody who can do it', async () => {
    const skills = (await page(service())).skills;
    await save(service(), boilerForm(skills.find(({ code }) => code === 'heat-pump')?.id));
    const slots = async (answers: object | null) => {
      const interventionId = await unplanned();
      if (answers) await answer(interventionId, answers);
      const { offers } = await office.core.availability.assist(office.supervisor, {
        ...office.service(),
        interventionId,
        from: '2027-01-12',
        days: 1,
      });
      return offers;
    };
    const who = (offers: Awaited<ReturnType<typeof slots>>) =>
      new Set(offers.map(({ technician }) => technician.id)).size;
    const plain = await slots(null);
    expect(who(plain)).toBe(2);
    const long = await slots({ radiators: 10 });
    expect(long.length).toBeGreaterThan(0);
    expect(long.length).toBeLessThan(plain.length);
    expect(who(await slots({ radiators: 2, fuel: 'oil' }))).toBe(1);
    expect(who(await slots({ radiators: 2, fuel: 'gas' }))).toBe(2);
  });

  test('a form that changed in between takes what fits it, and gives back what does not', async () => {
    const interventionId = await visit();
    await save(service(), boilerForm());
    const fields = [field('number', 'radiators'), field('yes-no', 'cellar', { required: true })];
    await save(service(), { ...boilerForm(), fields }, { revision: 1 });
    const given = { radiators: 4, remarks: 'behind the house' };
    expect(await answer(interventionId, given)).toEqual({
      done: false,
      problems: [
        { field: 'cellar', problem: 'missing' },
        { field: 'remarks', problem: 'unknown-field' },
      ],
      changed: expect.objectContaining({ version: 2, answers: { radiators: 4 } }) as unknown,
      dropped: ['remarks'],
    });
    expect(await answer(interventionId, { radiators: 4, cellar: false })).toMatchObject({ done: true });
  });

  test('CAD-FO-06 S41 labels and hidden fields speak of the visit, and a value is never read as a code', async () => {
    const { customerId } = office.company.customers.mario;
    await office.core.customers.edit(administrator, {
      customerId,
      revision: 1,
      name: '{intervention.reference} & <b>',
    });
    const fields = [
      field('short-text', 'who', {
        label: { en: 'Is it {intervention.customer.name}?' },
        default: 'About {intervention.reference}',
      }),
      field('computed', 'number', { computed: { text: '{intervention.reference}' } }),
    ];
    const unknown = { ...emptyForm, fields: [field('date', 'a', { label: { en: '{customer.nam}' } })] };
    await expect(save(service(), unknown)).rejects.toMatchObject({ reason: 'unknown-replacement' });
    await save(service(), { ...emptyForm, fields, portal: true });
    const interventionId = await visit();
    const form = await office.core.forms.ofVisit(office.mario, { interventionId, purpose: 'activity' });
    const { reference } = await office.core.interventions.page(office.supervisor, interventionId);
    expect(form.definition.fields[0]?.label).toEqual({ en: 'Is it {intervention.reference} & <b>?' });
    expect(form.answers).toEqual({ who: `About ${reference}` });
    await answer(interventionId, { who: 'me', number: 'forged' });
    const { answers } = await office.core.forms.ofVisit(office.mario, {
      interventionId,
      purpose: 'activity',
    });
    expect(answers).toEqual({ who: 'me', number: reference });
    // What a type hides from customers no label tells them.
    const again = {
      ...emptyForm,
      portal: true,
      fields: [field('date', 'd', { label: { en: 'Of {intervention.reference}' } })],
    };
    await save(service(), again, { revision: 1, deletions: { who: 1, number: 1 } });
    const label = async () => {
      const { definition } = await office.core.forms.ofVisit(office.mario, {
        interventionId,
        purpose: 'activity',
      });
      return definition.fields[0]?.label;
    };
    expect(await label()).toEqual({ en: `Of ${reference}` });
    const { activityTypeId } = service() as { activityTypeId: string };
    const { settings, revision } = await office.core.catalogue.page(administrator, activityTypeId);
    const display = { ...settings.display, hiddenFields: ['reference' as const] };
    await office.core.catalogue.save(administrator, { activityTypeId, revision, changes: { display } });
    expect(await label()).toEqual({ en: 'Of ' });
  });

  test('CAD-FO-06 CAD-PD-06 every code of a form stands for what is known; customers read by it what the type shows them', async () => {
    const { activityTypeId } = service() as { activityTypeId: string };
    const { technicians, customers: people } = office.company;
    const { customerId } = people.mario;
    await office.core.customers.edit(administrator, {
      ...{ customerId, revision: 1, customFields: { meter: 'M-7' } },
    });
    const codes = [
      ...['assignedUsers.name', 'status', 'date', 'window', 'custom.radiators'],
      ...['customer.custom.meter', 'address.zipCode'],
    ].map((code) => `{intervention.${code}}`);
    const speaking = field('short-text', 'said', { label: { en: codes.join('|') } });
    const copied = field('computed', 'copied', { computed: { text: codes.join('|') } });
    await save(service(), { ...boilerForm(), fields: [...boilerForm().fields, speaking], portal: true });
    const { interventionId } = await office.planned('mario', technicians.ben, at(14, '09:00'));
    const label = async (scope: typeof office.mario | BusinessUnitScope, id = interventionId) => {
      const { definition } = await office.core.forms.ofVisit(scope, {
        ...{ interventionId: id, purpose: 'activity' as const },
      });
      return definition.fields.find(({ code }) => code === 'said')?.label.en?.split('|');
    };
    const ben = 'Ben Sample';
    const day = '14 January 2027';
    const window = '09:00–11:00';
    // Nothing is answered yet, and of what is the customer's the display shows nothing.
    expect(await label(administrator)).toEqual([ben, 'pending', day, window, '', 'M-7', '9490']);
    expect(await label(office.mario)).toEqual([ben, 'pending', day, window, '', '', '9490']);
    await answer(interventionId, { radiators: 3, fuel: 'gas' });
    expect((await label(administrator))?.[4]).toBe('3');
    expect((await label(office.mario))?.[4]).toBe('');

    const show = async (display: Partial<PortalDisplay>) => {
      const { revision } = await office.core.catalogue.page(administrator, activityTypeId);
      const changes = { display: { ...plainDisplay, ...display } };
      await office.core.catalogue.save(administrator, { activityTypeId, revision, changes });
    };
    await show({
      hiddenFields: ['technician', 'address'],
      statusLabels: { pending: { en: 'In our book for {intervention.date}' } },
      shownFields: [
        { form: 'activity', code: 'radiators', label: {} },
        { form: 'customer', code: 'meter', label: {} },
      ],
    });
    expect(await label(office.mario)).toEqual(['', `In our book for ${day}`, day, window, '3', 'M-7', '']);
    expect((await label(administrator))?.[0], 'staff read all').toBe(ben);

    // A hidden field stores what it stands for, whatever its type hides.
    const closing = startingForm('closing');
    await save(service('closing'), { ...closing, fields: [...closing.fields, copied] });
    const stored = await office.core.forms.answerVisit(administrator, {
      ...{ interventionId, purpose: 'closing', version: 1, revision: 0, mode: 'draft', answers: {} },
      idempotencyKey: office.key(),
    });
    expect(stored).toMatchObject({ done: true });
    const { answers } = await office.core.forms.ofVisit(administrator, {
      interventionId,
      purpose: 'closing',
    });
    expect(answers.copied).toBe([ben, 'pending', day, window, '3', 'M-7', '9490'].join('|'));

    // What is planned without a promise is no window that customers were told.
    await show({});
    const { revision } = await office.core.catalogue.page(administrator, activityTypeId);
    const changes = { assignment: 'automatic' as const };
    await office.core.catalogue.save(administrator, { activityTypeId, revision, changes });
    const unpromised = await unplanned();
    office.clock.advance(10);
    while ((await office.core.jobs.runDue('worker')) > 0);
    expect((await office.core.interventions.page(office.supervisor, unpromised)).date).not.toBeNull();
    expect((await label(office.mario, unpromised))?.slice(2, 4)).toEqual(['', '']);
    expect((await label(administrator, unpromised))?.[2], 'the control').not.toBe('');
  });

  test('CAD-BU-14 customers fill in what the portal asks them, of their own visits, while it is time', async () => {
    const interventionId = await visit();
    await save(service(), boilerForm());
    await save(service('closing'), startingForm('closing'));
    const of = (purpose: FormOf['purpose'], scope = office.mario) =>
      office.core.forms.ofVisit(scope, { interventionId, purpose });
    expect(await of('activity')).toMatchObject({ state: 'none' });
    await expect(of('closing')).rejects.toMatchObject({ code: 'not-found' });
    await expect(of('survey')).rejects.toMatchObject({ code: 'not-found' });
    await expect(of('activity', office.lisa)).rejects.toMatchObject({ code: 'not-found' });
    await save(service(), { ...boilerForm(), portal: false }, { revision: 1 });
    await expect(of('activity')).rejects.toMatchObject({ code: 'not-found' });
    await expect(answer(interventionId, { radiators: 1 })).rejects.toMatchObject({ code: 'not-found' });
    await save(service(), boilerForm(), { revision: 2 });
    // What is planned keeps its time.
    expect(await answer(interventionId, { radiators: 9 })).toMatchObject({ done: true, duration: null });
    await office.core.bookings.cancel(office.mario, {
      interventionId,
      reason: 'other',
      details: '',
      idempotencyKey: office.key(),
    });
    await expect(of('activity')).rejects.toMatchObject({ code: 'not-allowed', reason: 'status' });
  });

  test('CAD-FO-08 a field goes with what was answered to it, once somebody has seen how much that is', async () => {
    const interventionId = await visit();
    await save(service(), boilerForm());
    await answer(interventionId, { radiators: 3, remarks: 'mind the dog' });
    const without = { ...boilerForm(), fields: boilerForm().fields.filter(({ code }) => code !== 'remarks') };
    const asked = { code: 'not-allowed', reason: 'values-stored', details: { counts: { remarks: 1 } } };
    await expect(save(service(), without, { revision: 1 })).rejects.toMatchObject(asked);
    await expect(save(service(), without, { revision: 1, deletions: { remarks: 2 } })).rejects.toMatchObject(
      asked,
    );
    await save(service(), without, { revision: 1, deletions: { remarks: 1 } });
    const { answers } = await office.core.forms.ofVisit(office.mario, {
      interventionId,
      purpose: 'activity',
    });
    expect(answers).toEqual({ radiators: 3 });
    // Undoing brings the field again, without what was in it.
    await office.core.forms.undo(administrator, { ...service(), revision: 2, deletions: {} });
    expect((await page(service())).definition).toEqual(boilerForm());
  });

  test('CAD-BU-17 own fields that were there before become answers of the customer form, and none is lost', async () => {
    const { customerId } = office.company.customers.mario;
    const customFields = { fuel: 'oil', rooms: 'many', erp_code: 'X-7' };
    await office.core.customers.edit(administrator, { customerId, revision: 1, customFields });
    const rooms = field('number', 'rooms');
    await save(customers, { ...emptyForm, fields: [field('drop-down', 'fuel', { options: fuels }), rooms] });
    expect(await office.core.forms.ofCustomer(administrator, customerId)).toMatchObject({
      answers: { fuel: 'oil' },
      unread: { rooms: 'many' },
      revision: 2,
    });
    const write = (answers: object, revision: number) =>
      office.core.forms.answerCustomer(administrator, { customerId, revision, answers: { ...answers } });
    const stored = async () =>
      (await office.core.customers.record(administrator, customerId)).fields.customFields;
    expect(await write({ fuel: 'coal' }, 2)).toMatchObject({
      done: false,
      problems: [{ problem: 'unknown-option' }],
    });
    expect(await write({ fuel: 'gas' }, 2)).toEqual({ done: true, revision: 3 });
    expect(await stored()).toEqual({ ...customFields, fuel: 'gas' });
    await expect(write({ fuel: 'oil' }, 2)).rejects.toMatchObject({ code: 'stale' });
    expect(await write({ rooms: 7 }, 3)).toEqual({ done: true, revision: 4 });
    expect(await stored()).toEqual({ rooms: '7', erp_code: 'X-7' });
    const gone = save(customers, { ...emptyForm, fields: [] }, { revision: 1 });
    await expect(gone).rejects.toMatchObject({ details: { counts: { rooms: 1 } } });
    await save(customers, { ...emptyForm, fields: [] }, { revision: 1, deletions: { rooms: 1 } });
    expect(await stored()).toEqual({ erp_code: 'X-7' });
  });
});
