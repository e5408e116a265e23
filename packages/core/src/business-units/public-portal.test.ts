import { updateBusinessUnit } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
