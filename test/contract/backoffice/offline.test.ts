import {
  clockings,
  Queue,
  sender,
  type ClockTap,
  type Command,
  type Send,
} from '@itinera/backoffice/offline';
import { contextOf } from '@itinera/core/set-up';
import { emptyForm } from '@itinera/core/shared';
import { listInterventionEvents } from '@itinera/db';
import { listFilesOf } from '@itinera/db/files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackofficeApi, type BackofficeApi, type Caller } from '../../fixtures/backoffice-api.ts';
import { at } from '../../fixtures/booking-office.ts';
import { field } from '../../fixtures/boiler-form.ts';
import { testPhone, type TestPhone } from '../../fixtures/phone.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { photo } from '../../fixtures/uploads.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';
import { seededRandom } from '../../helpers/random.ts';

/* CAD-SS-02 Works through dead spots: what was entered on a phone arrives in order, once, whatever the network does. */

const edits = process.env['ITINERA_FULL'] ? 1000 : 40;
/** Of the controls: enough to see one. */
const few = 30;
const seed = Number(process.env['ORACLE_SEED'] ?? 20_270_112);

let office: BackofficeApi;
let anna: Caller;
let owner: string;
let picture: Blob;
beforeAll(async () => {
  office = await openBackofficeApi();
  const { core, company } = office;
  const user = await technicianUser(core, company, company.technicians.anna);
  owner = user.staffUserId;
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    ...{ activityTypeId: company.types.service, purpose: 'activity', revision: 0, deletions: {} },
    definition: {
      ...emptyForm,
      fields: [field('text-area', 'remarks'), field('photo', 'boiler', { maximum: 10 })],
    },
  });
  anna = await office.signIn(user);
  picture = new Blob([Uint8Array.from(await photo())]);
});
afterAll(() => office.close());

/** What a network, a server and a page do to one request. */
const faults = [
  'lost request',
  'lost answer',
  'half an answer',
  '500 before',
  '500 after',
  'page gone before',
  'page gone after',
] as const;
type Fault = (typeof faults)[number] | 'none';

class PageGone extends Error {}

/** The real API over HTTP without a port, with faults in the way. */
function network(fault: () => Fault) {
  const seen = new Map<Fault, number>();
  const reach = (path: string, init: RequestInit): Promise<Response> =>
    Promise.resolve(
      office.api.request(new URL(path, 'http://office.example.test'), {
        ...init,
        headers: { ...init.headers, cookie: anna.cookie(), 'sec-fetch-site': 'same-origin' },
      }),
    );
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const now = fault();
    seen.set(now, (seen.get(now) ?? 0) + 1);
    const broken = (): Response => new Response('{"code":"failed"}', { status: 500 });
    if (now === 'lost request') throw new TypeError('failed to fetch');
    if (now === '500 before') return broken();
    if (now === 'page gone before') throw new PageGone();
    const answer = await reach(path, init);
    if (now === 'lost answer') throw new DOMException('timed out', 'TimeoutError');
    if (now === '500 after') return broken();
    if (now === 'page gone after') throw new PageGone();
    if (now === 'half an answer')
      return new Response((await answer.text()).slice(0, -2), { status: answer.status });
    return answer;
  };
  return { fetch, seen };
}

/** Visits of anna's, three a day, whose form is answered again and again, with a photo at every tenth. */
async function plannedVisits(...days: number[]): Promise<string[]> {
  const made = [];
  for (const day of days)
    for (const time of ['08:00', '10:00', '14:00'])
      made.push(await office.planned('mario', office.company.technicians.anna, at(day, time)));
  return made.map(({ interventionId }) => interventionId);
}

const keyOf = (n: number, interventionId: string) =>
  n.toString(16).padStart(12, '0') + interventionId.replaceAll('-', '');

/** What a photo is called: each otherwise, so that two of one would be seen. */
const fileOf = (key: string) => `boiler-${key.slice(0, 12)}.jpg`;

async function enterPhoto(queue: Queue, interventionId: string, key: string): Promise<void> {
  const { businessUnitId } = office.company;
  const command = { key, kind: 'file', businessUnitId, interventionId, title: 'Mario Sample' } as const;
  const to = { purpose: 'activity', field: 'boiler', fileName: fileOf(key), body: {} } as const;
  await queue.add({ ...command, ...to }, picture);
}

