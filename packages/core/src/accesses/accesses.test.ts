import { eventsOfSubject, updateCustomer } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { makeSmallCompany } from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import type { Core } from '../core.ts';
import type { AccessScope } from '../scopes.ts';

let desk: AccessDesk;
let accesses: Core['accesses'];
let mario: string;
let lisa: string;

beforeEach(async () => {
  desk = await openAccessDesk();
  ({ accesses } = desk.core);
  mario = desk.small.customers.mario.customerId;
  lisa = desk.small.customers.lisa.customerId;
});
afterEach(() => desk.close());

const kindsOf = async (accessId: string): Promise<string[]> => {
  const subject = { type: 'access', id: accessId };
  const { db } = contextOf(desk.core);
  return (await eventsOfSubject(db.read, desk.small.businessUnitId, subject)).map((event) => event.kind);
};

test('LBX-04 an access is made in one step, with what it was given normalised, and signs in at once', async () => {
  const { sara, form } = desk;
  const made = form({
    name: ' Ana ',
    email: 'Ana@Example.COM ',
    phone: '+423 234 56 78',
    notes: 'Caretaker',
  });
  const { accessId } = await accesses.create(sara, made);
  expect(await accesses.create(sara, made)).toEqual({ accessId });
  expect(await accesses.page(sara, accessId)).toMatchObject({
    name: 'Ana',
    email: 'ana@example.com',
    phone: '+4232345678',
    notes: 'Caretaker',
    enabled: true,
    customers: [{ id: mario, name: 'Mario Sample', open: true }],
    sharedWith: [],
    revision: 1,
  });
  expect(await accesses.list(sara, { search: 'ana@' })).toMatchObject({
    total: 1,
    items: [{ id: accessId }],
  });
  expect(await desk.customersOf(await desk.enter('ana@example.com'))).toEqual([mario]);
  expect(await kindsOf(accessId)).toEqual(['access.created']);
});

test('CLV-07 IMV-03 without a customer, or an address the portal can send to, nothing is made', async () => {
  const { sara, form } = desk;
  const refusal = (changes: Parameters<typeof form>[0]) =>
    accesses.create(sara, form(changes)).then(
      () => null,
      (error: { code: string; field: string }) => [error.code, error.field],
    );
  expect(await refusal({ customerIds: [] })).toEqual(['invalid', 'customerIds']);
  expect(await refusal({ email: null })).toEqual(['invalid', 'email']);
  expect(await refusal({ email: null, phone: '+423 234 56 78' })).toEqual(['invalid', 'email']);
  expect(await refusal({ email: 'ana, bob@example.com' })).toEqual(['invalid', 'email']);
  expect(await refusal({ phone: '234' })).toEqual(['invalid', 'phone']);
  expect(await refusal({ name: '  ' })).toEqual(['invalid', 'name']);
  expect(await refusal({ customerIds: ['x'] })).toEqual(['not-found', 'customerIds']);
  const other = await makeSmallCompany(desk.core, 'schaan');
  const theirs = other.customers.mario.customerId;
  expect(await refusal({ customerIds: [mario, theirs] })).toEqual(['not-found', 'customerIds']);
  expect((await accesses.list(sara, {})).total).toBe(3);
  expect(await refusal({})).toBeNull();
});

test('LBX-06 one login sees exactly the customers attached; a detached one is gone at the next request', async () => {
  const { sara, form, edited } = desk;
  const { accessId } = await accesses.create(sara, form({ customerIds: [mario, lisa, lisa] }));
  const token = await desk.enter('ana@example.com');
  expect(await desk.customersOf(token)).toEqual([mario, lisa].sort());
  await accesses.edit(sara, { accessId, ...(await edited(accessId, { customerIds: [lisa] })) });
  expect(await desk.customersOf(token)).toEqual([lisa]);
  await expect(
    accesses.edit(sara, { accessId, ...(await edited(accessId, { customerIds: [] })) }),
  ).rejects.toMatchObject({ code: 'invalid', field: 'customerIds' });
  expect(await kindsOf(accessId)).toEqual(['access.created', 'access.changed']);
});

