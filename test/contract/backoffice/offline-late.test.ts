import { clockings, Queue, renewed, sender, type ClockTap, type Command } from '@itinera/backoffice/offline';
import type { MadeStaffUser } from '@itinera/core/set-up';
import { startingForm } from '@itinera/core/shared';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBackofficeApi, type BackofficeApi, type Caller } from '../../fixtures/backoffice-api.ts';
import { at } from '../../fixtures/booking-office.ts';
import { field } from '../../fixtures/boiler-form.ts';
import { testPhone } from '../../fixtures/phone.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { photo } from '../../fixtures/uploads.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';

/* CAD-SS-02 What a phone kept and the office decided otherwise meanwhile: through the queue of the phone and the real API. */

let office: BackofficeApi;
let anna: MadeStaffUser;
let caller: Caller;
let picture: Blob;
let visit: string;
let seen: string | null;
let day: number;
/** One for each test. */
const days = [12, 13, 18, 19];
beforeAll(async () => {
  office = await openBackofficeApi();
  const { core, company } = office;
  anna = await technicianUser(core, company, company.technicians.anna);
  const closing = startingForm('closing');
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    ...{ activityTypeId: company.types.service, purpose: 'closing', revision: 0, deletions: {} },
    definition: { ...closing, fields: [...closing.fields, field('photo', 'boiler')] },
  });
  picture = new Blob([Uint8Array.from(await photo())]);
});
beforeEach(async () => {
  day = days.shift()!;
  const planned = await office.planned('mario', office.company.technicians.anna, at(day, '09:00'));
  visit = planned.interventionId;
  office.clock.set(at(day, '09:30'));
  caller = await office.signIn(anna);
  ({ seen } = await office.core.work.page(office.supervisor, visit));
});
afterAll(() => office.close());

/** A phone in a dead spot, whose clock is wrong by `wrong` seconds; `arrive` brings it back, by then wrong by `later`. */
function phoneOf(wrong = 0) {
  const store = testPhone().open();
  const now = () => office.clock.now() + wrong;
  const quiet = { store, owner: anna.staffUserId, after: () => () => undefined };
  const offline = new Queue({ ...quiet, now, send: () => Promise.resolve({ kind: 'later' }) });
  const of = (interventionId: string) => ({
    ...{ interventionId, businessUnitId: office.company.businessUnitId, title: 'Mario Sample' },
  });
  const say = (step: string, more: object = {}, about = { visit, seen }) =>
    offline.add({
      ...{ ...of(about.visit), key: office.key(), kind: 'step' },
      body: { step, at: now(), seen: about.seen, ...more },
    });
  const tap = (body: Omit<ClockTap, 'at' | 'place'>, key = office.key()) =>
    offline.add({
      ...{ ...of(clockings), key, kind: 'clock' },
      body: { at: now(), place: null, ...body },
    });
  return {
    now,
    say,
    tap,
    async close(comment: string, key = office.key()) {
      const file = { ...of(visit), key, kind: 'file', purpose: 'closing', field: 'boiler' } as const;
      await offline.add({ ...file, fileName: `${comment}.jpg`, body: { seen } }, picture);
      const times = { startedAt: now() - 1200, endedAt: now() - 60 };
      const answers = { boiler: [`phone:${key}`] };
      await say('closed', { closing: { ...times, result: 'ok', comment, answers, version: 1 } });
    },
    async arrive(later = wrong): Promise<Queue> {
      offline.stop();
      const nowThen = () => office.clock.now() + later;
      const reach = (path: string, init: RequestInit) =>
        Promise.resolve(
          office.api.request(new URL(path, 'http://office.example.test'), {
            ...init,
            headers: { ...init.headers, cookie: caller.cookie(), 'sec-fetch-site': 'same-origin' },
          }),
        );
      const send = sender({ fetch: reach, now: nowThen, language: () => 'en' });
      const queue = new Queue({ ...quiet, now: nowThen, send });
      await queue.wake();
      return queue;
    },
  };
}

const states = async (queue: Queue) => (await queue.list()).map(({ state }) => state);
const answerOf = (all: readonly Command[]) => all.at(-1)!.answer;
const work = () => office.core.work.page(office.supervisor, visit);
const replan = async (technicianId: string, on = day + 1) => {
  const { revision } = await office.core.interventions.page(office.supervisor, visit);
  const result = await office.core.bookings.plan(office.supervisor, {
    ...{ interventionId: visit, technicianId, date: `2027-01-${on}`, revision },
    ...{ start: at(on, '14:00'), end: at(on, '16:00'), idempotencyKey: office.key() },
  });
  expect(result.kind).toBe('confirmed');
};

test('closing twice from two phones closes once; the other is kept with its photo, and both phones are done', async () => {
  const [first, second] = [phoneOf(), phoneOf()];
  await first.close('from my phone');
  await second.close('from the tablet');
  const [one, other] = [await first.arrive(), await second.arrive()];
  expect([await states(one), await states(other)]).toEqual([
    ['sent', 'sent'],
    ['sent', 'sent'],
  ]);
  expect(answerOf(await one.list())).toMatchObject({ outcome: 'done' });
  expect(answerOf(await other.list())).toMatchObject({ outcome: 'late', why: 'closed' });
  const { comment, late } = await work();
  expect(comment).toBe('from my phone');
  expect(late).toMatchObject([
    {
      why: 'closed',
      closed: { comment: 'from the tablet' },
      form: { files: [{ name: 'from the tablet.jpg' }] },
    },
  ]);
});

