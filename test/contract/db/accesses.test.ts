import { readdirSync, readFileSync } from 'node:fs';
import {
  closeAccessPeriods,
  countAccesses,
  countAccessesEnabledIn,
  deleteAccessLinksOfUnit,
  findAccessLink,
  findPortalSession,
  findSignInIdentifiers,
  endPortalSessionsOfUnit,
  insertRows,
  linkAccessToCustomer,
  listAccesses,
  listAccessesOfCustomer,
  listAccessesSharing,
  listAccessMatches,
  listCustomersOfAccesses,
  lockSignInIdentifier,
  openAccessPeriods,
  setAllAccessesEnabled,
  storeAccessLink,
  updateAccess,
  updateCustomer,
  updateSignInIdentifier,
  type Database,
  type DatabaseTarget,
  type Engine,
  type NewAccess,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore, sql } from './stores.ts';
import { makeTown, morning, newId, type Town } from './town.ts';

/** The one statement that gives accesses of older versions their periods. */
function migrationOf(engine: Engine): string {
  const folder = new URL(`../../../packages/db/migrations/${engine}/`, import.meta.url);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('_periods-of-accesses.sql'));
  return readFileSync(new URL(file, folder), 'utf8');
}

describe.each(engines)('accesses on %s', (engine) => {
  let db: Database;
  let target: DatabaseTarget;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, target, drop } = await makeStore(engine)));
  afterAll(() => drop());

  const makeAccess = async (town: Town, changes: Partial<NewAccess> = {}): Promise<string> => {
    const id = newId();
    const { businessUnitId } = town;
    const row = { id, businessUnitId, name: 'Ana', language: 'en', createdAt: morning, ...changes };
    await db.write((tx) => insertRows(tx, 'access', [row]));
    return id;
  };

  test('LBX-03 the list finds by name, e-mail, phone and customer, by state, in pages, without deleted ones', async () => {
    const town = await makeTown(db);
    const stranger = await makeTown(db, town.companyId);
    const { businessUnitId } = town;
    const ana = await makeAccess(town, { name: 'Ana Émile', phone: '+4232345678' });
    const off = await makeAccess(town, { name: 'Bruno', enabled: false });
    await makeAccess(town, { name: 'Gone', enabled: false, deletedAt: morning });
    await db.write((tx) => linkAccessToCustomer(tx, businessUnitId, off, town.customerId));
    const found = async (filter: { search?: string; enabled?: boolean }, offset = 0) => {
      const page = { limit: 2, offset };
      const { rows, total } = await listAccesses(db.read, businessUnitId, { ...filter, page });
      return [total, ...rows.map((row) => row.id)];
    };
    expect(await found({})).toEqual([3, ana, off]);
    expect(await found({}, 2)).toEqual([3, town.accessId]);
    expect(await found({ enabled: false })).toEqual([1, off]);
    expect(await found({ enabled: true })).toEqual([2, ana, town.accessId]);
    expect(await found({ search: 'ÉMILE' })).toEqual([1, ana]);
    expect(await found({ search: '234567' })).toEqual([1, ana]);
    expect(await found({ search: 'zoe@' })).toEqual([1, town.accessId]);
    expect(await found({ search: 'öztürk' })).toEqual([2, off, town.accessId]);
    expect(await found({ search: 'c-1', enabled: true })).toEqual([1, town.accessId]);
    expect(await found({ search: '%' })).toEqual([0]);
    expect(await countAccesses(db.read, businessUnitId)).toEqual({ enabled: 2, disabled: 1 });
    expect(await countAccesses(db.read, stranger.businessUnitId)).toEqual({ enabled: 1, disabled: 0 });
    const attached = await listCustomersOfAccesses(db.read, businessUnitId, [ana, off, town.accessId]);
    expect(attached.map((row) => [row.accessId, row.customer.id]).sort()).toEqual(
      [off, town.accessId].map((id) => [id, town.customerId]).sort(),
    );
  });

  test('accesses that share an e-mail or a phone are found within the unit only', async () => {
    const town = await makeTown(db);
    await makeTown(db, town.companyId);
    const { businessUnitId, accessId } = town;
    const own = { businessUnitId, id: accessId, email: 'zoe@example.org', phone: '+4232345678' };
    expect(await listAccessesSharing(db.read, own)).toEqual([]);
    const byMail = await makeAccess(town, { name: 'A', email: 'zoe@example.org' });
    const byPhone = await makeAccess(town, { name: 'B', phone: '+4232345678' });
    await makeAccess(town, { email: 'zoe@example.org', enabled: false, deletedAt: morning });
    const ids = async (row: { phone?: null; email?: null }) =>
      (await listAccessesSharing(db.read, { ...own, ...row })).map(({ id }) => id);
    expect(await ids({})).toEqual([byMail, byPhone]);
    expect(await ids({ phone: null })).toEqual([byMail]);
    expect(await ids({ email: null })).toEqual([byPhone]);
    expect(await listAccessesSharing(db.read, { ...own, email: null, phone: null })).toEqual([]);
  });

  test('LBX-10 a deleted access signs nobody in and acts for nobody, even if it were enabled', async () => {
    const town = await makeTown(db);
    const { businessUnitId, accessId, companyId, customerId } = town;
    const matches = () => listAccessMatches(db.read, companyId, 'email', 'zoe@example.org');
    const people = () => listAccessesOfCustomer(db.read, businessUnitId, customerId);
    expect([(await matches()).length, (await people()).length]).toEqual([1, 1]);
    await db.write((tx) => updateAccess(tx, businessUnitId, accessId, 1, { deletedAt: morning }));
    expect([await matches(), await people()]).toEqual([[], []]);
  });

  test('AZT-12 inactive takes a customer’s accesses away; another status than active does not', async () => {
    const { companyId, businessUnitId, customerId } = await makeTown(db);
    for (const [n, status] of (['lead', 'inactive', 'active'] as const).entries()) {
      await db.write((tx) => updateCustomer(tx, businessUnitId, customerId, n + 1, { status }));
      const matches = await listAccessMatches(db.read, companyId, 'email', 'zoe@example.org');
      expect(matches.length, status).toBe(status === 'inactive' ? 0 : 1);
    }
  });

  test('LBX-05 LBX-07 an access counts in every interval it was enabled in, once, and not after', async () => {
    const town = await makeTown(db);
    const { businessUnitId, accessId } = town;
    const open = (now: number) => db.write((tx) => openAccessPeriods(tx, businessUnitId, [accessId], now));
    const close = (now: number) => db.write((tx) => closeAccessPeriods(tx, businessUnitId, [accessId], now));
    const counted = (from: number, to: number) =>
      countAccessesEnabledIn(db.read, businessUnitId, { from, to });
    await open(100);
    expect(await counted(200, 300)).toBe(1);
    expect(await counted(0, 100)).toBe(0);
    expect(await counted(0, 101)).toBe(1);
    await close(200);
    await open(250);
    await close(260);
    expect([await counted(0, 300), await counted(200, 250), await counted(200, 251)]).toEqual([1, 0, 1]);
    // Enabled and disabled at one second: it was enabled in the interval in which that second lies.
    await open(400);
    await close(400);
    expect([await counted(300, 400), await counted(400, 500)]).toEqual([0, 1]);
    await open(400);
    expect(await counted(500, 600)).toBe(1);
    await expect(open(450)).rejects.toMatchObject({ code: 'unique-violation' });
    // A clock that was moved back.
    await close(300);
    expect([await counted(300, 400), await counted(400, 401), await counted(401, 500)]).toEqual([0, 1, 0]);
    const second = await makeAccess(town);
    await db.write((tx) => openAccessPeriods(tx, businessUnitId, [second], 100));
    expect(await counted(0, 300)).toBe(2);
    expect(
      await countAccessesEnabledIn(db.read, (await makeTown(db)).businessUnitId, { from: 0, to: 999 }),
    ).toBe(0);
  });

  test('LBX-05 accesses older than their periods count since they were made, if they are enabled', async () => {
    const town = await makeTown(db);
    const { businessUnitId, accessId } = town;
    await makeAccess(town, { enabled: false });
    const counted = () => countAccessesEnabledIn(db.read, businessUnitId, { from: 0, to: morning + 1 });
    expect(await counted()).toBe(0);
    await sql(target, 'DELETE FROM access_period');
    await sql(target, migrationOf(engine));
    expect(await counted()).toBe(1);
    await db.write((tx) => closeAccessPeriods(tx, businessUnitId, [accessId], morning + 10));
    expect(
      await countAccessesEnabledIn(db.read, businessUnitId, { from: morning + 10, to: morning + 20 }),
    ).toBe(0);
  });

  test('CAD-BU-06 all accesses of one unit are enabled or disabled, and only those that were not', async () => {
    const town = await makeTown(db);
    const sibling = await makeTown(db, town.companyId);
    const { businessUnitId, accessId, companyId } = town;
    const off = await makeAccess(town, { enabled: false });
    await makeAccess(town, { enabled: false, deletedAt: morning });
    const all = (enabled: boolean) => db.write((tx) => setAllAccessesEnabled(tx, businessUnitId, enabled));
    expect(await all(true)).toEqual([off]);
    expect(await all(true)).toEqual([]);
    expect(await all(false)).toEqual([accessId, off].sort());
    expect(await countAccesses(db.read, businessUnitId)).toEqual({ enabled: 0, disabled: 2 });
    expect(await countAccesses(db.read, sibling.businessUnitId)).toEqual({ enabled: 1, disabled: 0 });
    const session = (unitId: string, bound: string | null) => ({
      idHash: newId(),
      companyId,
      businessUnitId: unitId,
      identifier: 'zoe@example.org',
      accessId: bound,
      createdAt: morning,
      lastSeenAt: morning,
      expiresAt: morning + 99,
    });
    const own = session(businessUnitId, accessId);
    const theirs = session(sibling.businessUnitId, sibling.accessId);
    await db.write((tx) => insertRows(tx, 'portalSession', [own, theirs]));
    await db.write((tx) => endPortalSessionsOfUnit(tx, businessUnitId, morning + 1));
    expect(await findPortalSession(db.read, own.idHash, morning + 1)).toBeUndefined();
    expect(await findPortalSession(db.read, theirs.idHash, morning + 1)).toBeDefined();
  });

  test('failures of identifiers are found for one company, and for those asked about', async () => {
    const { companyId } = await makeTown(db);
    const stranger = await makeTown(db);
    const found = async (company: string, ...identifiers: string[]) =>
      (await findSignInIdentifiers(db.read, company, identifiers)).map((row) => row.consecutiveFailures);
    await db.write(async (tx) => {
      await lockSignInIdentifier(tx, companyId, 'a@example.org');
      await updateSignInIdentifier(tx, companyId, 'a@example.org', { consecutiveFailures: 3 });
      await lockSignInIdentifier(tx, companyId, 'b@example.org');
    });
    expect(await found(companyId, 'a@example.org', '+4232345678')).toEqual([3]);
    expect(await found(companyId)).toEqual([]);
    expect(await found(stranger.companyId, 'a@example.org', 'b@example.org')).toEqual([]);
  });

  test('the permanent links of one unit go all together, and no other unit’s', async () => {
    const town = await makeTown(db);
    const sibling = await makeTown(db, town.companyId);
    await db.write(async (tx) => {
      for (const { businessUnitId, accessId } of [town, sibling])
        await storeAccessLink(tx, { businessUnitId, accessId, tokenHash: accessId, createdAt: morning });
    });
    await db.write((tx) => deleteAccessLinksOfUnit(tx, town.businessUnitId));
    expect(await findAccessLink(db.read, town.businessUnitId, town.accessId)).toBeUndefined();
    expect(await findAccessLink(db.read, sibling.businessUnitId, sibling.accessId)).toBeDefined();
  });

  test('a period belongs to an access of its own unit', async () => {
    const town = await makeTown(db);
    const sibling = await makeTown(db, town.companyId);
    await expect(
      db.write((tx) => openAccessPeriods(tx, sibling.businessUnitId, [town.accessId], morning)),
    ).rejects.toMatchObject({ code: 'foreign-key' });
  });
});
