import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AccessScope, BusinessUnitScope } from '@itinera/core';
import { createMailbox, type Mailbox } from '@itinera/core';
import { contextOf, setUp, type MadeCustomer } from '@itinera/core/set-up';
import { insertRows, storeTravelTimes, type Engine } from '@itinera/db';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { plainAction } from '../../fixtures/portal-action.ts';
import { boilerForm } from '../../fixtures/boiler-form.ts';
import { at, straightRoads } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, photo } from '../../fixtures/uploads.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { makeMigratedTarget, sql } from '../db/stores.ts';
import { driver, sessionOf, type Portal } from './portal.ts';

/** Everything a canary is: a word, a number and a place that nothing else has. */
export const canary = /kanarek|660299871|9\.518273|47\.143917|2998877/i;

const email = 'kanarek@erased.example';
const laterEmail = 'kanarek-later@erased.example';
const phone = '+423660299871';

/** A customer whose every word is a canary, in a town where others live on. */
export interface CanaryTown extends TestCore {
  small: SmallCompany;
  administrator: BusinessUnitScope;
  customer: MadeCustomer;
  /** The person of the customer, another one invited by staff, and one who acts for Lisa's too. */
  people: { own: string; invited: string; shared: string };
  visits: { closed: string; canceled: string; open: string };
  mailbox: Mailbox;
  log: string[];
  deliver(): Promise<void>;
  request: Portal['request'];
  rows<R extends object>(statement: string): Promise<R[]>;
  /** Cancels what is open. */
  closeEverything(): Promise<void>;
  /** Every `table.column` in which a canary stands now. */
  found(): Promise<string[]>;
  /** Files of the store, SQLite's only, in whose bytes a canary stands. */
  filesWithCanaries(): string[];
}

export async function openCanaryTown(engine: Engine): Promise<CanaryTown> {
  const { target, store, drop } = await makeMigratedTarget(engine);
  const log: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });
  const mailbox = createMailbox(1000);
  const town = await openTestCore(store, { travel: straightRoads, logger });
  const { mailer } = town;
  const send = mailer.send.bind(mailer);
  mailer.send = async (mail) => {
    await mailbox.send(mail);
    await send(mail);
  };
  mailer.forget = (recipients) => mailbox.forget?.(recipients);
  const small = await makeSmallCompany(town.core, 'vaduz', ['en', 'it'], ['email', 'sms']);
  const administrator = staffScope(small, small.supervisor.staffUserId, ['administrator']);
  const rows = <R extends object>(statement: string): Promise<R[]> => sql<R>(target, statement);
  const run = driver(town, small);
  // As the store's own connection writes: what is written over does not stay behind.
  const plant = async (statement: string): Promise<unknown> => {
    if (!('file' in target)) return rows(statement);
    const connection = new Sqlite(target.file);
    connection.pragma('secure_delete = ON');
    connection.exec(statement);
    return connection.close();
  };
  const made = await live(town, small, run, administrator, rows, plant);
  return {
    ...town,
    small,
    administrator,
    ...made,
    mailbox,
    log,
    deliver: run.deliver,
    request: run.request,
    rows,
    async closeEverything() {
      await town.core.bookings.cancel(administrator, {
        interventionId: made.visits.open,
        reason: 'other',
        details: 'kanarek staff said',
        idempotencyKey: 'close-everything',
      });
    },
    async found() {
      const seen = new Set<string>();
      for (const table of await tablesOf(engine, rows))
        for (const row of await rows<Record<string, unknown>>(`SELECT * FROM "${table}"`))
          for (const [column, value] of Object.entries(row))
            if (canary.test(textOf(value))) seen.add(`${table}.${column}`);
      return [...seen].sort();
    },
    filesWithCanaries() {
      if (!('file' in target)) return [];
      const folder = dirname(target.file);
      return readdirSync(folder)
        .filter((name) => name.startsWith(basename(target.file)))
        .filter((name) => hasCanary(readFileSync(join(folder, name))));
    },
    async close() {
      await town.close();
      await drop();
    },
  };
}

/** A value as words: also of the bytes of a file. */
function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : (JSON.stringify(value) ?? '');
}

