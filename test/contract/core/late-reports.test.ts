import type { Closing } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { startingForm } from '@itinera/core/shared';
import { eventsOfSubject, findIntervention } from '@itinera/db';
import { describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, photo } from '../../fixtures/uploads.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';

describe.each(engines)('what came too late, and corrections, on %s', (engine) => {
  let desk: WorkDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
    desk.clock.set(at(12, '10:00'));
  });

  const q = () => contextOf(desk.core).db.read;
  const row = () => findIntervention(q(), desk.company.businessUnitId, visit);
  const close = (more: Partial<Closing> = {}) => ({
    closing: desk.closing(at(12, '09:05'), at(12, '09:50'), more),
  });
  const page = () => desk.core.work.page(desk.supervisor, visit);
  const history = async () => (await desk.core.interventions.page(desk.supervisor, visit)).history;
  const waiting = async () =>
    (await desk.core.interventions.attention(desk.supervisor)).counts['late-report'];
  const decide = async (decision: 'take' | 'set-aside', words: string | null, more: object = {}) => {
    const [report] = (await page()).late;
    return desk.core.work.decideLate(desk.supervisor, {
      ...{ lateReportId: report!.id, revision: report!.revision, decision, words },
      ...{ idempotencyKey: desk.key(), ...more },
    });
  };
  const correct = async (more: object = {}) => {
    const { closed, revision } = await page();
    return desk.core.work.correct(desk.supervisor, {
      ...{ interventionId: visit, revision, ...closed!, words: 'He noted the wrong hour' },
      ...{ idempotencyKey: desk.key(), ...more },
    });
  };

  test('a closing that came too late is seen with its photos beside what is stored, and corrects it: nothing is lost', async () => {
    const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
    const locked = startingForm('closing').fields;
    await desk.core.forms.save(administrator, {
      ...{ activityTypeId: desk.company.types.service, purpose: 'closing', revision: 0, deletions: {} },
      definition: {
        ...startingForm('closing'),
        fields: [
          ...locked,
          field('photo', 'boiler', { maximum: 2 }),
          field('photo', 'plate'),
          field('short-text', 'serial'),
        ],
      },
    });
    const send = async (code = 'boiler') =>
      desk.core.files.upload(
        desk.anna,
        { interventionId: visit, form: { purpose: 'closing', field: code }, name: 'a.jpg' },
        arriving(await photo()),
      );
    const [first, second] = [await send(), await send()];
    const [plate, otherPlate] = [await send('plate'), await send('plate')];
    const seen = await desk.seen(desk.anna, visit);
    const one = { answers: { boiler: [first.id], plate: [plate.id], serial: 'A-1' }, version: 1 };
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...close(one) })).toMatchObject({
      outcome: 'done',
    });
    const other = {
      answers: { boiler: [second.id], plate: [otherPlate.id] },
      version: 1,
      comment: 'From my other phone',
    };
    const ko = { ...other, result: 'ko', reason: 'parts-missing' } as const;
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...close(ko) })).toMatchObject({
      ...{ outcome: 'late', why: 'closed' },
    });
    expect(await waiting()).toBe(1);
    expect((await desk.core.work.page(desk.anna, visit)).late).toEqual([]);
    const [report] = (await page()).late;
    expect(report).toMatchObject({
      ...{ why: 'closed', state: 'open', canTake: true, staffName: 'Anna Sample' },
      closed: { start: '2027-01-12T09:05', result: 'ko', reason: 'parts-missing', comment: ko.comment },
      form: {
        answers: { boiler: [second.id] },
        files: [{ id: second.id, field: 'boiler' }, { id: otherPlate.id }],
      },
    });
    expect(report!.form!.definition.fields.map(({ code }) => code)).toEqual(['boiler', 'plate', 'serial']);
    expect(await desk.core.files.read(desk.supervisor, second.id)).toMatchObject({ id: second.id });

    const key = { idempotencyKey: 'decided-once' };
    const taken = await decide('take', null, key);
    expect(await decide('take', null, { ...key, lateReportId: report!.id, revision: 1 })).toEqual(taken);
    await expect(decide('take', null, { lateReportId: report!.id })).rejects.toMatchObject({
      ...{ code: 'stale', details: { current: { state: 'taken' } } },
    });
    expect(await row()).toMatchObject({
      ...{ status: 'terminated', result: 'ko', resultCode: 'parts-missing', resultReason: ko.comment },
    });
    const form = await desk.core.forms.ofVisit(desk.supervisor, {
      interventionId: visit,
      purpose: 'closing',
    });
    const both = { boiler: [first.id, second.id], plate: [plate.id], serial: 'A-1' };
    expect(form.answers).toMatchObject({ ...both, result: 'ko' });
    // It has no room for it, and it is still to be seen with the report.
    expect(await desk.core.files.read(desk.supervisor, otherPlate.id)).toMatchObject({ id: otherPlate.id });
    expect(await waiting()).toBe(0);
    expect((await page()).late).toMatchObject([
      { state: 'taken', decidedByName: expect.any(String) as string },
    ]);
    const [decided, corrected] = await history();
    expect(decided).toMatchObject({ kind: 'intervention.late-report-taken' });
    expect(corrected).toMatchObject({
      kind: 'intervention.work-corrected',
      corrected: { before: { result: 'ok' }, after: { result: 'ko', reason: 'parts-missing' } },
    });
  });

  test('open work is closed by it; of a canceled visit it is set aside, with why; call agents decide nothing', async () => {
    const seen = await desk.seen(desk.anna, visit);
    const { revision } = await desk.core.interventions.page(desk.supervisor, visit);
    await desk.core.bookings.plan(desk.supervisor, {
      ...{ interventionId: visit, technicianId: desk.company.technicians.ben, date: '2027-01-13' },
      ...{ start: at(13, '09:00'), end: at(13, '11:00'), revision, idempotencyKey: desk.key() },
    });
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...close() })).toMatchObject({
      ...{ outcome: 'late', why: 'reassigned' },
    });
    await expect(decide('set-aside', null)).rejects.toMatchObject({ code: 'invalid', field: 'words' });
    await decide('take', null);
    expect(await row()).toMatchObject({
      ...{ status: 'terminated', result: 'ok', actualStart: at(12, '09:05'), actualEnd: at(12, '09:50') },
    });
    // Who did it did it: the stop is Anna's, on the day on which she did it, and Ben's day is free again.
    expect(await desk.core.interventions.page(desk.supervisor, visit)).toMatchObject({
      ...{ technician: { id: desk.company.technicians.anna }, date: '2027-01-12' },
    });
    const dayOf = async (scope: typeof desk.anna, date: string) =>
      (await desk.core.ownDay.page(scope, { date }))!.route.stops;
    expect(await dayOf(desk.anna, '2027-01-12')).toMatchObject([
      { interventionId: visit, start: at(12, '09:05'), end: at(12, '09:50'), progress: 'closed' },
    ]);
    expect(await dayOf(desk.ben, '2027-01-13')).toEqual([]);
    expect(await desk.audit()).toMatchObject({ overlaps: 0, stops: 1 });

    const lisa = await desk.planned('lisa', desk.company.technicians.anna, at(14, '09:00'));
    visit = lisa.interventionId;
    const then = await desk.seen(desk.anna, visit);
    await desk.core.bookings.cancel(desk.supervisor, {
      ...{ interventionId: visit, reason: 'other', idempotencyKey: desk.key() },
    });
    await desk.say(desk.anna, visit, 'closed', { seen: then, ...close() });
    expect((await page()).late).toMatchObject([{ why: 'canceled', canTake: false }]);
    await expect(decide('take', null)).rejects.toMatchObject({ code: 'not-allowed', reason: 'state' });
    const agent = staffScope(desk.company, desk.company.supervisor.staffUserId, ['call-agent']);
    const [report] = (await page()).late;
    const asked = { lateReportId: report!.id, revision: 1, decision: 'set-aside', words: 'w' } as const;
    const asAgent = desk.core.work.decideLate(agent, { ...asked, idempotencyKey: desk.key() });
    await expect(asAgent).rejects.toMatchObject({ code: 'not-allowed', reason: 'role' });
    await decide('set-aside', 'He was at another door');
    expect((await page()).late).toMatchObject([{ state: 'dismissed', closed: { result: 'ok' } }]);
    expect((await history())[0]).toMatchObject({
      ...{ kind: 'intervention.late-report-set-aside', words: 'He was at another door' },
    });
    expect(await row()).toMatchObject({ status: 'canceled', result: null });
  });

  test('photos of a closing are kept although the visit was given away or canceled meanwhile; of what was never theirs none', async () => {
    const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
    const locked = startingForm('closing').fields;
    await desk.core.forms.save(administrator, {
      ...{ activityTypeId: desk.company.types.service, purpose: 'closing', revision: 0, deletions: {} },
      definition: {
        ...startingForm('closing'),
        fields: [...locked, field('photo', 'boiler', { maximum: 4 }), field('signature', 'signed')],
      },
    });
    const send = async (scope: typeof desk.anna, seen: string | null, code = 'boiler', purpose = 'closing') =>
      desk.core.files.upload(
        scope,
        {
          ...{ interventionId: visit, name: 'a.jpg', idempotencyKey: desk.key() },
          form: { purpose: purpose as 'closing', field: code },
          ...(seen === null ? {} : { seen }),
        },
        arriving(await photo({ png: code === 'signed' })),
      );
    const seen = await desk.seen(desk.anna, visit);
    const { revision } = await desk.core.interventions.page(desk.supervisor, visit);
    await desk.core.bookings.plan(desk.supervisor, {
      ...{ interventionId: visit, technicianId: desk.company.technicians.ben, date: '2027-01-13' },
      ...{ start: at(13, '09:00'), end: at(13, '11:00'), revision, idempotencyKey: desk.key() },
    });
    await expect(send(desk.anna, null)).rejects.toMatchObject({ code: 'not-found' });
    await expect(send(desk.anna, 'forged')).rejects.toMatchObject({ code: 'not-found' });
    await expect(send(desk.anna, seen, 'boiler', 'activity')).rejects.toMatchObject({ code: 'not-found' });
    const [boiler, drawing] = [await send(desk.anna, seen), await send(desk.anna, seen, 'signed')];
    await desk.core.bookings.cancel(desk.supervisor, {
      ...{ interventionId: visit, reason: 'other', idempotencyKey: desk.key() },
    });
    const second = await send(desk.anna, seen);
    const answers = { boiler: [boiler.id, second.id], signed: { name: 'Mario', drawing: drawing.id } };
    expect(
      await desk.say(desk.anna, visit, 'closed', { seen, ...close({ answers, version: 1 }) }),
    ).toMatchObject({ outcome: 'late', why: 'canceled' });
    const [report] = (await page()).late;
    expect(report!.form!.files.map(({ id }) => id).sort()).toEqual([boiler.id, drawing.id, second.id].sort());
    for (const { id } of [boiler, drawing, second])
      expect(await desk.core.files.read(desk.supervisor, id)).toMatchObject({ id });
    // Ben was never there: what Anna was shown opens nothing for him (the control).
    visit = (await desk.planned('lisa', desk.company.technicians.anna, at(14, '09:00'))).interventionId;
    await expect(send(desk.ben, await desk.seen(desk.anna, visit))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a supervisor corrects times, result and comment of closed work, with a reason and a trace from what to what', async () => {
    await expect(
      desk.core.work.correct(desk.supervisor, {
        ...{ interventionId: visit, revision: 1, start: '2027-01-12T09:00', end: '2027-01-12T09:30' },
        ...{ result: 'ok', reason: null, comment: '', words: 'w', idempotencyKey: desk.key() },
      }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/stale|not-allowed/) as string });
    await desk.say(desk.anna, visit, 'closed', close());
    const { closed, revision } = await page();
    expect(closed).toEqual({
      ...{ start: '2027-01-12T09:05', end: '2027-01-12T09:50', result: 'ok', reason: null, comment: '' },
    });
    expect((await desk.core.work.page(desk.anna, visit)).closed).toBeNull();
    const bad = (field: string) => ({ code: 'invalid', field });
    await expect(correct({ words: ' ' })).rejects.toMatchObject(bad('words'));
    await expect(correct({ result: 'ko' })).rejects.toMatchObject(bad('reason'));
    await expect(correct({ end: '2027-01-12T09:00' })).rejects.toMatchObject(bad('end'));
    await expect(correct({ end: '2027-01-12T11:00' })).rejects.toMatchObject(bad('end'));
    await expect(correct({ start: '2027-01-01T09:00' })).rejects.toMatchObject(bad('start'));
    const more = { start: '2027-01-12T08:45', result: 'ko', reason: 'refused', comment: 'Sent us away' };
    await correct(more);
    expect(await row()).toMatchObject({
      ...{ status: 'terminated', actualStart: at(12, '08:45'), actualEnd: at(12, '09:50') },
      ...{ result: 'ko', resultCode: 'refused', resultReason: 'Sent us away' },
    });
    await expect(correct({ revision })).rejects.toMatchObject({
      ...{ code: 'stale', details: { current: { result: 'ko', start: '2027-01-12T08:45' } } },
    });
    expect((await history())[0]).toMatchObject({
      ...{ kind: 'intervention.work-corrected', words: 'He noted the wrong hour' },
      corrected: {
        before: { startedAt: at(12, '09:05'), result: 'ok', comment: '' },
        after: { startedAt: at(12, '08:45'), result: 'ko', reason: 'refused', comment: 'Sent us away' },
      },
    });
    // The steps are told too, by whom and when.
    expect((await history())[1]).toMatchObject({ kind: 'intervention.closed', actorName: 'Anna Sample' });
    const events = await eventsOfSubject(q(), desk.company.businessUnitId, {
      ...{ type: 'intervention', id: visit },
    });
    expect(events.filter(({ kind }) => kind === 'intervention.work-corrected')).toHaveLength(1);
  });
});
