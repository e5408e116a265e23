import { findBusinessUnit } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import {
  codeFor,
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { UnitSettings } from './settings-types.ts';

let town: TestCore;
let small: SmallCompany;
let ada: BusinessUnitScope;
beforeEach(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
  ada = staffScope(small, small.supervisor.staffUserId, ['administrator']);
});
afterEach(() => town.close());

const shown = (scope = ada) => town.core.businessUnits.settings(scope);
const portalAt = (host: string, language = 'en') => town.core.businessUnits.publicPortal(host, language);

/** Saves the settings as they are with these changes. */
async function save(changes: Partial<UnitSettings>, scope = ada): Promise<void> {
  const { settings, revision } = await shown(scope);
  await town.core.businessUnits.save(scope, { ...settings, ...changes, revision });
}

const events = async (): Promise<{ kind: string; data: unknown; actorId: string | null }[]> => {
  const { db } = contextOf(town.core);
  const { event } = db.read.tables;
  return db.read.select({ kind: event.kind, data: event.data, actorId: event.actorId }).from(event);
};

test('CAD-BU-09 CAD-BU-11 CAD-BU-12 CAD-BU-13 what is saved applies at once, whole and to customers only', async () => {
  const { settings, revision, ...possible } = await shown();
  expect(settings).toMatchObject({ name: 'Vaduz Heating', displayName: 'Vaduz Heating', closures: [] });
  expect(possible).toEqual({ smsPossible: true, country: 'LI', portalUrl: 'http://portal.example.test' });
  await save({
    name: 'Unit 4',
    displayName: 'Vaduz Heating & Co',
    contactAddress: 'Städtle 1\r\n9490 Vaduz',
    welcome: { en: 'Welcome.\r\n\r\n<b>Ask us</b>', it: '' },
    contactPhone: '+423 234 56 79',
    contactEmail: null,
    languages: ['fr', 'en'],
    accentColour: '#0B6E6E',
    backgroundColour: '#f4f1ea',
    newAccessesEnabled: false,
  });
  expect(await portalAt('vaduz.example.com')).toMatchObject({
    name: 'Vaduz Heating & Co',
    contactAddress: 'Städtle 1\n9490 Vaduz',
    welcome: 'Welcome.\n\n<b>Ask us</b>',
    contactPhone: '+4232345679',
    contactEmail: null,
    languages: ['en', 'fr'],
    accentColour: '#0b6e6e',
    backgroundColour: '#f4f1ea',
  });
  const after = await shown();
  expect(after).toMatchObject({
    revision: revision + 1,
    settings: { name: 'Unit 4', newAccessesEnabled: false },
  });
  const { businessUnitId } = small;
  const asked = { businessUnitId, identifier: 'mario@example.com', language: 'en' as const };
  await town.core.signIn.requestCode({ ...asked, network: '192.0.2.1' });
  await town.core.jobs.runDue('test');
  expect(town.mailer.sent.at(-1)?.text).toContain('Vaduz Heating & Co');
  expect(town.mailer.sent.at(-1)?.text).not.toContain('Unit 4');
});

test('the change is in the audit with what was and what is; the same once more is none', async () => {
  await save({ displayName: 'VH', portalOn: false });
  await save({});
  const changes = (await events()).filter(({ kind }) => kind === 'business-unit.settings-changed');
  expect(changes).toEqual([
    {
      kind: 'business-unit.settings-changed',
      actorId: small.supervisor.staffUserId,
      data: {
        before: { displayName: 'Vaduz Heating', portalOn: true },
        after: { displayName: 'VH', portalOn: false },
      },
    },
  ]);
});

test('who saves what they saw before another saved is told, with what it is now; nothing of theirs is kept', async () => {
  const { settings, revision } = await shown();
  await save({ displayName: 'The other’s' });
  const stale = town.core.businessUnits.save(ada, { ...settings, displayName: 'Mine', revision });
  await expect(stale).rejects.toMatchObject({
    code: 'stale',
    details: { current: { revision: revision + 1, settings: { displayName: 'The other’s' } } },
  });
  expect((await shown()).settings.displayName).toBe('The other’s');
});

test('CAD-BU-01 the settings of one unit are its own', async () => {
  const other = await makeSmallCompany(town.core, 'schaan');
  const theirs = staffScope(other, other.supervisor.staffUserId, ['administrator']);
  const before = await shown(theirs);
  await save({ displayName: 'Changed', accentColour: '#aa3355', closures: [] });
  expect(await shown(theirs)).toEqual(before);
  const foreign = { ...ada, businessUnitId: other.businessUnitId };
  await expect(shown(foreign)).rejects.toMatchObject({ code: 'not-found' });
});