async function tablesOf(
  engine: Engine,
  rows: <R extends object>(statement: string) => Promise<R[]>,
): Promise<string[]> {
  const found = await rows<{ name: string }>(
    engine === 'sqlite'
      ? // An index of trigrams holds no rows; the tables in which it stands are read like all.
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  if (found.length < 30) throw new Error(`only ${found.length} tables: this sees too little`);
  return found.map(({ name }) => name);
}

/** Words as they are written, and the place as the eight bytes of its number. */
export function hasCanary(bytes: Buffer): boolean {
  const lon = Buffer.alloc(8);
  lon.writeDoubleBE(9.518273);
  return canary.test(bytes.toString('latin1')) || bytes.includes(lon);
}

type Lived = Pick<CanaryTown, 'customer' | 'people' | 'visits'>;

/** What the customer and its people did, and what staff did with them, through the use cases wherever there is one. */
async function live(
  { core, clock, mailer }: TestCore,
  small: SmallCompany,
  { requestAndRead, verify, deliver, request }: ReturnType<typeof driver>,
  administrator: BusinessUnitScope,
  rows: <R extends object>(statement: string) => Promise<R[]>,
  plant: (statement: string) => Promise<unknown>,
): Promise<Lived> {
  const { businessUnitId, types } = small;
  const [customer] = await setUp(core).customers({
    businessUnitId,
    customers: [
      {
        externalReference: 'kanarek-erp',
        name: 'Kanarek Customer',
        kind: 'individual',
        language: 'en',
        email: 'kanarek-home@erased.example',
        phone: '+4232998877',
        notes: 'kanarek notes',
        openingHours: { 1: [{ from: '08:00', to: '17:00' }], 2: [{ from: '08:00', to: '17:00' }] },
        addresses: [
          {
            label: 'kanarek label',
            line1: 'Kanarek Street 1',
            line2: 'kanarek floor',
            postalCode: 'kanarek-9490',
            city: 'Kanarek Town',
            country: 'LI',
            lon: 9.518273,
            lat: 47.143917,
            accessNotes: 'kanarek key',
            visitNotes: 'kanarek way',
            contactName: 'kanarek neighbour',
            contactPhone: '+4232998877',
          },
        ],
        accesses: [{ name: 'Kanarek Person', email, phone, language: 'en' }],
      },
    ],
  });
  if (!customer) throw new Error('the customer was not made');
  const [own = ''] = customer.accessIds;
  const addressId = customer.addressIds[0]!;
  const { accessId: shared } = await setUp(core).sharedAccess({
    businessUnitId,
    customerIds: [customer.customerId, small.customers.lisa.customerId],
    name: 'Shared Sample',
    email: 'shared@example.com',
    language: 'en',
  });
  const { accessId: invited } = await core.accesses.create(administrator, {
    name: 'Kanarek Colleague',
    email: 'kanarek-colleague@erased.example',
    phone: null,
    language: 'en',
    notes: 'kanarek colleague notes',
    customerIds: [customer.customerId],
    enabled: true,
    invite: true,
    idempotencyKey: 'invite-colleague',
  });

  await core.customers.edit(administrator, {
    customerId: customer.customerId,
    revision: 1,
    firstName: 'Kanarek',
    mobile: phone,
    website: 'https://kanarek.example',
    taxId: 'kanarek-tax',
    tags: ['kanarek tag'],
    customFields: { 'kanarek code': 'kanarek value' },
    extra: [{ label: 'kanarek label', value: 'kanarek value' }],
  });
  await core.customers.addContact(administrator, {
    customerId: customer.customerId,
    name: 'kanarek contact',
    role: 'kanarek janitor',
    email: 'kanarek-janitor@erased.example',
    phone: '+4232998877',
    mobile: '+4232998877',
    notes: 'kanarek contact notes',
    idempotencyKey: 'add-their-janitor',
  });

  const signIn = async (identifier: string): Promise<{ token: string; scope: AccessScope }> => {
    clock.advance(3600);
    const { challengeToken, code } = await requestAndRead(identifier);
    const token = sessionOf(await verify(challengeToken, code));
    const session = await core.signIn.session(token);
    if (session?.kind !== 'signed-in') throw new Error(`${identifier} is not signed in`);
    return { token, scope: session.scope };
  };
  await signIn(phone);
  const { challengeToken } = await request(email);
  await verify(challengeToken, '000000');
  const { token, scope } = await signIn(email);

  const hold = async (start: number, n: number): Promise<string> => {
    const held = await core.bookings.hold(scope, {
      activityTypeId: types.service,
      addressId,
      comment: `kanarek comment ${n}`,
      start,
      end: start + 7200,
      idempotencyKey: `kanarek-hold-${n}`,
    });
    if (held.kind !== 'held') throw new Error(`nothing is free: ${n}`);
    return held.hold.id;
  };
  const book = async (start: number, n: number): Promise<string> => {
    const holdId = await hold(start, n);
    const done = await core.bookings.confirm(scope, { holdId, idempotencyKey: `kanarek-book-${n}` });
    if (done.kind !== 'confirmed') throw new Error('not confirmed');
    return done.interventionId;
  };
  const visits = {
    closed: await book(at(12, '08:00'), 1),
    canceled: await book(at(18, '10:00'), 2),
    open: await book(at(19, '14:00'), 3),
  };
  await core.forms.save(administrator, {
    activityTypeId: types.service,
    purpose: 'activity',
    revision: 0,
    definition: boilerForm(),
    deletions: {},
  });
  for (const interventionId of Object.values(visits))
    await core.forms.answerVisit(scope, {
      interventionId,
      purpose: 'activity',
      version: 1,
      revision: 0,
      answers: { radiators: 2, remarks: 'kanarek remarks' },
      mode: 'final',
      idempotencyKey: `kanarek-form-${interventionId}`,
    });
  await core.files.upload(
    scope,
    { interventionId: visits.closed, form: null, name: 'kanarek.txt' },
    arriving(Buffer.from('kanarek of a file')),
  );
  await core.bookings.cancel(scope, {
    interventionId: visits.canceled,
    reason: 'other',
    details: 'kanarek reason',
    idempotencyKey: 'kanarek-cancel',
  });
  const sign = await core.portalActions.save(administrator, {
    ...plainAction('sign'),
    activityTypeId: types.service,
    label: { en: 'For {intervention.customer.name}' },
    document: { en: 'We work for {intervention.customer.name}' },
  });
  const paper = await core.documents.page(scope, { interventionId: visits.closed, actionId: sign.actionId });
  if (paper.state !== 'open') throw new Error(`nothing to sign: ${paper.state}`);
  const { interventionId, actionId: signActionId, hash, shownAt } = paper.document;
  const drawing = await core.files.upload(
    scope,
    { interventionId, form: null, actionId: signActionId, name: 'kanarek.png' },
    arriving(await photo({ width: 20, height: 10, png: true })),
  );
  await core.documents.sign(scope, {
    ...{ interventionId, actionId: signActionId, hash, shownAt, drawingId: drawing.id },
    decision: 'refused',
    name: 'Kanarek Person',
    reason: 'kanarek refusal',
    idempotencyKey: 'kanarek-sign',
  });
  await core.bookings.answerQuestions(scope, {
    activityTypeId: types.service,
    addressId,
    version: 1,
    answers: { radiators: 2, remarks: 'kanarek answers' },
    mode: 'final',
    idempotencyKey: 'kanarek-answers',
  });
  await hold(at(18, '14:00'), 4);

  // What was asked of a visit, and from home by who acts for others too: that one stays, the answer to it goes.
  const { actionId } = await core.portalActions.save(administrator, {
    ...plainAction('message'),
    activityTypeId: types.service,
    place: 'both',
    notifyStaff: ['planners'],
  });
  const send = (of: AccessScope, interventionId: string | null, fileIds: string[] = []) =>
    core.requests.send(of, {
      actionId,
      interventionId,
      customerId: customer.customerId,
      text: 'kanarek asks',
      proposal: null,
      fileIds,
      idempotencyKey: `kanarek-asks-${interventionId}`,
    });
  await send(scope, visits.open);
  const both: AccessScope = { ...scope, accessId: shared };
  const enclosed = await core.files.upload(
    both,
    { interventionId: null, form: null, actionId, name: 'kanarek.txt' },
    arriving(Buffer.from('kanarek of a message')),
  );
  const { requestId } = await send(both, null, [enclosed.id]);
  await core.requests.close(administrator, { requestId, revision: 1, answer: 'kanarek answers' });

  // Another address: the former one is on no file any more, but in messages, devices and counters.
  const from = { network: '192.0.2.1', language: 'en' } as const;
  clock.advance(60);
  const asked = await core.signIn.requestChange(token, { identifier: laterEmail, ...from });
  await deliver();
  const text = mailer.sent.findLast(({ to }) => to === laterEmail)?.text ?? '';
  const code = /\b(\d{6})\b/.exec(text)?.[1] ?? '';
  const changed = await core.signIn.confirmChange(token, { ...asked, code });
  if (changed.kind !== 'changed') throw new Error(changed.kind);
  await deliver();
  // One code that waits.
  clock.advance(3600);
  await request(laterEmail);

  const { importId } = await core.imports.create(administrator, {
    target: 'customers',
    fileName: 'kanarek.csv',
  });
  const file = new TextEncoder().encode('reference,kanarek column\nkanarek-erp,kanarek value\n');
  await core.imports.addPiece(administrator, { importId, number: 0, bytes: file });
  await core.imports.finishUpload(administrator, { importId, size: file.length });

  // What no use case writes yet, or only in words of its own.
  await contextOf(core).db.write((tx) =>
    storeTravelTimes(
      tx,
      [
        ['9.518273,47.143917', '9.5,47.1'],
        ['9.5,47.1', '9.518273,47.143917'],
      ].map(([fromKey = '', toKey = '']) => {
        return { profile: 'car', fromKey, toKey, seconds: 60, metres: null, fetchedAt: clock.now() };
      }),
    ),
  );
  const ofClosed = `id = '${visits.closed}'`;
  const closedAt = clock.now();
  const instant = (await isPostgres(rows)) ? `to_timestamp(${closedAt})` : String(closedAt);
  const planted = [
    `UPDATE intervention SET status = 'terminated', result = 'ko', result_reason = 'kanarek result', custom_fields = '{"title":"kanarek field"}', closed_at = ${instant} WHERE ${ofClosed}`,
    `UPDATE portal_session SET device = 'kanarek device' WHERE access_id = '${own}'`,
    `UPDATE sign_in_challenge SET network = 'kanarek-network' WHERE access_id = '${own}' OR identifier LIKE '%kanarek%'`,
    `UPDATE event SET data = '{"note":"kanarek said","promise":null}' WHERE subject_id IN ('${customer.customerId}', '${own}', '${visits.closed}') OR kind = 'hold.placed'`,
    `UPDATE job SET last_error = 'kanarek error', dedupe_key = 'kanarek-' || id WHERE EXISTS (
      SELECT 1 FROM message m WHERE m.recipient LIKE 'kanarek%' AND CAST(job.payload AS TEXT) LIKE '%' || m.id || '%')`,
    `UPDATE message SET subject = 'kanarek ' || subject WHERE recipient LIKE 'kanarek%'`,
    `UPDATE customer SET opening_hours = '{"1":[{"from":"kanarek","to":"17:00"}]}' WHERE id = '${customer.customerId}'`,
  ];
  planted.push(
    `INSERT INTO import_line (business_unit_id, import_id, line, part, outcome, record_type, record_id, "before", revision)
      VALUES ('${businessUnitId}', '${importId}', 2, 0, 'updated', 'customer', '${customer.customerId}', '{"notes":"kanarek was"}', 2)`,
  );
  planted.push(
    `INSERT INTO late_report (id, business_unit_id, intervention_id, why, state, report, at, received_at, staff_user_id, revision)
      SELECT '01890000-0000-7000-8000-0000000000aa', business_unit_id, id, 'moved', 'open', '{"comment":"kanarek report"}',
        closed_at, closed_at, (SELECT id FROM staff_user ORDER BY id LIMIT 1), 1
      FROM intervention WHERE ${ofClosed}`,
  );
  for (const statement of planted) await plant(statement);
  await contextOf(core).db.write(async (tx) => {
    const [clockingId, place] = [randomUUID(), { lon: 9.518273, lat: 47.143917, accuracy: 5 }];
    await insertRows(tx, 'clocking', [
      {
        ...{ id: clockingId, companyId: small.companyId, businessUnitId, interventionId: visits.closed },
        ...{ technicianId: small.technicians.anna, createdAt: closedAt },
        ...{ startedAt: closedAt - 3600, endedAt: closedAt, startPlace: place, endPlace: place },
      },
    ]);
    const correction = { id: randomUUID(), businessUnitId, clockingId, at: closedAt, reason: 'kanarek late' };
    const staffUserId = small.supervisor.staffUserId;
    await insertRows(tx, 'clockingCorrection', [{ ...correction, staffUserId }]);
  });
  // After what was planted in events: what an address and its rules were is in them.
  const [site] = await core.addresses.list(administrator, customer.customerId);
  if (!site) throw new Error('there is no address');
  const { id, location: _, notLocatedBecause: __, lon: ___, lat: ____, ...fields } = site;
  await core.addresses.save(administrator, {
    ...fields,
    addressId: id,
    label: 'kanarek other label',
    idempotencyKey: 'another-label-of-it',
  });
  return { customer, people: { own, invited, shared }, visits };
}

async function isPostgres(rows: <R extends object>(statement: string) => Promise<R[]>): Promise<boolean> {
  return rows('SELECT 1 FROM sqlite_master').then(
    () => false,
    () => true,
  );
}