/** When the clock was tapped last, in any test: nobody is at two places at once. */
let tapped = 0;

/** Taps on the clock in their turn, half a minute apart, all of them before now. */
function clockTaps(queue: Queue, title: string) {
  tapped ||= office.clock.now() - 15 * 3600;
  let ends: string | null = null;
  return async (key: string): Promise<void> => {
    tapped += 30;
    const body: ClockTap =
      ends === null
        ? { tap: 'in', at: tapped, place: null, interventionId: null }
        : { tap: 'out', at: tapped, place: null, clockingId: `phone:${ends}` };
    ends = ends === null ? key : null;
    const { businessUnitId } = office.company;
    await queue.add({
      ...{ kind: 'clock', key, businessUnitId, interventionId: clockings, title, body },
    });
  };
}

async function enter(queue: Queue, visits: readonly string[], count = edits): Promise<void> {
  const revisions = new Map<string, number>();
  const photos = new Map<string, string[]>();
  const seen = new Map<string, string | null>();
  for (const visit of visits) seen.set(visit, (await office.core.work.page(office.supervisor, visit)).seen);
  const tap = clockTaps(queue, 'The day');
  const work = ['on-the-way', 'arrived', 'started'].flatMap((step) =>
    visits.map((visit) => ({ step, visit })),
  );
  for (let n = 0; n < count; n++) {
    const interventionId = visits[n % visits.length]!;
    const common = { businessUnitId: office.company.businessUnitId, interventionId, title: 'Mario Sample' };
    const key = keyOf(n, interventionId);
    const said = work[n];
    if (said) {
      const body = { step: said.step, at: office.clock.now(), seen: seen.get(said.visit) };
      await queue.add({ ...common, key, kind: 'step', body });
      continue;
    }
    if (n % 5 === 3) {
      await tap(key);
      continue;
    }
    if (n % 10 === 9 && (photos.get(interventionId)?.length ?? 0) < 10) {
      await enterPhoto(queue, interventionId, key);
      photos.set(interventionId, [...(photos.get(interventionId) ?? []), `phone:${key}`]);
      continue;
    }
    const revision = revisions.get(interventionId) ?? 0;
    revisions.set(interventionId, revision + 1);
    const body = {
      version: 1,
      revision,
      answers: { remarks: `edit ${n}`, boiler: photos.get(interventionId) },
      mode: 'final',
    };
    await queue.add({ ...common, key, kind: 'form', purpose: 'activity', body });
  }
}

/** A page while there is no network. */
function withoutNetwork(phone: TestPhone): Queue {
  return new Queue({
    ...{ store: phone.open(), owner, now: () => office.clock.now(), after: () => () => undefined },
    send: () => Promise.resolve({ kind: 'later' }),
  });
}

/** Opens the phone again and again, as its owner does, until nothing waits or `turns` are over. */
async function replay(phone: TestPhone, send: (gone: () => void) => Send, turns = 20 * edits): Promise<void> {
  while (turns > 0) {
    let over = false;
    const queue = new Queue({
      store: phone.open(),
      owner,
      send: send(() => {
        over = true;
        // Whatever this page would still write is lost.
        phone.open();
      }),
      now: () => office.clock.now(),
      after: () => () => undefined,
    });
    while (!over && --turns > 0 && phone.commands.some(({ state }) => state === 'waiting'))
      await queue.drain();
    queue.stop();
    if (!over) return;
  }
}

/** The sender, and pages that end in the middle of a request. */
function sending(fetch: (path: string, init: RequestInit) => Promise<Response>): (gone: () => void) => Send {
  return (gone) =>
    sender({
      fetch: (path, init) =>
        fetch(path, init).catch((error: unknown) => {
          if (error instanceof PageGone) gone();
          throw error;
        }),
      now: () => office.clock.now(),
      language: () => 'en',
    });
}

