import type { Core } from '@itinera/core';
import { contextOf, setUp } from '@itinera/core/set-up';
import { insertRows } from '@itinera/db';
import { keepFiles } from '@itinera/db/files';
import { at } from '../fixtures/booking-office.ts';
import { codeFor } from '../fixtures/small-company.ts';
import { arriving } from '../fixtures/uploads.ts';
import type { Made, Tenant, Unit } from './tenants.ts';

/** A customer of a unit with everything of its own that others may not see, and its session. */
export async function makeTenant(
  { core, mailer }: Made,
  unit: Omit<Unit, 'tenants' | 'staff'>,
  n: number,
): Promise<Tenant> {
  const make = setUp(core);
  const { businessUnitId, typeId, messageActionId } = unit;
  const canary = `${unit.canary}-customer-${n}`;
  const email = `person-${n}@${unit.slug}.example`;
  const [customer] = await make.customers({
    businessUnitId,
    customers: [
      {
        name: `${canary}-name`,
        kind: 'company',
        language: 'en',
        email,
        notes: `${canary}-notes`,
        // The type shows one of them.
        customFields: { flagged: `${canary}-flagged`, unflagged: `${canary}-unflagged` },
        addresses: [
          {
            label: `${canary}-label`,
            line1: `${canary}-line`,
            postalCode: '9490',
            city: `${canary}-city`,
            country: 'LI',
            lon: 9.51 + n / 100,
            lat: 47.14,
            accessNotes: `${canary}-key-code`,
            visitNotes: `${canary}-way-in`,
          },
        ],
        accesses: [{ name: `${canary}-person`, email, language: 'en' }],
      },
    ],
  });
  if (!customer) throw new Error('the customer was not made');
  const { contactId } = await core.customers.addContact(await make.systemScope(businessUnitId), {
    customerId: customer.customerId,
    name: `${canary}-contact`,
    notes: `${canary}-contact-notes`,
    idempotencyKey: `${canary}-contact`,
  });
  const addressId = customer.addressIds[0]!;
  const past = at(4, '09:00');
  const [closed] = await make.closedInterventions({
    businessUnitId,
    interventions: [
      {
        activityTypeId: typeId,
        addressId,
        createdAt: past,
        closedAt: past + 3600,
        result: 'ok',
        comment: `${canary}-report`,
        promise: { start: past, end: past + 7200 },
      },
    ],
  });
  const { challengeToken } = await core.signIn.requestCode({
    businessUnitId,
    identifier: email,
    language: 'en',
    network: `198.51.100.${n + 1}`,
  });
  while ((await core.jobs.runDue('town')) > 0);
  const code = codeFor(mailer, email);
  const signedIn = await core.signIn.verifyCode({ challengeToken, code, network: '198.51.100.1' });
  if (signedIn.kind !== 'signed-in') throw new Error(`${email}: ${signedIn.kind}`);
  const session = await core.signIn.session(signedIn.sessionToken);
  if (session?.kind !== 'signed-in') throw new Error(`${email} has no session`);
  const clock = `${String(9 + 2 * n).padStart(2, '0')}:00`;
  const wish = { activityTypeId: typeId, addressId, comment: `${canary}-comment` };
  const answered = (remarks: string) =>
    core.bookings.answerQuestions(session.scope, {
      ...wish,
      version: 1,
      answers: { radiators: 1, remarks },
      mode: 'final',
      idempotencyKey: remarks,
    });
  await answered(`${canary}-remarks`);
  const visit = await booked(core, session.scope, { ...wish, start: at(12, clock) });
  const { id: file } = await core.files.upload(
    session.scope,
    { interventionId: visit, form: null, name: `${canary}-file.txt` },
    arriving(Buffer.from(`${canary}-words`)),
  );
  await contextOf(core).db.write((tx) => keepFiles(tx, businessUnitId, [file]));
  const lateReportId = contextOf(core).ids.newId();
  const told = { startedAt: past, endedAt: past + 60, result: 'ok', comment: `${canary}-late` };
  await contextOf(core).db.write((tx) =>
    insertRows(tx, 'lateReport', [
      {
        ...{ id: lateReportId, businessUnitId, interventionId: visit, staffUserId: unit.staffUserId },
        ...{ why: 'moved', state: 'open', at: past, receivedAt: past },
        report: { ...told, answers: {}, version: 0 },
      },
    ]),
  );
  const { requestId } = await core.requests.send(session.scope, {
    actionId: messageActionId,
    interventionId: visit,
    text: `${canary}-request`,
    proposal: null,
    idempotencyKey: `${canary}-request`,
  });
  // Of what is being held.
  await answered(`${canary}-answers`);
  const start = at(13, clock);
  const hold = { ...wish, start, end: start + 7200, idempotencyKey: `${canary}-hold` };
  const kept = await core.bookings.hold(session.scope, hold);
  if (kept.kind !== 'held' || closed === undefined) throw new Error(`${canary} holds nothing`);
  const cookie = `itinera_portal=${signedIn.sessionToken}`;
  const ids = { contactId, requestId, lateReportId };
  return { canary, customer, ...ids, visit, closed, hold: kept.hold.id, file, cookie };
}

type Scope = Parameters<Core['bookings']['hold']>[0];

async function booked(
  core: Core,
  scope: Scope,
  wish: { activityTypeId: string; addressId: string; comment: string; start: number },
): Promise<string> {
  const key = `${wish.comment}-visit`;
  const held = await core.bookings.hold(scope, { ...wish, end: wish.start + 7200, idempotencyKey: key });
  if (held.kind !== 'held') throw new Error(`nothing is free at ${wish.start}`);
  const done = await core.bookings.confirm(scope, { holdId: held.hold.id, idempotencyKey: `${key}-2` });
  if (done.kind !== 'confirmed') throw new Error('not confirmed');
  return done.interventionId;
}

/** Signs somebody in by password and code. */
