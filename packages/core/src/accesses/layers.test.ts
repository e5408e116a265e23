import {
  findAccess,
  findActivityType,
  findAnyBusinessUnit,
  findCustomer,
  updateAccess,
  updateActivityType,
  updateBusinessUnit,
  updateCustomer,
} from '@itinera/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { codeFor } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';

let office: BookingOffice;
let token: string;
let interventionId: string;

/** Every layer of activation, outermost first. */
const layers = ['portal on', 'access enabled', 'customer active', 'type shown', 'actions enabled'] as const;
type Layers = Record<(typeof layers)[number], boolean>;

/** Every combination: bit n of the number is layer n. */
const table = Array.from(
  { length: 2 ** layers.length },
  (_, row) => Object.fromEntries(layers.map((layer, n) => [layer, (row & (1 << n)) !== 0])) as Layers,
);

beforeAll(async () => {
  office = await openBookingOffice();
  const { core, mailer, company, mario } = office;
  interventionId = (await office.booked(mario, at(14, '10:00'))).interventionId;
  const network = '192.0.2.1';
  const identifier = 'mario@example.com';
  const { businessUnitId } = company;
  const asked = await core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network });
  while ((await core.jobs.runDue('layers')) > 0);
  const code = codeFor(mailer, identifier);
  const proven = await core.signIn.verifyCode({ challengeToken: asked.challengeToken, code, network });
  if (proven.kind !== 'signed-in') throw new Error(`not signed in: ${proven.kind}`);
  token = proven.sessionToken;
});
afterAll(() => office.close());

/** Past the use cases, so that nothing but the layer changes: no session is ended by it. */
async function set(to: Layers): Promise<void> {
  const { companyId, businessUnitId, customers, types } = office.company;
  const { customerId, accessIds } = customers.mario;
  const accessId = accessIds[0] ?? '';
  await contextOf(office.core).db.write(async (tx) => {
    const unit = await findAnyBusinessUnit(tx, businessUnitId);
    const access = await findAccess(tx, businessUnitId, accessId);
    const customer = await findCustomer(tx, businessUnitId, customerId);
    const type = await findActivityType(tx, businessUnitId, types.service);
    if (!unit || !access || !customer || !type) throw new Error('the company is not whole');
    const status = to['customer active'] ? ('active' as const) : ('inactive' as const);
    await updateBusinessUnit(tx, companyId, unit.id, unit.revision, { portalOn: to['portal on'] });
    await updateAccess(tx, unit.id, accessId, access.revision, { enabled: to['access enabled'] });
    await updateCustomer(tx, unit.id, customerId, customer.revision, { status });
    await updateActivityType(tx, unit.id, type.id, type.revision, { portalShown: to['type shown'] });
    await tx.update(tx.tables.portalAction).set({ enabled: to['actions enabled'] });
  });
}

/** What the portal gives somebody who comes with the session: their own pages, by what is true now. */
async function exposed() {
  const { core } = office;
  const session = await core.signIn.session(token);
  if (session?.kind !== 'signed-in') return { book: false, reschedule: false, cancel: false };
  const shown = await core.catalogue.bookable(session.scope);
  const visit = await core.interventions.forAccess(session.scope, interventionId).catch(() => null);
  return {
    book: shown.some((type) => type.id === office.company.types.service),
    reschedule: visit?.actions.reschedule.available ?? false,
    cancel: visit?.actions.cancel.available ?? false,
  };
}

/** What can be done by somebody who was let through the gate a moment before the layer went off. */
async function executable() {
  const { core, mario } = office;
  const done = (attempt: Promise<unknown>) =>
    attempt.then(
      () => true,
      () => false,
    );
  const find = (more: object) => done(core.availability.find(mario, { ...office.service(), ...more }));
  const hold = await core.bookings
    .hold(mario, {
      ...office.service(),
      start: at(13, '14:00'),
      end: at(13, '16:00'),
      idempotencyKey: office.key(),
    })
    .catch(() => null);
  if (hold?.kind === 'held')
    await core.bookings.releaseHold(mario, { holdId: hold.hold.id, idempotencyKey: office.key() });
  return { book: hold?.kind === 'held' && (await find({})), reschedule: await find({ interventionId }) };
}

test('CAD-BU-14 CAD-BU-04 of the 32 combinations of layers only all of them expose an action, or let it happen', async () => {
  for (const row of table) {
    await set(row);
    const all = layers.every((layer) => row[layer]);
    const name = layers.filter((layer) => !row[layer]).join(', ');
    expect(await exposed(), `off: ${name}`).toEqual({ book: all, reschedule: all, cancel: all });
    expect(await executable(), `off: ${name}`).toEqual({ book: all, reschedule: all });
  }
  expect(table).toHaveLength(32);
});

test('CAD-BU-14 with any layer off a cancellation is refused; with all on it happens (the control)', async () => {
  const cancel = () =>
    office.core.bookings.cancel(office.mario, {
      interventionId,
      reason: 'other',
      idempotencyKey: office.key(),
    });
  const on = Object.fromEntries(layers.map((layer) => [layer, true])) as Layers;
  for (const layer of layers) {
    await set({ ...on, [layer]: false });
    await expect(cancel(), layer).rejects.toMatchObject({ name: 'ItineraError' });
  }
  await set(on);
  await cancel();
});