/** What the server has of it, against what was entered. */
async function compare(phone: TestPhone, visits: readonly string[]) {
  const q = contextOf(office.core).db.read;
  const { businessUnitId } = office.company;
  let lost = 0;
  let doubled = 0;
  for (const interventionId of visits) {
    const own = phone.commands.filter((one) => one.interventionId === interventionId);
    const answers = own.filter(({ kind }) => kind === 'form');
    const events = await listInterventionEvents(q, businessUnitId, {
      ...{ interventionId, kinds: ['form.answered'], limit: 10_000 },
    });
    lost += Math.max(0, answers.length - events.length);
    doubled += Math.max(0, events.length - answers.length);
    const { answers: now } = await office.core.forms.ofVisit(office.supervisor, {
      ...{ interventionId, purpose: 'activity' },
    });
    const last = answers.at(-1)?.body['answers'] as { remarks: string } | undefined;
    if (last && now['remarks'] !== last.remarks) lost += 1;
    const steps = own.filter(({ kind }) => kind === 'step').map(({ body }) => body['step']);
    const { taken } = await office.core.work.page(office.supervisor, interventionId);
    lost += Math.max(0, steps.length - taken.length);
    doubled += Math.max(0, taken.length - steps.length);
    if (taken.some(({ step }, n) => step !== steps[n])) lost += 1;
    const files = await listFilesOf(q, businessUnitId, [interventionId]);
    for (const { key } of own.filter(({ kind }) => kind === 'file')) {
      const there = files.filter(({ name }) => name === fileOf(key));
      lost += there.length === 0 ? 1 : 0;
      doubled += Math.max(0, there.length - 1);
    }
  }
  return { lost, doubled };
}

/** What was tapped against what stands in the month, to the second. */
async function compareTaps(phone: TestPhone) {
  const { company, core } = office;
  const { shown } = await core.attendance.month(office.supervisor, {
    ...{ month: '2027-01', technicianId: company.technicians.anna },
  });
  const there = shown!.days.flatMap(({ clockings: all }) => all);
  let lost = 0;
  let doubled = 0;
  for (const { kind, body } of phone.commands) {
    if (kind !== 'clock') continue;
    const found = there.filter(({ start, end }) => (body['tap'] === 'in' ? start : end) === body['at']);
    lost += found.length === 0 ? 1 : 0;
    doubled += Math.max(0, found.length - 1);
  }
  return { lost, doubled };
}

const states = (commands: readonly Command[]) =>
  commands.reduce<Record<string, number>>(
    (all, { state }) => ({ ...all, [state]: (all[state] ?? 0) + 1 }),
    {},
  );

test(`CAD-SS-02 LBX-02 R7 ${edits} edits, clockings among them, replayed through every fault: none lost, none doubled, in order`, async () => {
  const random = seededRandom(seed);
  // A field takes ten photos.
  const visits = await plannedVisits(...(edits > 300 ? [12, 18, 19, 20] : [12]));
  const phone = testPhone();
  const { fetch, seen } = network(() => (random.chance(0.5) ? 'none' : random.pick(faults)));
  await enter(withoutNetwork(phone), visits);
  await replay(phone, sending(fetch));
  expect(states(phone.commands), JSON.stringify(phone.commands.find(({ refusal }) => refusal))).toEqual({
    sent: edits,
  });
  const found = await compare(phone, visits);
  if (process.env['ITINERA_FULL']) {
    const injected = faults.reduce((sum, fault) => sum + (seen.get(fault) ?? 0), 0);
    console.log(
      `${edits} edits, ${injected} faults, seed ${seed}: ${found.lost} lost, ${found.doubled} doubled`,
    );
  }
  expect(found, `seed ${seed}`).toEqual({ lost: 0, doubled: 0 });
  expect(phone.commands.filter(({ kind }) => kind === 'clock').length).toBeGreaterThan(edits / 8);
  expect(await compareTaps(phone), `clockings, seed ${seed}`).toEqual({ lost: 0, doubled: 0 });
  expect([...seen.keys()].sort(), 'every fault came').toEqual(['none', ...faults].sort());
}, 600_000);

