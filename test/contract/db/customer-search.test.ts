import {
  findCustomer,
  indexCustomers,
  indexMissingCustomers,
  insertRows,
  listAddresses,
  listCustomers,
  updateAddress,
  updateCustomer,
  updateIntervention,
  type CustomerFilter,
  type CustomerOrder,
  type Database,
  type DatabaseTarget,
} from '@itinera/db';
import { blankAddresses, blankCustomer } from '@itinera/db/personal-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../helpers/random.ts';
import { engines, makeStore, sql } from './stores.ts';
import { makePart, makeTown, morning, newId, type Town } from './town.ts';

const all = { limit: 1000, offset: 0 };

describe.each(engines)('search of customers on %s', (engine) => {
  let db: Database;
  let target: DatabaseTarget;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, target, drop } = await makeStore(engine)));
  afterAll(() => drop());

  let number = 1;
  const customer = (town: Town, changes: object = {}) => ({
    id: newId(),
    businessUnitId: town.businessUnitId,
    reference: `C-${++number}`,
    name: 'Ada Sample',
    kind: 'individual' as const,
    language: 'en',
    createdAt: morning,
    ...changes,
  });
  const add = async (town: Town, changes: object) => {
    const row = customer(town, changes);
    await db.write((tx) => insertRows(tx, 'customer', [row]));
    return row.id;
  };
  const names = async (town: Town, filter: CustomerFilter, order: CustomerOrder = 'relevance') => {
    const { rows } = await listCustomers(db.read, town.businessUnitId, { filter, order, page: all });
    return rows.map((row) => row.customer.name);
  };
  const found = (town: Town, search: string) => names(town, { search });

  test('AZT-02, CAD-CS-02 every word, anywhere, in any order, whatever the accents; numbers in every spelling', async () => {
    const town = await makeTown(db);
    await add(town, {
      name: 'Giuseppe D’Angelo',
      reference: 'K-77',
      externalReference: 'SAP 0815/4711',
      email: 'peppe.dangelo@posta.example',
      phone: '+41791234567',
    });
    await add(town, { name: 'Jean-Pierre Straße', phone: '+393061234' });
    const mine = ['Zoë Öztürk'];
    for (const search of [
      'zoe',
      'OZTURK zoe',
      'zturk',
      'öztürk vaduz',
      'stadtle 1',
      '9490',
      'C-1',
      'zo',
      'z',
      'vad zo',
    ])
      expect(await found(town, search), search).toEqual(mine);
    for (const search of [
      'dangelo@',
      "d'angelo",
      'd’ang',
      'angelo',
      '4711',
      'sap 0815',
      'k-77',
      'peppe posta',
    ])
      expect(await found(town, search), search).toEqual(['Giuseppe D’Angelo']);
    for (const search of [
      '+41 79 123 45 67',
      '0041791234567',
      '079 123 45 67',
      '791234567',
      '4567',
      '079/123.45.67',
    ])
      expect(await found(town, search), search).toEqual(['Giuseppe D’Angelo']);
    for (const search of ['06 1234', 'strasse', 'pierre jean', 'pi', 'STRASSE JEAN-PIERRE'])
      expect(await found(town, search), search).toEqual(['Jean-Pierre Straße']);
    expect(await found(town, 'giuseppe 079 123 45 67')).toEqual(['Giuseppe D’Angelo']);
    for (const search of [
      'zoe angelo',
      'nobody',
      'ur',
      '%',
      '_',
      '"',
      "'",
      '\\',
      '%%%',
      '"""',
      'OR',
      'a" OR "b',
      '*',
      '(',
      '👍🏽👍🏽👍🏽',
      'שלום',
      '‮'.repeat(3) + 'qqq',
    ])
      expect(await found(town, search), search).toEqual([]);
    for (const nothing of ['', '  ', '\u0000', '\ud800']) expect(await found(town, nothing)).toHaveLength(3);
    expect(await found(town, 'x'.repeat(10_000))).toEqual([]);
    expect(await found(town, 'zoe '.repeat(2_500))).toEqual(mine);
    // Another unit's are never found.
    const other = await makeTown(db);
    expect(await found(other, 'angelo')).toEqual([]);
  });

  test('the exact reference comes first, then names that begin so, then the others, and always in one order', async () => {
    const town = await makeTown(db);
    const made = ['Anna Berg', 'Berg AG', 'Zum Berg', 'Bergbahn', 'Adam'];
    for (const name of made) await add(town, { name });
    await add(town, { name: 'Zuletzt', reference: 'BERG' });
    await add(town, { name: 'Extern', externalReference: 'berg' });
    const ranked = ['Extern', 'Zuletzt', 'Berg AG', 'Bergbahn', 'Anna Berg', 'Zum Berg'];
    expect(await found(town, 'berg')).toEqual(ranked);
    expect(await names(town, { search: 'berg' }, 'name')).toEqual([...ranked].sort());
    const pages = await Promise.all(
      [0, 1, 2, 3, 4, 5, 6].map(async (offset) => {
        const page = { limit: 1, offset };
        const { rows, total } = await listCustomers(db.read, town.businessUnitId, {
          filter: { search: 'berg' },
          order: 'relevance',
          page,
        });
        expect(total).toBe(6);
        return rows[0]?.customer.name;
      }),
    );
    expect(pages).toEqual([...ranked, undefined]);
    for (const name of ['C-9', 'C-10', 'C-100']) await add(town, { name, reference: `Q${name}` });
    const { rows } = await listCustomers(db.read, town.businessUnitId, {
      filter: { search: 'QC' },
      order: 'reference',
      descending: true,
      page: all,
    });
    expect(rows.map((row) => row.customer.name)).toEqual(['C-100', 'C-10', 'C-9']);
  });

  test('AZT-03 to AZT-06 every relationship is counted under the other filters, and is one', async () => {
    const town = await makeTown(db);
    const list = async (filter: CustomerFilter) => {
      const { rows, counts, total } = await listCustomers(db.read, town.businessUnitId, {
        filter,
        order: 'name',
        page: all,
      });
      expect(rows).toHaveLength(total);
      return { counts, names: rows.map((row) => row.customer.name) };
    };
    await add(town, { name: 'Contact', status: 'contact', kind: 'company' });
    await add(town, { name: 'Gone', status: 'inactive' });
    const none = { active: 0, lead: 0, contact: 0, inactive: 0 };
    expect(await list({})).toEqual({
      counts: { active: 0, lead: 1, contact: 1, inactive: 1 },
      names: ['Contact', 'Zoë Öztürk'],
    });
    const { interventionId } = await db.write((tx) => makePart(tx, town));
    const close = (revision: number, changes: object) =>
      db.write((tx) => updateIntervention(tx, town.businessUnitId, interventionId, revision, changes));
    expect((await list({})).counts.active, 'booked is not done').toBe(0);
    await close(1, { status: 'terminated', result: 'ko' });
    expect((await list({})).counts.active, 'in vain').toBe(0);
    await close(2, { status: 'intermediate', result: 'ok' });
    const counts = { active: 1, lead: 0, contact: 1, inactive: 1 };
    expect(await list({ relationship: 'active' })).toEqual({ counts, names: ['Zoë Öztürk'] });
    expect(await list({ relationship: 'inactive' })).toEqual({ counts, names: ['Gone'] });
    expect(await list({ withInactive: true })).toMatchObject({ names: ['Contact', 'Gone', 'Zoë Öztürk'] });
    expect(await list({ search: 'zoe' })).toMatchObject({ counts: { ...none, active: 1 } });
    expect(await list({ kind: 'company', relationship: 'active' })).toEqual({
      counts: { ...none, contact: 1 },
      names: [],
    });
    await db.write((tx) =>
      updateCustomer(tx, town.businessUnitId, town.customerId, 1, { status: 'inactive' }),
    );
    expect(await list({})).toMatchObject({ counts: { ...none, contact: 1, inactive: 2 } });
    const [site] = await listAddresses(db.read, town.businessUnitId, [town.customerId]);
    await db.write((tx) =>
      updateAddress(tx, town.businessUnitId, site?.id ?? '', 1, {
        location: 'not-located',
        lon: null,
        lat: null,
      }),
    );
    expect(await list({ notLocated: true, withInactive: true })).toMatchObject({ names: ['Zoë Öztürk'] });
  });

  test('the index is what the records say after any series of writes; a write that forgets it is seen', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`customer-search seed ${seed}`);
    const random = seededRandom(seed);
    const town = await makeTown(db);
    const unit = town.businessUnitId;
    const ids = [town.customerId];
    const word = () =>
      random.pick(['Rossi', 'Müller', 'São', 'D’Arc', 'Øre', 'x', '9490', 'Straße 12', '👍']);
    const steps: (() => Promise<unknown>)[] = [
      async () => ids.push(await add(town, { name: `${word()} ${word()}`, phone: '+4179123456' })),
      async () => {
        const id = random.pick(ids);
        const { revision = 0 } = (await findCustomer(db.read, unit, id)) ?? {};
        const status = random.pick(['active', 'inactive', 'contact', 'lead'] as const);
        const changes = { name: word(), status, email: random.chance(0.5) ? `${word()}@x.ch` : null };
        await db.write((tx) => updateCustomer(tx, unit, id, revision, changes));
      },
      async () => {
        const [site] = await listAddresses(db.read, unit, [random.pick(ids)]);
        if (site) await db.write((tx) => updateAddress(tx, unit, site.id, site.revision, { city: word() }));
      },
      () =>
        db.write((tx) =>
          insertRows(tx, 'address', [
            {
              id: newId(),
              businessUnitId: unit,
              customerId: random.pick(ids),
              line1: word(),
              postalCode: '9490',
              city: word(),
              country: 'LI',
              location: 'not-located',
            },
          ]),
        ),
      async () => {
        const id = random.pick(ids);
        if (random.chance(0.8)) return;
        await db.write(async (tx) => {
          await blankAddresses(tx, unit, id);
          await blankCustomer(tx, unit, id, morning);
        });
      },
      async () => {
        const failed = db.write(async (tx) => {
          await insertRows(tx, 'customer', [customer(town, { name: 'never' })]);
          throw new Error('undone');
        });
        await expect(failed).rejects.toThrow('undone');
      },
    ];
    const dump = async () =>
      JSON.stringify([
        await sql(
          target,
          `SELECT customer_id, words, name_key, reference_key, external_key, relationship, kind, not_located, updated_at FROM customer_search ORDER BY customer_id`,
        ),
        await sql(target, 'SELECT * FROM customer_key ORDER BY customer_id, kind, value'),
      ]);
    for (let n = 0; n < 60; n++) await random.pick(steps)();
    const kept = await dump();
    await db.write((tx) => indexCustomers(tx, ids));
    expect(await dump()).toBe(kept);
    expect(kept).not.toContain('never');

    // Of every search, what the words of the rows say: on SQLite its index of trigrams is asked first.
    const rows = await sql<{ words: string; customer_id: string }>(
      target,
      `SELECT words, customer_id FROM customer_search WHERE business_unit_id = '${unit}'`,
    );
    for (const piece of ['ros', 'muller', 'strasse', '9490', 'tra', 'øre', 'rossi', 'arc']) {
      const folded = piece.replace('ø', 'o');
      const expected = rows.filter(({ words }) => words.includes(folded)).map((row) => row.customer_id);
      const { rows: listed } = await listCustomers(db.read, unit, {
        filter: { search: piece, withInactive: true },
        order: 'id',
        page: all,
      });
      expect(
        listed.map((row) => row.customer.id),
        piece,
      ).toEqual(expected.sort());
    }

    await sql(target, `UPDATE customer SET name = 'forgotten' WHERE id = '${random.pick(ids)}'`);
    await db.write((tx) => indexCustomers(tx, ids));
    expect(await dump()).not.toBe(kept);
  });

  test('two writes about one customer at the same moment: the index has both', async () => {
    const town = await makeTown(db);
    const unit = town.businessUnitId;
    for (let n = 1; n <= 10; n++) {
      await Promise.all([
        db.write((tx) => updateCustomer(tx, unit, town.customerId, n, { name: `name${n}` })),
        db.write((tx) => updateAddress(tx, unit, town.addressId, n, { city: `city${n}` })),
      ]);
      expect(await found(town, `name${n} city${n}`), `turn ${n}`).toEqual([`name${n}`]);
    }
  });

  test('customers from before there was an index are found after it is filled in', async () => {
    const town = await makeTown(db);
    await sql(target, `DELETE FROM customer_key`);
    await sql(target, `DELETE FROM customer_search`);
    expect(await found(town, 'zoe')).toEqual([]);
    await indexMissingCustomers(db);
    await indexMissingCustomers(db);
    expect(await found(town, 'zoe')).toEqual(['Zoë Öztürk']);
  });
});
