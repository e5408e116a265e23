import {
  deleteLogos,
  findBusinessUnit,
  findBusinessUnitByDomain,
  findLogo,
  insertRows,
  storeLogo,
  updateBusinessUnit,
  type Database,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore } from './stores.ts';
import { makeTown, morning, newId, type Town } from './town.ts';

const [red, blue] = ['a'.repeat(64), 'b'.repeat(64)];
/** Every byte there is: no engine may take it for text. */
const picture = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));

describe.each(engines)('settings of business units on %s', (engine) => {
  let db: Database;
  let drop: () => Promise<void>;
  let own: Town;
  let other: Town;
  beforeAll(async () => {
    ({ db, drop } = await makeStore(engine));
    own = await makeTown(db);
    other = await makeTown(db, own.companyId);
  });
  afterAll(() => drop());

  test('closures and colours come back as they went; a stale revision changes nothing', async () => {
    const { companyId, businessUnitId } = own;
    const closures = [{ date: '2027-01-06', name: 'Heilige Drei Könige', yearly: true }];
    const change = (revision: number, displayName: string) =>
      db.write((tx) =>
        updateBusinessUnit(tx, companyId, businessUnitId, revision, { displayName, closures }),
      );
    expect(await change(1, 'First')).toMatchObject({ revision: 2, displayName: 'First', closures });
    expect(await change(1, 'Second')).toBeUndefined();
    expect(await findBusinessUnit(db.read, companyId, businessUnitId)).toMatchObject({
      displayName: 'First',
    });
  });

  test('IMV-12 a domain is found by its name and belongs to one unit; units without one are many', async () => {
    const take = ({ companyId, businessUnitId }: Town, revision: number) =>
      db.write((tx) =>
        updateBusinessUnit(tx, companyId, businessUnitId, revision, { ownDomain: 'service.example.com' }),
      );
    const { revision = 0 } = (await findBusinessUnit(db.read, own.companyId, own.businessUnitId)) ?? {};
    await take(own, revision);
    await expect(take(other, 1)).rejects.toMatchObject({ code: 'unique-violation' });
    expect(await findBusinessUnitByDomain(db.read, 'service.example.com')).toMatchObject({
      id: own.businessUnitId,
    });
    expect(await findBusinessUnitByDomain(db.read, 'example.com')).toBeUndefined();
  });

  test('a logo is its unit’s, comes back byte by byte, and the old ones but one are deleted', async () => {
    const keep = (town: Town, hash: string, createdAt: number) =>
      db.write((tx) => storeLogo(tx, { businessUnitId: town.businessUnitId, hash, picture, createdAt }));
    await keep(own, red, morning);
    await keep(own, red, morning + 5);
    await keep(own, blue, morning);
    await keep(other, blue, morning);
    const found = await findLogo(db.read, own.businessUnitId, red);
    expect(found).toMatchObject({ createdAt: morning + 5 });
    expect(Buffer.compare(found!.picture, picture)).toBe(0);
    expect(await findLogo(db.read, other.businessUnitId, red)).toBeUndefined();

    await db.write((tx) => deleteLogos(tx, own.businessUnitId, { but: null, before: morning + 5 }));
    expect(await findLogo(db.read, own.businessUnitId, blue)).toBeUndefined();
    expect(await findLogo(db.read, own.businessUnitId, red)).toBeDefined();
    await db.write((tx) => deleteLogos(tx, own.businessUnitId, { but: red, before: morning + 9 }));
    expect(await findLogo(db.read, own.businessUnitId, red)).toBeDefined();
    expect(await findLogo(db.read, other.businessUnitId, blue)).toBeDefined();
    const nobodys = { businessUnitId: newId(), hash: red, picture, createdAt: morning };
    await expect(db.write((tx) => insertRows(tx, 'logo', [nobodys]))).rejects.toMatchObject({
      code: 'foreign-key',
    });
  });
});
