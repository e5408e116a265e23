import type { Closing, StepOutcome } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { startingForm } from '@itinera/core/shared';
import { findIntervention } from '@itinera/db';
import { listLateReports, listWorkSteps } from '@itinera/db/work';
import { describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, photo } from '../../fixtures/uploads.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';

describe.each(engines)('work at the door on %s', (engine) => {
  let desk: WorkDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
    desk.clock.set(at(12, '08:30'));
  });

  const unit = () => desk.company.businessUnitId;
  const q = () => contextOf(desk.core).db.read;
  const row = () => findIntervention(q(), unit(), visit);
  const late = () => listLateReports(q(), unit(), [visit]);
  const close = (more: Partial<Closing> = {}) => ({
    closing: desk.closing(at(12, '09:05'), at(12, '09:50'), more),
  });
  const closed = async (who = desk.anna): Promise<StepOutcome> => {
    desk.clock.set(at(12, '10:00'));
    return desk.say(who, visit, 'closed', close());
  };
  const move = async (technicianId: string, day = 13) => {
    const { revision } = await desk.core.interventions.page(desk.supervisor, visit);
    const result = await desk.core.bookings.plan(desk.supervisor, {
      ...{ interventionId: visit, technicianId, date: `2027-01-${day}`, revision },
      ...{ start: at(day, '09:00'), end: at(day, '11:00'), idempotencyKey: desk.key() },
    });
    expect(result.kind).toBe('confirmed');
  };

  test('CAD-LC-01 every step is kept with its time and author, and leads where the table says', async () => {
    const before = await desk.core.work.page(desk.anna, visit);
    expect(before).toMatchObject({ state: 'planned', steps: ['on-the-way', 'arrived', 'started', 'closed'] });
    expect(await desk.say(desk.anna, visit, 'on-the-way')).toMatchObject({
      outcome: 'done',
      state: 'on-the-way',
    });
    desk.clock.set(at(12, '08:55'));
    await desk.say(desk.anna, visit, 'arrived');
    // A finger that slipped: taken back, and said again.
    await desk.say(desk.anna, visit, 'started');
    expect(await desk.say(desk.anna, visit, 'back')).toMatchObject({ state: 'arrived' });
    expect((await row())?.status).toBe('pending');
    desk.clock.set(at(12, '09:05'));
    await desk.say(desk.anna, visit, 'started');
    expect(await row()).toMatchObject({ status: 'in_progress', actualStart: at(12, '09:05') });
    desk.clock.set(at(12, '10:00'));
    const ko = close({ result: 'ko', reason: 'no-show', comment: 'Nobody there' });
    await desk.say(desk.anna, visit, 'closed', ko);
    expect(await row()).toMatchObject({
      status: 'terminated',
      result: 'ko',
      resultCode: 'no-show',
      resultReason: 'Nobody there',
      actualStart: at(12, '09:05'),
      actualEnd: at(12, '09:50'),
      closedAt: at(12, '10:00'),
    });
    const page = await desk.core.work.page(desk.supervisor, visit);
    expect(page.taken.map(({ step, to, at: when, actorName }) => [step, to, when, actorName])).toEqual([
      ['on-the-way', 'on-the-way', at(12, '08:30'), 'Anna Sample'],
      ['arrived', 'arrived', at(12, '08:55'), 'Anna Sample'],
      ['started', 'started', at(12, '08:55'), 'Anna Sample'],
      ['back', 'arrived', at(12, '08:55'), 'Anna Sample'],
      ['started', 'started', at(12, '09:05'), 'Anna Sample'],
      ['closed', 'closed', at(12, '10:00'), 'Anna Sample'],
    ]);
    await expect(desk.say(desk.anna, visit, 'started')).rejects.toMatchObject({
      code: 'stale',
      reason: 'closed',
    });
    await expect(desk.say(desk.supervisor, visit, 'started')).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'state',
      details: { state: 'closed' },
    });
  });

  test('CAD-SS-02 technicians speak of their own visits only, supervisors of all; a call agent of none', async () => {
    const page = desk.core.work.page(desk.ben, visit);
    await expect(page).rejects.toMatchObject({ code: 'not-found' });
    const seen = await desk.seen(desk.anna, visit);
    await expect(desk.say(desk.ben, visit, 'arrived', { seen })).rejects.toMatchObject({ code: 'not-found' });
    const forged = `${seen!.split('.')[0]}.${desk.company.technicians.ben}.${seen!.split('.')[2]}`;
    await expect(desk.say(desk.ben, visit, 'closed', { seen: forged, ...close() })).rejects.toMatchObject({
      code: 'not-found',
    });
    const agent = staffScope(desk.company, desk.company.supervisor.staffUserId, ['call-agent']);
    await expect(desk.say(agent, visit, 'arrived')).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'role',
    });
    expect(await desk.say(desk.supervisor, visit, 'arrived')).toMatchObject({ state: 'arrived' });
    expect(await late()).toEqual([]);
  });

  test('R7 a step that is sent again has one effect, whenever it was sent; another one under its key is refused', async () => {
    const seen = await desk.seen(desk.anna, visit);
    const step = { seen, at: at(12, '08:30'), idempotencyKey: 'step-of-one-phone' };
    const first = await desk.say(desk.anna, visit, 'on-the-way', step);
    desk.clock.set(at(12, '08:47'));
    expect(await desk.say(desk.anna, visit, 'on-the-way', step)).toEqual(first);
    await expect(desk.say(desk.anna, visit, 'arrived', step)).rejects.toMatchObject({ code: 'key-reused' });
    expect(await listWorkSteps(q(), unit(), visit)).toHaveLength(1);
  });

  test('a phone whose clock is wrong is corrected by what it is wrong by, and both are kept; what cannot be is refused', async () => {
    const wrong = -3 * 3600;
    const now = at(12, '09:10');
    desk.clock.set(now);
    // It happened ten minutes ago, and the phone is three hours behind.
    await desk.say(desk.anna, visit, 'started', { at: now - 600 + wrong, sentAt: now + wrong });
    const [step] = await listWorkSteps(q(), unit(), visit);
    expect(step).toMatchObject({ at: now - 600, recordedAt: now, clockOffset: -wrong });
    // The way that a request takes is no wrong clock.
    await desk.say(desk.anna, visit, 'back', { at: now, sentAt: now - 20 });
    expect((await listWorkSteps(q(), unit(), visit))[1]).toMatchObject({ clockOffset: 0 });
    const bad = (field: string, reason: string) => ({ code: 'invalid', field, reason });
    const say = (more: object) => desk.say(desk.anna, visit, 'closed', { ...close(), ...more });
    await expect(say({ at: now + 61 })).rejects.toMatchObject(bad('at', 'after-sent'));
    await expect(say({ at: now - 32 * 86_400 })).rejects.toMatchObject(bad('at', 'too-long-ago'));
    const times = (startedAt: number, endedAt: number) => ({ closing: desk.closing(startedAt, endedAt) });
    await expect(say(times(now, now + 120))).rejects.toMatchObject(bad('closing.endedAt', 'in-the-future'));
    await expect(say(times(now - 8 * 86_400, now))).rejects.toMatchObject(
      bad('closing.startedAt', 'too-long'),
    );
    await expect(say(times(now, now - 1))).rejects.toMatchObject({
      code: 'invalid',
      field: 'closing.endedAt',
    });
    await expect(say(close({ result: 'ko' }))).rejects.toMatchObject({ field: 'closing.reason' });
    await expect(say(close({ reason: 'no-show' }))).rejects.toMatchObject({ field: 'closing.reason' });
    await expect(say({ closing: undefined })).rejects.toMatchObject({ field: 'closing' });
    expect((await row())?.status).toBe('pending');
  });

  test('CAD-RE-01 CAD-RE-02 closing stores its form with the locked fields and photos, and is what sends it', async () => {
    const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
    const of = { activityTypeId: desk.company.types.service, purpose: 'closing' } as const;
    const locked = startingForm('closing').fields;
    const save = (more: ReturnType<typeof field>[], revision: number, deletions = {}) =>
      desk.core.forms.save(administrator, {
        ...of,
        ...{ revision, deletions, definition: { ...startingForm('closing'), fields: [...locked, ...more] } },
      });
    const pressure = field('number', 'pressure', { required: true });
    await save([pressure, field('photo', 'boiler'), field('short-text', 'gone')], 0);
    const sent = await desk.core.files.upload(
      desk.anna,
      { interventionId: visit, form: { purpose: 'closing', field: 'boiler' }, name: 'a.jpg' },
      arriving(await photo()),
    );
    desk.clock.set(at(12, '10:00'));
    const answers = { pressure: 2, boiler: [sent.id], gone: 'x' };
    await expect(desk.say(desk.anna, visit, 'closed', close({ version: 1 }))).rejects.toMatchObject({
      field: 'closing.answers',
      details: { problems: [{ field: 'pressure', problem: 'missing' }] },
    });
    const form = await desk.core.forms.ofVisit(desk.anna, { interventionId: visit, purpose: 'closing' });
    const sending = desk.core.forms.answerVisit(desk.anna, {
      ...{ interventionId: visit, purpose: 'closing', version: 1, revision: form.revision, mode: 'final' },
      ...{ answers, idempotencyKey: desk.key() },
    });
    await expect(sending).rejects.toMatchObject({ code: 'not-allowed', reason: 'closes' });
    // Somebody changed the form while the phone had no network: what was filled in counts, without what is gone.
    await save([pressure, field('photo', 'boiler'), field('yes-no', 'asked_later', { required: true })], 1);
    expect(await desk.say(desk.anna, visit, 'closed', close({ answers, version: 1 }))).toMatchObject({
      outcome: 'done',
      state: 'closed',
    });
    const stored = await desk.core.forms.ofVisit(desk.supervisor, {
      interventionId: visit,
      purpose: 'closing',
    });
    expect(stored).toMatchObject({ state: 'final', files: [{ id: sent.id }] });
    expect(stored.answers).toEqual({
      ...{ actual_start: '2027-01-12T09:05', actual_end: '2027-01-12T09:50', result: 'ok' },
      ...{ pressure: 2, boiler: [sent.id] },
    });
  });

  test('a closing of a visit that was canceled, moved or given to somebody else meanwhile is kept for staff, with its photo', async () => {
    const seen = await desk.seen(desk.anna, visit);
    await move(desk.company.technicians.ben);
    await expect(desk.say(desk.anna, visit, 'arrived', { seen })).rejects.toMatchObject({
      code: 'stale',
      reason: 'reassigned',
      details: { current: null },
    });
    desk.clock.set(at(12, '10:00'));
    const key = { idempotencyKey: 'closing-of-one-phone', seen, ...close({ comment: 'All done' }) };
    const kept = await desk.say(desk.anna, visit, 'closed', key);
    expect(kept).toMatchObject({ outcome: 'late', why: 'reassigned' });
    expect(await desk.say(desk.anna, visit, 'closed', key)).toEqual(kept);
    await move(desk.company.technicians.anna, 14);
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...close() })).toMatchObject({ why: 'moved' });
    await desk.core.bookings.cancel(desk.supervisor, {
      interventionId: visit,
      reason: 'other',
      idempotencyKey: desk.key(),
    });
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...close() })).toMatchObject({
      why: 'canceled',
    });
    expect((await late()).map(({ why, state }) => [why, state]).sort()).toEqual([
      ['canceled', 'open'],
      ['moved', 'open'],
      ['reassigned', 'open'],
    ]);
    expect((await late()).find(({ why }) => why === 'reassigned')).toMatchObject({
      report: { startedAt: at(12, '09:05'), comment: 'All done' },
      staffUserId: desk.anna.staffUserId,
    });
    expect(await row()).toMatchObject({ status: 'canceled', result: null });
  });

  test('closing at once from two phones closes once and keeps the other; the same closing twice is one', async () => {
    const seen = await desk.seen(desk.anna, visit);
    desk.clock.set(at(12, '10:00'));
    const both = await Promise.all([
      desk.say(desk.anna, visit, 'closed', { seen, ...close() }),
      desk.say(desk.anna, visit, 'closed', { seen, ...close({ result: 'ko', reason: 'other' }) }),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['done', 'late']);
    expect(await late()).toHaveLength(1);
    const { result, resultCode } = (await row())!;
    const same = close(result === 'ok' ? {} : { result: 'ko', reason: resultCode as 'other' });
    expect(await desk.say(desk.anna, visit, 'closed', { seen, ...same })).toMatchObject({ outcome: 'done' });
    expect(await late()).toHaveLength(1);
  });

  test('closing against canceling: one of them is done, and the closing is never lost', async () => {
    const seen = await desk.seen(desk.anna, visit);
    desk.clock.set(at(12, '10:00'));
    const [closing, canceling] = await Promise.allSettled([
      desk.say(desk.anna, visit, 'closed', { seen, ...close() }),
      desk.core.bookings.cancel(desk.supervisor, {
        ...{ interventionId: visit, reason: 'other', idempotencyKey: desk.key() },
      }),
    ]);
    const { status } = (await row())!;
    expect(closing.status).toBe('fulfilled');
    if (status === 'terminated') expect(canceling).toMatchObject({ reason: { code: 'not-allowed' } });
    else expect([status, canceling.status, (await late()).length]).toEqual(['canceled', 'fulfilled', 1]);
  });

  test('closing is told in the history, with who did it', async () => {
    await closed();
    const events = await desk.core.interventions.page(desk.supervisor, visit);
    expect(events).toMatchObject({ status: 'terminated', result: 'ok' });
    expect(events.history[0]).toMatchObject({ kind: 'intervention.closed', actorName: 'Anna Sample' });
  });
});