test('a closing with its photo for a visit that was moved, given away or canceled meanwhile is kept; other visits go on', async () => {
  const lisa = await office.planned('lisa', office.company.technicians.anna, at(day, '14:00'));
  const hers = await office.core.work.page(office.supervisor, lisa.interventionId);
  for (const [why, change] of [
    ['moved', () => replan(office.company.technicians.anna)],
    ['reassigned', () => replan(office.company.technicians.ben)],
    [
      'canceled',
      () =>
        office.core.bookings.cancel(office.supervisor, {
          ...{ interventionId: visit, reason: 'other', idempotencyKey: office.key() },
        }),
    ],
  ] as const) {
    await change();
    const phone = phoneOf();
    await phone.close(`was ${why}`);
    const queue = await phone.arrive();
    expect([why, ...(await states(queue))]).toEqual([why, 'sent', 'sent']);
    expect(answerOf(await queue.list())).toMatchObject({ outcome: 'late', why });
  }
  expect((await work()).late.map(({ form }) => form!.files.map(({ name }) => name))).toEqual([
    ['was moved.jpg'],
    ['was reassigned.jpg'],
    ['was canceled.jpg'],
  ]);
  // A step of it is told what happened and waits for a word; the other visit does not wait for it.
  const phone = phoneOf();
  await phone.say('arrived');
  await phone.say('on-the-way', {}, { visit: lisa.interventionId, seen: hers.seen });
  const queue = await phone.arrive();
  expect(await states(queue)).toEqual(['conflict', 'sent']);
  expect((await queue.list())[0]).toMatchObject({ refusal: { code: 'stale', reason: 'canceled' } });
});

test('clocks of phones that are wrong: ahead and behind are put right, one that was set back meanwhile asks its owner', async () => {
  const three = 3 * 3600;
  const at0 = office.clock.now();
  for (const [step, wrong] of [
    ['on-the-way', three],
    ['arrived', -three],
  ] as const) {
    const phone = phoneOf(wrong);
    await phone.say(step);
    office.clock.advance(600);
    expect(await states(await phone.arrive())).toEqual(['sent']);
  }
  expect((await work()).taken.map(({ step, at, clockOffset }) => [step, at, clockOffset])).toEqual([
    ['on-the-way', at0, -three],
    ['arrived', at0 + 600, three],
  ]);
  const ahead = phoneOf(three);
  await ahead.say('started');
  office.clock.advance(600);
  const queue = await ahead.arrive(0);
  const [refused] = await queue.list();
  expect(refused).toMatchObject({ state: 'conflict', refusal: { field: 'at', reason: 'after-sent' } });
  expect((await work()).state, 'nothing is guessed (the control)').toBe('arrived');
  // The page sends it with the time of now when its owner says so; the test's clock is not this machine's.
  const again = { ...renewed(refused!), at: office.clock.now() };
  await queue.decide(refused!.key, 'again', again);
  expect(await states(queue)).toEqual(['sent']);
  expect((await work()).taken.at(-1)).toMatchObject({ step: 'started', at: office.clock.now() });
});

test('LBX-02 taps on the clock of a phone whose clock is wrong are put right; what was ended or begun otherwise meanwhile waits for a word', async () => {
  const own = async () =>
    (
      await office.core.attendance.month(office.supervisor, {
        ...{ month: '2027-01', technicianId: office.company.technicians.anna },
      })
    ).shown!.days.flatMap(({ clockings: all }) => all);
  const came = office.clock.now();
  const phone = phoneOf(3 * 3600);
  await phone.tap({ tap: 'in', interventionId: visit, seen: seen! }, 'came-to-the-site');
  office.clock.advance(1800);
  await phone.tap({ tap: 'out', clockingId: 'phone:came-to-the-site' });
  office.clock.advance(600);
  await phone.tap({ tap: 'in', interventionId: null }, 'the-day-goes-on');
  office.clock.advance(600);
  expect(await own(), 'nothing has left the phone (the control)').toEqual([]);
  expect(await states(await phone.arrive())).toEqual(['sent', 'sent', 'sent']);
  const [first, second] = await own();
  expect(first).toMatchObject({
    ...{ start: came, end: came + 1800, startShift: -3 * 3600, site: { interventionId: visit } },
  });
  expect(second).toMatchObject({ start: came + 2400, end: null });

  // In a dead spot she goes; on the tablet she had gone already, and began anew.
  const late = phoneOf();
  office.clock.advance(1200);
  const tablet = phoneOf();
  await tablet.tap({ tap: 'out', clockingId: second!.id });
  office.clock.advance(60);
  await tablet.tap({ tap: 'in', interventionId: null });
  await tablet.arrive();
  office.clock.advance(60);
  await late.tap({ tap: 'out', clockingId: second!.id });
  const queue = await late.arrive();
  const [refused] = await queue.list();
  expect(refused).toMatchObject({ state: 'conflict', refusal: { reason: 'other-open' } });
  expect((await own()).at(-1), 'nothing is merged').toMatchObject({ end: null });
  await queue.decide(refused!.key, 'again', renewed(refused!));
  expect(await states(queue)).toEqual(['sent']);
  expect((await own()).at(-1)).toMatchObject({ end: office.clock.now() });
  // What began here was put aside: its end does not end something else.
  const third = phoneOf();
  await third.tap({ tap: 'in', interventionId: office.key() }, 'never-was-hers');
  office.clock.advance(60);
  await third.tap({ tap: 'out', clockingId: 'phone:never-was-hers' });
  const last = await third.arrive();
  expect(await states(last)).toEqual(['conflict', 'waiting']);
  await last.decide('never-was-hers', 'put-aside');
  expect(await states(last)).toEqual(['put-aside', 'conflict']);
});
