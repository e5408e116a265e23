import { setUp, contextOf } from '@itinera/core/set-up';
import { updateBusinessUnit } from '@itinera/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';
import { phones } from '../../../../test/fixtures/small-company.ts';

let office: BackofficeApi;
let supervisor: Caller;
let accessId: string;
beforeAll(async () => {
  office = await openBackofficeApi();
  supervisor = await office.signedIn('supervisor');
  accessId = office.company.customers.mario.accessIds[0] ?? '';
});
afterAll(() => office.close());

const change = (changes: Parameters<typeof updateBusinessUnit>[4], revision: number) =>
  contextOf(office.core).db.write((tx) =>
    updateBusinessUnit(tx, office.company.companyId, office.company.businessUnitId, revision, changes),
  );

it('CAD-BU-07 makes, tells of and revokes the permanent link of an access, when the unit allows it', async () => {
  const path = `/accesses/${accessId}/permanent-link`;
  expect(await supervisor.unit('POST', path)).toMatchObject({ status: 403, body: { reason: 'links-off' } });
  await change({ permanentLinks: true }, 1);
  const made = await supervisor.unit('POST', path);
  expect(made).toMatchObject({ status: 200, body: { url: expect.stringContaining('/enter/') as string } });
  expect((await supervisor.unit('GET', path)).body).toEqual({
    allowed: true,
    createdAt: office.clock.now(),
    lastUsedAt: null,
  });
  expect((await supervisor.unit('DELETE', path)).status).toBe(200);
  expect((await supervisor.unit('GET', path)).body).toMatchObject({ createdAt: null });
  expect((await supervisor.unit('GET', '/accesses/nothing/permanent-link')).status).toBe(404);
});

it('ends every session of a person', async () => {
  const { core } = office;
  await change({ permanentLinks: true }, 2);
  const scope = await setUp(core).systemScope(office.company.businessUnitId);
  const { url } = await core.accessSignIn.makePermanentLink(scope, { accessId });
  const entered = await core.signIn.useEnterLink({ token: url.split('/').at(-1) ?? '' });
  const token = entered.kind === 'signed-in' ? entered.sessionToken : '';
  expect(await core.signIn.session(token)).not.toBeNull();
  expect((await supervisor.unit('POST', `/accesses/${accessId}/end-sessions`)).status).toBe(200);
  expect(await core.signIn.session(token)).toBeNull();
});

it('CAD-BU-08 tells what the text messages of the day come to', async () => {
  expect((await supervisor.unit('GET', '/text-messages')).body).toMatchObject({
    on: false,
    countries: ['LI'],
  });
  await change({ channels: ['email', 'sms'], smsPerDay: 5, smsPerCountryAndDay: 1 }, 3);
  const { businessUnitId } = office.company;
  const ask = (identifier: string) =>
    office.core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network: '192.0.2.1' });
  await ask('+423660200199');
  await ask(phones.mario);
  await expect(ask(phones.lisa)).rejects.toMatchObject({ reason: 'sms-budget' });
  expect((await supervisor.unit('GET', '/text-messages')).body).toEqual({
    on: true,
    date: '2027-01-11',
    budget: 5,
    countryBudget: 1,
    countries: ['LI'],
    today: { messages: 1, used: 0, refused: 1 },
    todayByCountry: [{ country: 'LI', messages: 1, used: 0, refused: 1 }],
    before: { messages: 0, used: 0, refused: 0 },
  });
});