test('IMV-02 IMV-05 two people of one customer sign in apart; forbidding one leaves the other', async () => {
  const { sara, form } = desk;
  const { accessId } = await accesses.create(sara, form());
  const [ana, his] = [await desk.enter('ana@example.com'), await desk.enter('mario@example.com')];
  expect(await desk.customersOf(ana)).toEqual(await desk.customersOf(his));
  await accesses.setEnabled(sara, { accessId, enabled: false });
  expect([await desk.stateOf(ana), await desk.stateOf(his)]).toEqual([null, 'signed-in']);
  await expect(desk.enter('ana@example.com')).rejects.toThrow('no code was sent');
  expect((await accesses.list(sara, { enabled: false })).items.map(({ id }) => id)).toEqual([accessId]);
  await accesses.setEnabled(sara, { accessId, enabled: true });
  expect(await desk.stateOf(ana)).toBeNull();
  expect(await desk.customersOf(await desk.enter('ana@example.com'))).toEqual([mario]);
});

test('AZT-13 another e-mail signs in and gets the mail; sessions of the former end and its owner is told', async () => {
  const { sara, form, edited, mailer } = desk;
  const { accessId } = await accesses.create(sara, form({ language: 'it' }));
  const token = await desk.enter('ana@example.com');
  const other = await desk.enter('mario@example.com');
  const change = { accessId, ...(await edited(accessId, { email: 'ana@new.example' })) };
  await accesses.edit(sara, change);
  expect(await desk.stateOf(token)).toBeNull();
  expect(await desk.stateOf(other)).toBe('signed-in');
  await desk.deliver();
  const told = mailer.sent.filter((mail) => mail.subject.includes('modo di accedere'));
  expect(told.map((mail) => mail.to)).toEqual(['ana@example.com']);
  expect(told[0]?.text).not.toContain('new.example');
  await expect(desk.enter('ana@example.com')).rejects.toThrow('no code was sent');
  expect(await desk.customersOf(await desk.enter('ana@new.example'))).toEqual([mario]);
  // The same again, as when the answer was lost: nothing more happens.
  await accesses.edit(sara, change);
  await desk.deliver();
  expect(mailer.sent.filter((mail) => mail.subject.includes('modo di accedere'))).toHaveLength(1);
});

test('S17 a phone that is added by staff ends the sessions and is told to the e-mail; a new name does neither', async () => {
  const { sara, form, edited, mailer } = desk;
  const { accessId } = await accesses.create(sara, form());
  const token = await desk.enter('ana@example.com');
  await accesses.edit(sara, { accessId, ...(await edited(accessId, { name: 'Ana Maria', notes: 'x' })) });
  await desk.deliver();
  expect(await desk.stateOf(token)).toBe('signed-in');
  const told = () => mailer.sent.filter((mail) => /how you sign in/i.test(mail.subject)).length;
  expect(told()).toBe(0);
  await accesses.edit(sara, { accessId, ...(await edited(accessId, { phone: '+423 234 56 78' })) });
  await desk.deliver();
  expect(await desk.stateOf(token)).toBeNull();
  expect(told()).toBe(1);
});

test('a change on an old version is refused with the current one', async () => {
  const { sara, form, edited } = desk;
  const { accessId } = await accesses.create(sara, form());
  const old = await edited(accessId, { name: 'Mine' });
  await accesses.edit(sara, { accessId, ...(await edited(accessId, { name: 'Theirs' })) });
  await expect(accesses.edit(sara, { accessId, ...old })).rejects.toMatchObject({
    code: 'stale',
    details: { current: { name: 'Theirs', revision: 2 }, given: { revision: 1 } },
  });
});