describe('what cannot be so is refused by its field, and nothing is kept', () => {
  const wrong: [keyof UnitSettings, Record<string, unknown>, string?][] = [
    ['name', { name: ' ' }],
    ['displayName', { displayName: 'two\nlines' }],
    ['contactEmail', { contactEmail: 'office@' }],
    ['contactPhone', { contactPhone: '12' }],
    ['welcome', { welcome: { en: 'x'.repeat(2001) } }],
    ['welcome', { welcome: { de: 'Willkommen' } }],
    ['languages', { languages: [] }],
    ['defaultLanguage', { languages: ['it'] }],
    ['zone', { zone: 'Mars/Olympus' }],
    ['channels', { channels: [] }],
    ['smsCountries', { smsCountries: ['XX'] }],
    ['smsPerDay', { smsPerDay: -1 }],
    ['slug', { slug: 'Vaduz_' }],
    ['slug', { slug: '-vaduz' }],
    ['slug', { slug: 'www' }, 'reserved'],
    ['slug', { slug: 'schaan' }, 'taken'],
    ['ownDomain', { ownDomain: 'https://x.example' }],
    ['ownDomain', { ownDomain: 'other.portal.example.test' }, 'ours'],
    ['ownDomain', { ownDomain: 'OFFICE.example.test' }, 'ours'],
    ['ownDomain', { ownDomain: 'kunden.schaan.example' }, 'taken'],
    ['ownDomain', { ownDomain: 'schaan.example' }, 'taken'],
    ['accentColour', { accentColour: 'red' }],
    ['backgroundColour', { backgroundColour: '#102030' }, 'contrast'],
    ['closures', { closures: [{ date: '2027-02-30', name: 'None', yearly: false }] }],
    [
      'closures',
      {
        closures: [
          { date: '2027-01-06', name: 'Epiphany', yearly: true },
          { date: '2027-01-06', name: 'Again', yearly: false },
        ],
      },
    ],
    ['logo', { logo: 'a'.repeat(64) }, 'gone'],
  ];

  test('each of them', async () => {
    const other = await makeSmallCompany(town.core, 'schaan');
    const theirs = staffScope(other, other.supervisor.staffUserId, ['administrator']);
    await save({ ownDomain: 'kunden.schaan.example' }, theirs);
    const before = await shown();
    for (const [field, changes, reason] of wrong) {
      const refused = save({ displayName: 'Not kept', ...changes });
      await expect(refused, JSON.stringify(changes)).rejects.toMatchObject({
        code: 'invalid',
        field: expect.stringMatching(new RegExp(`^${field}(\\.|$)`)) as string,
        reason,
      });
    }
    expect(await shown()).toEqual(before);
    await save({ displayName: 'Kept' });
    expect((await shown()).settings.displayName).toBe('Kept');
  });

  test('the refusal of a background names the pair and the ratio', async () => {
    await expect(save({ backgroundColour: '#102030' })).rejects.toThrow(
      /backgroundColour: text .* 1\.\d\d : 1 in the light look and needs 4\.5 : 1/,
    );
  });
});

test('CAD-BU-08 text messages can be switched on only where this installation sends them', async () => {
  contextOf(town.core).smsSender = null;
  expect((await shown()).smsPossible).toBe(false);
  await expect(save({ channels: ['email', 'sms'] })).rejects.toMatchObject({
    field: 'channels',
    reason: 'no-gateway',
  });
  contextOf(town.core).smsSender = town.sms;
  await save({ channels: ['sms', 'email'] });
  expect((await portalAt('vaduz.example.com'))?.channels).toEqual(['email', 'sms']);
});

test('CAD-BU-04 CAD-BU-07 a portal that is switched off ends every session, links that are switched off are gone', async () => {
  const { mario } = small.customers;
  const { signIn, accessSignIn } = town.core;
  const ask = { businessUnitId: small.businessUnitId, network: '192.0.2.1', language: 'en' as const };
  const { challengeToken } = await signIn.requestCode({ ...ask, identifier: 'mario@example.com' });
  await town.core.jobs.runDue('test');
  const code = codeFor(town.mailer, 'mario@example.com');
  const entered = await signIn.verifyCode({ challengeToken, code, remember: true, network: '192.0.2.1' });
  if (entered.kind !== 'signed-in') throw new Error(entered.kind);
  expect(await signIn.session(entered.sessionToken)).toMatchObject({ kind: 'signed-in' });

  await save({ permanentLinks: true });
  const { url } = await accessSignIn.makePermanentLink(ada, { accessId: mario.accessIds[0]! });
  const token = url.split('/').at(-1)!;
  expect(await signIn.enterLink(token)).not.toBeNull();
  await save({ permanentLinks: false });
  await save({ permanentLinks: true });
  expect(await signIn.enterLink(token)).toBeNull();
  expect(await signIn.session(entered.sessionToken)).not.toBeNull();

  await save({ portalOn: false });
  expect(await signIn.session(entered.sessionToken)).toBeNull();
  await save({ portalOn: true });
  expect(await signIn.session(entered.sessionToken), 'an ended session stays ended').toBeNull();
  const unit = await findBusinessUnit(contextOf(town.core).db.read, small.companyId, small.businessUnitId);
  expect(unit?.portalOn).toBe(true);
});
