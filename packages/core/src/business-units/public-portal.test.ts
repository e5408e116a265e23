import { updateBusinessUnit } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import { contextOf } from '../create-core.ts';

let town: TestCore;
let small: SmallCompany;
beforeEach(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
});
afterEach(() => town.close());

const portalAt = (host: string, language = 'en') => town.core.businessUnits.publicPortal(host, language);

test('the only business unit answers at every host, in the language asked for or its own', async () => {
  for (const host of ['vaduz.example.com', 'localhost:4300', '127.0.0.1', '', '[::1]:4300'])
    expect(await portalAt(host)).toMatchObject({ slug: 'vaduz', welcome: 'Welcome' });
  expect(await portalAt('localhost', 'it')).toMatchObject({ welcome: 'Benvenuti' });
  // French is no language of this unit.
  expect(await portalAt('localhost', 'fr')).toMatchObject({ welcome: 'Welcome' });
});

test('of several units the one whose slug begins the host answers, and no other host does', async () => {
  const other = await makeSmallCompany(town.core, 'schaan');
  expect(await portalAt('schaan.example.com')).toMatchObject({ businessUnitId: other.businessUnitId });
  expect(await portalAt('VADUZ.example.com:443')).toMatchObject({ businessUnitId: small.businessUnitId });
  for (const host of ['example.com', 'localhost', 'vaduzz.example.com', '../vaduz', "vaduz'--"])
    expect(await portalAt(host)).toBeNull();
});

/** Gives a unit an address of its own. */
async function set(unit: SmallCompany, changes: { slug?: string; ownDomain?: string | null }): Promise<void> {
  const scope = staffScope(unit, unit.supervisor.staffUserId, ['administrator']);
  const { settings, revision } = await town.core.businessUnits.settings(scope);
  await town.core.businessUnits.save(scope, { ...settings, ...changes, revision });
}

test('IMV-12 a mapped host serves the portal of its unit, whatever its first label, and nobody else’s does', async () => {
  const other = await makeSmallCompany(town.core, 'schaan');
  await set(small, { ownDomain: 'Kunden.Heizung.example.' });
  await makeSmallCompany(town.core, 'kunden');
  const mine = { businessUnitId: small.businessUnitId };
  for (const host of ['kunden.heizung.example', 'KUNDEN.heizung.example:8443', 'kunden.heizung.example.'])
    expect(await portalAt(host)).toMatchObject(mine);
  expect(await portalAt('heizung.example')).toBeNull();
  await set(small, { ownDomain: null });
  expect(await portalAt('kunden.heizung.example')).not.toMatchObject(mine);
  await set(other, { ownDomain: 'service.heizung.example' });
  expect(await portalAt('service.heizung.example')).toMatchObject({ businessUnitId: other.businessUnitId });
});

test('CLV-10 IMV-11 where every unit has its host, a slug answers below that one only, and a former one nowhere', async () => {
  contextOf(town.core).config.portalUrl = 'https://{slug}.portal.example.test:8443';
  expect(await portalAt('vaduz.portal.example.test')).toMatchObject({ slug: 'vaduz' });
  await set(small, { slug: 'heating' });
  expect(await portalAt('heating.portal.example.test:8443')).toMatchObject({ slug: 'heating' });
  expect(await portalAt('vaduz.portal.example.test')).toBeNull();
  expect(await portalAt('a.heating.portal.example.test'), 'the only unit').toMatchObject({ slug: 'heating' });
  await makeSmallCompany(town.core, 'schaan');
  for (const host of ['heating.example.test', 'a.heating.portal.example.test', 'portal.example.test'])
    expect(await portalAt(host)).toBeNull();
});

test('CLV-10 IMV-11 IMV-12 mails lead to the unit’s own address', async () => {
  contextOf(town.core).config.portalUrl = 'https://{slug}.portal.example.test:8443';
  const links = async () => {
    town.clock.advance(120);
    await town.core.signIn.requestCode({
      businessUnitId: small.businessUnitId,
      identifier: 'mario@example.com',
      language: 'en',
      network: '192.0.2.1',
    });
    await town.core.jobs.runDue('test');
    const { text = '', messageId } = town.mailer.sent.at(-1) ?? {};
    return { origin: /https:\/\/[^/]+/.exec(text)?.[0], messageId };
  };
  const bySlug = await links();
  expect(bySlug.origin).toBe('https://vaduz.portal.example.test:8443');
  expect(bySlug.messageId).toMatch(/@portal\.example\.test>$/);
  await set(small, { ownDomain: 'kunden.heizung.example' });
  expect((await links()).origin).toBe('https://kunden.heizung.example:8443');
});

test('CAD-BU-04 a portal that is off is not there: no page, no code', async () => {
  const { db } = contextOf(town.core);
  const { companyId, businessUnitId } = small;
  await db.write((tx) => updateBusinessUnit(tx, companyId, businessUnitId, 1, { portalOn: false }));
  expect(await portalAt('vaduz.example.com')).toBeNull();
  await expect(
    town.core.signIn.requestCode({
      businessUnitId,
      identifier: 'mario@example.com',
      language: 'en',
      network: '192.0.2.1',
    }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