test('LBX-10 LBX-11 a deleted access signs nobody in; its customer, its visits and its name there stay', async () => {
  const { sara, form, core, small } = desk;
  const { accessId } = await accesses.create(sara, form());
  const token = await desk.enter('ana@example.com');
  const { scope } = (await core.signIn.session(token)) as { scope: AccessScope };
  const addressId = small.customers.mario.addressIds[0] ?? '';
  const wish = { activityTypeId: small.types.service, addressId };
  const { best } = await core.availability.find(scope, wish);
  const { start = 0, end = 0 } = best[0] ?? {};
  const held = await core.bookings.hold(scope, { ...wish, start, end, idempotencyKey: 'ana-holds' });
  if (held.kind !== 'held') throw new Error('not held');
  const holdId = held.hold.id;
  const booked = await core.bookings.confirm(scope, { holdId, idempotencyKey: 'ana-books' });
  if (booked.kind !== 'confirmed') throw new Error('not confirmed');
  await accesses.delete(sara, accessId);
  await accesses.delete(sara, accessId);
  expect(await desk.stateOf(token)).toBeNull();
  await expect(desk.enter('ana@example.com')).rejects.toThrow('no code was sent');
  await expect(accesses.page(sara, accessId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(accesses.setEnabled(sara, { accessId, enabled: true })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await accesses.list(sara, {})).items.map(({ id }) => id)).not.toContain(accessId);
  expect(await core.interventions.page(sara, booked.interventionId)).toMatchObject({
    status: 'pending',
    history: [{ kind: 'intervention.booked', actorName: 'Ana Sample' }],
  });
  const page = await core.customers.page(sara, mario);
  expect(page.accesses.map(({ id }) => id)).toEqual(small.customers.mario.accessIds);
  expect(await kindsOf(accessId)).toEqual(['access.created', 'access.deleted']);
  // The address is free for another person.
  const again = await accesses.create(sara, form());
  expect(await accesses.page(sara, again.accessId)).toMatchObject({ sharedWith: [] });
  expect(await desk.stateOf(await desk.enter('ana@example.com'))).toBe('signed-in');
});

test('one e-mail may be several people’s: they choose after the proof, and staff see the hint', async () => {
  const { sara, form } = desk;
  const { accessId } = await accesses.create(sara, form({ email: 'mario@example.com', customerIds: [lisa] }));
  expect((await accesses.page(sara, accessId)).sharedWith).toEqual([
    { id: desk.small.customers.mario.accessIds[0], name: 'Mario Sample' },
  ]);
  expect(await desk.stateOf(await desk.enter('mario@example.com'))).toBe('choose');
});

test('AZT-12 an inactive customer’s session ends at once and sign-in is refused; as a lead nothing changes', async () => {
  const { db } = contextOf(desk.core);
  const set = (revision: number, status: 'active' | 'inactive' | 'lead') =>
    db.write((tx) => updateCustomer(tx, desk.small.businessUnitId, mario, revision, { status }));
  const token = await desk.enter('mario@example.com');
  await set(1, 'lead');
  expect(await desk.customersOf(token)).toEqual([mario]);
  expect(await desk.customersOf(await desk.enter('mario@example.com'))).toEqual([mario]);
  await set(2, 'inactive');
  expect(await desk.stateOf(token)).toBeNull();
  await expect(desk.enter('mario@example.com')).rejects.toThrow('no code was sent');
  expect(await accesses.list(desk.sara, { search: 'mario@' })).toMatchObject({
    items: [{ enabled: true, customers: [{ id: mario, open: false }] }],
  });
});

test('nobody but administrators and supervisors does any of it, and nothing of another unit is there', async () => {
  const { small, form, core } = desk;
  const [accessId = ''] = small.customers.mario.accessIds;
  const { businessUnitId, companyId } = await makeSmallCompany(core, 'schaan');
  const id = small.supervisor.staffUserId;
  const all = (scope: typeof desk.sara) => ({
    list: accesses.list(scope, {}),
    overview: accesses.overview(scope),
    page: accesses.page(scope, accessId),
    create: accesses.create(scope, form()),
    edit: accesses.edit(scope, { ...form(), accessId, revision: 1 }),
    setEnabled: accesses.setEnabled(scope, { accessId, enabled: false }),
    setEveryEnabled: accesses.setEveryEnabled(scope, { enabled: false }),
    setNewEnabled: accesses.setNewEnabled(scope, { enabled: false }),
    invite: accesses.invite(scope, { accessId, idempotencyKey: 'invite-somebody' }),
    reopenSignIn: accesses.reopenSignIn(scope, { accessId }),
    delete: accesses.delete(scope, accessId),
  });
  const answers = async (scope: typeof desk.sara) => {
    const told = Object.entries(all(scope)).map(async ([name, answer]) =>
      answer.then(
        () => [name, 'done'],
        (error: { code: string; reason?: string }) => [name, error.reason ?? error.code],
      ),
    );
    return Object.fromEntries((await Promise.all(told)) as [string, string][]);
  };
  for (const role of ['technician', 'call-agent'] as const) {
    const told = await answers(staffScope(small, id, [role]));
    expect(new Set(Object.values(told)), role).toEqual(new Set(['role']));
  }
  const stranger = await answers(staffScope({ companyId, businessUnitId }, id));
  const own = { list: 'done', overview: 'done', setEveryEnabled: 'done', setNewEnabled: 'done' };
  expect(stranger).toMatchObject({ page: 'not-found', edit: 'not-found', delete: 'not-found', ...own });
  expect(stranger).toMatchObject({
    reopenSignIn: 'not-found',
    invite: 'not-found',
    setEnabled: 'not-found',
    create: 'not-found',
  });
  expect(await accesses.page(desk.sara, accessId)).toMatchObject({ enabled: true, revision: 1 });
  const administrator = await answers(staffScope(small, id, ['administrator']));
  expect(administrator).toMatchObject({ list: 'done', page: 'done', create: 'done', setEnabled: 'done' });
});