test('a loss and a double would be seen (the controls)', async () => {
  const random = seededRandom(seed);
  const spoilt = async (day: number, fault: Fault, spoil: (send: Send) => Send) => {
    const visits = await plannedVisits(day);
    const phone = testPhone();
    const { fetch } = network(() => (random.chance(0.5) ? 'none' : fault));
    await enter(withoutNetwork(phone), visits, few);
    await replay(phone, (gone) => spoil(sending(fetch)(gone)), few);
    return { ...(await compare(phone, visits)), taps: await compareTaps(phone) };
  };
  // Whoever takes silence for an answer loses what was on its way.
  const careless = await spoilt(13, 'lost request', (send) => async (...given) => {
    const outcome = await send(...given);
    return outcome.kind === 'later' ? { kind: 'done', answer: null } : outcome;
  });
  if (process.env['ITINERA_FULL']) console.log(`a careless queue: ${careless.lost} lost`);
  expect(careless.lost).toBeGreaterThan(0);
  expect(careless.taps.lost).toBeGreaterThan(0);
  // Whoever tries again under another key sends a file twice.
  const visits = await plannedVisits(14);
  const phone = testPhone();
  const offline = withoutNetwork(phone);
  for (let n = 0; n < 12; n++) await enterPhoto(offline, visits[n % 3]!, keyOf(n, visits[n % 3]!));
  const { fetch } = network(() => (random.chance(0.5) ? 'none' : 'lost answer'));
  let keys = 0;
  await replay(
    phone,
    (gone) => (command, parts) =>
      sending(fetch)(gone)({ ...command, key: `${command.key}-${++keys}` }, parts),
  );
  const forgetful = await compare(phone, visits);
  if (process.env['ITINERA_FULL']) console.log(`a forgetful one: ${forgetful.doubled} doubled`);
  expect(forgetful.doubled).toBeGreaterThan(0);
});

test('what the server does not take waits for a decision, and so does what follows it; nobody else sees or sends it', async () => {
  const [first, second] = await plannedVisits(15);
  const phone = testPhone();
  const offline = withoutNetwork(phone);
  const { businessUnitId } = office.company;
  const answer = (interventionId: string, key: string, revision: number, text: string) =>
    offline.add({
      ...{ key, kind: 'form', businessUnitId, interventionId, title: 'Mario Sample', purpose: 'activity' },
      body: { version: 1, revision, answers: { remarks: text }, mode: 'final' },
    });
  await answer(first!, 'entered-1', 0, 'entered in the cellar');
  await answer(first!, 'entered-2', 1, 'and a moment later');
  await answer(second!, 'entered-3', 0, 'the other visit');
  await office.core.forms.answerVisit(office.supervisor, {
    ...{ interventionId: first!, purpose: 'activity', version: 1, revision: 0, mode: 'final' },
    ...{ answers: { remarks: 'by the office meanwhile' }, idempotencyKey: office.key() },
  });
  const { fetch } = network(() => 'none');
  const send = sending(fetch)(() => undefined);
  const parts = { owner, send, now: () => office.clock.now(), after: () => () => undefined };
  const other = new Queue({ ...parts, store: phone.open(), owner: 'somebody else' });
  await other.wake();
  expect(await other.list()).toEqual([]);
  const queue = new Queue({ ...parts, store: phone.open() });
  await queue.wake();
  const now = () => queue.list().then((all) => all.map(({ key, state }) => [key, state]));
  expect(await now()).toEqual([
    ['entered-1', 'conflict'],
    ['entered-2', 'waiting'],
    ['entered-3', 'sent'],
  ]);
  expect((await queue.list())[0]).toMatchObject({
    refusal: { code: 'stale', current: { answers: { remarks: 'by the office meanwhile' }, revision: 1 } },
    body: { answers: { remarks: 'entered in the cellar' } },
  });
  const [conflict] = await queue.list();
  await queue.decide('entered-1', 'again', { ...conflict!.body, revision: 1 });
  // What came after it was entered over the former version too: it is asked about in turn.
  expect(await now()).toEqual([
    ['entered-1+', 'sent'],
    ['entered-2', 'conflict'],
    ['entered-3', 'sent'],
  ]);
  await queue.decide('entered-2', 'put-aside');
  expect((await now())[1]).toEqual(['entered-2', 'put-aside']);
  const { answers } = await office.core.forms.ofVisit(office.supervisor, {
    ...{ interventionId: first!, purpose: 'activity' },
  });
  expect(answers['remarks']).toBe('entered in the cellar');
});
