import type { AnswerQuestionsInput, BusinessUnitScope } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { emptyForm, type FormDefinition } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { boilerForm, field } from '../../fixtures/boiler-form.ts';
import { allKept, at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('what is asked while booking on %s', (engine) => {
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

  const activityForm = () => ({ activityTypeId: office.company.types.service, purpose: 'activity' }) as const;
  const save = async (definition: FormDefinition) => {
    const { revision } = await office.core.forms.page(administrator, activityForm());
    const write = (deletions: Record<string, number>) =>
      office.core.forms.save(administrator, { ...activityForm(), revision, definition, deletions });
    await write({}).catch((error: { details: { counts: Record<string, number> } }) =>
      write(error.details.counts),
    );
  };
  const skilled = async () => {
    const { skills } = await office.core.forms.page(administrator, activityForm());
    return boilerForm(skills.find(({ code }) => code === 'heat-pump')?.id);
  };
  const asked = (scope = office.mario, of = office.service()) => office.core.bookings.questions(scope, of);
  const answer = (answers: object, more: Partial<AnswerQuestionsInput> = {}) =>
    office.core.bookings.answerQuestions(office.mario, {
      ...office.service(),
      version: 1,
      answers: { ...answers },
      mode: 'final',
      idempotencyKey: office.key(),
      ...more,
    });
  const find = () =>
    office.core.availability.find(office.mario, { ...office.service(), from: '2027-01-13', days: 1 });
  const stored = (interventionId: string) =>
    office.core.forms.ofVisit(office.supervisor, { interventionId, purpose: 'activity' });
  const rows = async () => {
    const { read } = contextOf(office.core).db;
    return read.select().from(read.tables.bookingAnswers);
  };

  test('CAD-FO-01 CAD-AC-03 answers set the duration and the skills of the times, the hold, the visit and its moves', async () => {
    expect(await asked()).toBeNull();
    const plain = await find();
    await save(await skilled());
    expect(await asked()).toMatchObject({
      optional: false,
      answered: false,
      form: { version: 1, state: 'none' },
    });
    const unanswered = { code: 'not-allowed', reason: 'questions', field: 'answers' };
    await expect(find()).rejects.toMatchObject(unanswered);
    await expect(office.held(office.mario, at(13, '09:00'))).rejects.toMatchObject(unanswered);
    expect(await answer({ fuel: 'oil' })).toMatchObject({
      done: false,
      problems: [{ field: 'radiators', problem: 'missing' }],
    });
    await answer({ fuel: 'oil' }, { mode: 'draft' });
    await expect(find(), 'a draft is no answer').rejects.toMatchObject(unanswered);
    expect((await asked())?.form).toMatchObject({ state: 'draft', answers: { fuel: 'oil' } });

    expect(await answer({ radiators: 8, fuel: 'oil', remarks: 'cellar' })).toEqual({
      done: true,
      duration: 9000,
    });
    const long = await find();
    expect([plain.duration, long.duration]).toEqual([3600, 9000]);
    const count = ({ days }: typeof plain) => days.flatMap(({ windows }) => windows).length;
    expect(count(long)).toBeGreaterThan(0);
    expect(count(long)).toBeLessThan(count(plain));
    const held = await office.held(office.mario, at(13, '09:00'));
    expect(held.duration).toBe(9000);
    // Whoever may not do oil does not come: anna alone has the level.
    const confirm = (holdId: string) =>
      office.core.bookings.confirm(office.mario, { holdId, idempotencyKey: office.key() });
    const booked = await confirm(held.id);
    if (booked.kind !== 'confirmed') throw new Error('not confirmed');
    const { interventionId } = booked;
    const page = await office.core.interventions.page(office.supervisor, interventionId);
    expect(page).toMatchObject({ duration: 9000, technician: { id: office.company.technicians.anna } });
    expect(page.plannedEnd! - page.plannedStart!).toBeGreaterThanOrEqual(9000);
    expect(await stored(interventionId)).toMatchObject({
      state: 'final',
      version: 1,
      answers: { radiators: 8, fuel: 'oil', remarks: 'cellar' },
    });
    expect(await rows()).toEqual([]);

    // A move asks nothing and takes as long.
    const moved = await office.held(office.mario, at(15, '09:00'), { interventionId });
    expect(moved.duration).toBe(9000);
    await confirm(moved.id);
    expect(await office.core.interventions.page(office.supervisor, interventionId)).toMatchObject({
      duration: 9000,
      date: '2027-01-15',
      technician: { id: office.company.technicians.anna },
    });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
    expect(await asked(), 'the next booking asks anew').toMatchObject({ form: { state: 'none' } });
  });

  test('CAD-FO-01 what need not be answered can be gone past, and what was begun becomes the draft of the visit', async () => {
    await save({ ...boilerForm(), fields: [field('number', 'radiators'), field('text-area', 'remarks')] });
    expect(await asked()).toMatchObject({ optional: true });
    expect((await find()).duration).toBe(3600);
    await answer({ remarks: 'later more' }, { mode: 'draft' });
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    expect(await stored(interventionId)).toMatchObject({
      state: 'draft',
      answers: { remarks: 'later more' },
    });
    expect((await office.core.interventions.page(office.supervisor, interventionId)).duration).toBe(3600);

    await answer({ radiators: 10 });
    expect((await find()).duration).toBe(180 * 60);
    await office.core.bookings.skipQuestions(office.mario, office.service());
    expect((await find()).duration).toBe(3600);
    const other = await office.booked(office.mario, at(14, '09:00'));
    expect(await stored(other.interventionId)).toMatchObject({ state: 'none' });

    await save(boilerForm());
    await expect(office.core.bookings.skipQuestions(office.mario, office.service())).rejects.toMatchObject({
      reason: 'questions',
    });
    await save({ ...boilerForm(), portal: false });
    expect(await asked(), 'staff fill it in').toBeNull();
    await save({ ...emptyForm, portal: true, fields: [field('text', 'words')] });
    expect(await asked(), 'it asks nothing').toBeNull();
  });

  test('a form that is changed while it is being booked is told, keeps what fits, and nothing is booked by the old one', async () => {
    await save(boilerForm());
    await answer({ radiators: 4, remarks: 'behind the house' });
    const { id: holdId } = await office.held(office.mario, at(13, '09:00'));
    const confirm = () =>
      office.core.bookings.confirm(office.mario, { holdId, idempotencyKey: office.key() });
    await save({
      ...boilerForm(),
      fields: [...boilerForm().fields, field('yes-no', 'cellar', { required: true })],
    });
    const changed = { code: 'not-allowed', reason: 'questions-changed' };
    await expect(confirm()).rejects.toMatchObject(changed);
    await expect(find()).rejects.toMatchObject(changed);
    expect(await asked()).toMatchObject({
      changed: true,
      answered: false,
      form: { version: 2, answers: { radiators: 4, remarks: 'behind the house' } },
    });
    const again = { radiators: 4, remarks: 'behind the house' };
    expect(await answer(again)).toMatchObject({
      done: false,
      problems: [{ field: 'cellar', problem: 'missing' }],
      changed: { form: { version: 2, answers: again } },
    });
    await answer({ ...again, cellar: true }, { version: 2 });
    expect(await confirm(), 'the window is still held').toMatchObject({ kind: 'confirmed' });
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 1 });
  });

  test('CAD-BU-14 S29 answers are their person’s own, about what they may book, and go with time and with their field', async () => {
    await save(boilerForm());
    await answer({ radiators: 3, remarks: 'mind the dog' });
    expect((await asked(office.lisa, office.service('lisa')))?.form).toMatchObject({ state: 'none' });
    await expect(asked(office.lisa, office.service())).rejects.toMatchObject({ code: 'not-found' });
    const repair = { ...office.service(), activityTypeId: office.company.types.repair };
    await expect(answer({ radiators: 1 }, repair)).rejects.toMatchObject({ code: 'not-found' });
    await expect(answer({ radiators: 1 }, { mode: 'sent' as 'final' })).rejects.toMatchObject({
      code: 'invalid',
    });
    const key = office.key();
    const twice = () => answer({ radiators: 5, remarks: 'x' }, { idempotencyKey: key });
    expect(await twice()).toEqual(await twice());
    await save({ ...boilerForm(), fields: boilerForm().fields.filter(({ code }) => code !== 'remarks') });
    expect(await rows()).toMatchObject([{ answers: { radiators: 5 } }]);

    const deliver = async () => {
      while ((await office.core.jobs.runDue('tidy')) > 0);
    };
    office.clock.advance(86_400 - 1);
    await deliver();
    expect(await rows()).toHaveLength(1);
    office.clock.advance(61);
    await deliver();
    expect(await rows()).toEqual([]);
  });
});
