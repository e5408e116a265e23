import {
  findAddress,
  findBusinessUnit,
  findCustomer,
  insertRows,
  makeStandardAddress,
  updateBusinessUnit,
  updateCustomer,
  type Database,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore, sql } from './stores.ts';
import { makePart, makeTown, morning, newId, stop, type Town } from './town.ts';

describe.each(engines)('values and errors on %s', (engine) => {
  let db: Database;
  let target: Parameters<typeof sql>[0];
  let drop: () => Promise<void>;
  let town: Town;
  beforeAll(async () => {
    ({ db, target, drop } = await makeStore(engine));
    town = await makeTown(db);
  });
  afterAll(() => drop());

  const customer = (changes: object = {}) => ({
    id: newId(),
    businessUnitId: town.businessUnitId,
    reference: newId(),
    name: 'x',
    kind: 'company' as const,
    language: 'en',
    createdAt: morning,
    ...changes,
  });

  test.each([0, 1, 951_782_400, 1_800_000_000, 1_774_745_999, 4_102_444_800, -1])(
    'an instant comes back as the same second: %i',
    async (createdAt) => {
      const row = customer({ createdAt });
      await db.write((tx) => insertRows(tx, 'customer', [row]));
      expect(await findCustomer(db.read, town.businessUnitId, row.id)).toMatchObject({ createdAt });
    },
  );

  test('PostgreSQL keeps instants as such, whatever zone the session is in', async () => {
    if (engine !== 'postgres' || !('url' in target)) return;
    const { openDatabase } = await import('@itinera/db');
    const url = new URL(target.url);
    url.searchParams.set('options', '-c TimeZone=Asia/Kathmandu');
    const elsewhere = await openDatabase({ url: url.href });
    expect(await findCustomer(elsewhere.read, town.businessUnitId, town.customerId)).toMatchObject({
      createdAt: morning,
    });
    await elsewhere.close();
    const [row] = await sql<{ type: string }>(
      target,
      "SELECT data_type AS type FROM information_schema.columns WHERE table_name = 'customer' AND column_name = 'created_at'",
    );
    expect(row?.type).toBe('timestamp with time zone');
  });

  test('JSON, text of every script, booleans and nulls come back as they went in', async () => {
    const welcome = {
      en: 'Quotes " and \\ and \n lines',
      it: 'è',
      'pt-BR': '日本 🚐',
      fr: "l'été; DROP TABLE x",
    };
    const changed = await db.write((tx) =>
      updateBusinessUnit(tx, town.companyId, town.businessUnitId, 1, {
        welcome,
        languages: ['it', 'en', 'it'],
        portalOn: false,
        logo: null,
        contactPhone: '',
      }),
    );
    const read = await findBusinessUnit(db.read, town.companyId, town.businessUnitId);
    expect(read).toEqual(changed);
    expect(read).toMatchObject({
      welcome,
      languages: ['it', 'en', 'it'],
      portalOn: false,
      logo: null,
      contactPhone: '',
    });
  });

  test('coordinates keep every digit', async () => {
    const id = newId();
    const [lon, lat] = [9.520_123_456_789_01, -47.000_000_000_000_1];
    await db.write((tx) =>
      insertRows(tx, 'address', [
        {
          id,
          businessUnitId: town.businessUnitId,
          customerId: town.customerId,
          line1: 'x',
          postalCode: '1',
          city: 'y',
          country: 'LI',
          location: 'pinned',
          lon,
          lat,
        },
      ]),
    );
    expect(await findAddress(db.read, town.businessUnitId, id)).toMatchObject({ lon, lat });
  });

  test('a stale revision changes nothing; the right one counts up', async () => {
    const row = customer();
    await db.write((tx) => insertRows(tx, 'customer', [row]));
    const update = (revision: number, name: string) =>
      db.write((tx) => updateCustomer(tx, town.businessUnitId, row.id, revision, { name }));
    expect(await update(1, 'first')).toMatchObject({ name: 'first', revision: 2 });
    expect(await update(1, 'stale')).toBeUndefined();
    expect(await findCustomer(db.read, town.businessUnitId, row.id)).toMatchObject({
      name: 'first',
      revision: 2,
    });
  });

  test('of 20 parallel edits of one revision exactly one is kept', async () => {
    const row = customer();
    await db.write((tx) => insertRows(tx, 'customer', [row]));
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.write((tx) => updateCustomer(tx, town.businessUnitId, row.id, 1, { name: `edit ${n}` })),
      ),
    );
    expect(edits.filter((edit) => edit !== undefined)).toHaveLength(1);
    expect(await findCustomer(db.read, town.businessUnitId, row.id)).toMatchObject({ revision: 2 });
  });

  test('a value that is taken names its constraint, alike on both engines', async () => {
    const row = customer({ externalReference: 'E-1' });
    await db.write((tx) => insertRows(tx, 'customer', [row]));
    const again = (changes: object) => db.write((tx) => insertRows(tx, 'customer', [customer(changes)]));
    await expect(again({ externalReference: 'E-1' })).rejects.toMatchObject({
      code: 'unique-violation',
      constraint: 'customer_external_reference_unique',
    });
    await expect(again({ reference: row.reference })).rejects.toMatchObject({
      constraint: 'customer_reference_unique',
    });
    const company = { id: town.companyId, name: 'again', createdAt: morning };
    await expect(db.write((tx) => insertRows(tx, 'company', [company]))).rejects.toMatchObject({
      code: 'unique-violation',
      constraint: 'company_pk',
    });
    await again({ externalReference: null });
    await again({ externalReference: null });
  });

  test('an error carries nothing of what was to be written', async () => {
    const secret = 'person@example.org';
    const row = customer({ email: secret, externalReference: secret });
    await db.write((tx) => insertRows(tx, 'customer', [row]));
    const error: unknown = await db
      .write((tx) => insertRows(tx, 'customer', [{ ...row, id: newId(), reference: newId() }]))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'DbError' });
    const whole = [error, (error as Error).cause].map((part) =>
      JSON.stringify(part, Object.getOwnPropertyNames(part ?? {})),
    );
    expect(whole.join()).not.toContain(secret);
  });

  test('one standard address per customer', async () => {
    const id = newId();
    const second = {
      id,
      businessUnitId: town.businessUnitId,
      customerId: town.customerId,
      line1: 'x',
      postalCode: '1',
      city: 'y',
      country: 'LI',
      location: 'not-located' as const,
    };
    await expect(
      db.write((tx) => insertRows(tx, 'address', [{ ...second, isStandard: true }])),
    ).rejects.toMatchObject({ code: 'unique-violation', constraint: 'address_standard_unique' });
    await db.write(async (tx) => {
      await insertRows(tx, 'address', [second]);
      expect(await makeStandardAddress(tx, town.businessUnitId, town.customerId, id)).toBe(true);
    });
    expect(await findAddress(db.read, town.businessUnitId, town.addressId)).toMatchObject({
      isStandard: false,
    });
    expect(
      await db.write((tx) => makeStandardAddress(tx, town.businessUnitId, newId(), town.addressId)),
    ).toBe(false);
  });

  test('what cannot be true is refused by a check', async () => {
    const { partId } = await db.write((tx) => makePart(tx, town));
    const refused = (changes: object, constraint: string) =>
      expect(
        db.write((tx) => insertRows(tx, 'assignment', [stop(town, partId, morning, morning + 60, changes)])),
      ).rejects.toMatchObject({ code: 'check', constraint });
    await refused({ partId: null }, 'assignment_part_or_hold');
    await refused({ endsAt: morning }, 'assignment_takes_time');
    await refused({ lat: null }, 'assignment_place_whole');
    await refused({ expiresAt: morning }, 'assignment_hold_expires');
    await expect(
      db.write((tx) =>
        insertRows(tx, 'address', [
          {
            id: newId(),
            businessUnitId: town.businessUnitId,
            customerId: town.customerId,
            line1: '',
            postalCode: '',
            city: '',
            country: 'LI',
            location: 'located',
          },
        ]),
      ),
    ).rejects.toMatchObject({ code: 'check', constraint: 'address_location_has_place' });
  });

  test('reads refuse to write', async () => {
    if (engine !== 'sqlite') return;
    await expect(insertRows(db.read, 'customer', [customer()])).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('an id that is none finds nothing or is refused, never another row', async () => {
    const found = findCustomer(db.read, town.businessUnitId, "x' OR '1'='1");
    if (engine === 'postgres') await expect(found).rejects.toMatchObject({ code: 'invalid-value' });
    else expect(await found).toBeUndefined();
  });
});
