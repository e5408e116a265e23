import { contextOf } from '@itinera/core/set-up';
import type { ImportMode } from '@itinera/core/shared';
import { listAddresses } from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImportDesk, type ImportDesk } from '../../fixtures/import-desk.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('imports on %s', (engine) => {
  let town: TestCore;
  let small: SmallCompany;
  let desk: ImportDesk;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    town = await openTestCore(made.store);
    small = await makeSmallCompany(town.core);
    desk = await openImportDesk(town.core, small);
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  const customers = async (search: string) =>
    (await town.core.customers.search(desk.ada, { search })).items.map(({ name, phone }) => [name, phone]);
  const counted = async (): Promise<number> =>
    (await town.core.customers.search(desk.ada, { withInactive: true })).total;

  test('CAD-CS-04 the five modes, each with one existing and one missing row, tried first and then written', async () => {
    const outcomes: Record<ImportMode, [string, string]> = {
      create: ['wrong exists', 'created'],
      'create-or-ignore': ['ignored', 'created'],
      update: ['updated', 'wrong missing'],
      'update-or-ignore': ['updated', 'ignored'],
      'create-or-update': ['updated', 'created'],
    };
    await desk.take('reference,name\nM-0,Mode zero\n');
    let n = 0;
    for (const [mode, expected] of Object.entries(outcomes) as [ImportMode, [string, string]][]) {
      const file = `reference;name\nM-0;Mode ${++n}\nM-${n};New ${n}\n`;
      const before = await counted();
      const importId = await desk.upload(file);
      for (const trial of [true, false]) {
        const page = await desk.run(importId, { mode, trial });
        expect(page).toMatchObject({ state: 'done', phase: trial ? 'trial' : 'real', total: 2, done: 2 });
        const lines = await desk.lines(importId);
        expect(lines.map((line) => [line.outcome, line.problem].filter(Boolean).join(' '))).toEqual(expected);
        expect(lines.map(({ line }) => line)).toEqual([2, 3]);
        const made = expected.includes('created') && !trial ? 1 : 0;
        expect(await counted()).toBe(before + made);
      }
      const name = expected[0] === 'updated' ? `Mode ${n}` : undefined;
      if (name) expect(await customers('M-0')).toEqual([[name, null]]);
      await desk.undo(importId);
      expect(await counted()).toBe(before);
      expect(await customers('M-0')).toEqual([['Mode zero', null]]);
    }
  });

  test('a line is taken whole or not at all, and says which column is wrong; the others go on', async () => {
    const file = [
      'reference,name,email,phone,type,address,city,country,lon,lat,Machine room',
      'W-1,Good one,good@example.com,+423 234 56 78,company,Städtle 1,Vaduz,LI,9.52,47.14,cellar',
      'W-2,Bad mail,no address,,,,,,,,',
      'W-3,Bad phone,,12,,,,,,,',
      'W-4,Bad type,,,castle,,,,,,',
      'W-5,Bad town,,,,Street 2,,LI,,,',
      'W-6,Bad place,,,,Street 2,Vaduz,LI,9.5,147.1,',
      ',No reference,,,,,,,,,',
      'W-8,Too few',
      'W-1,Twice,,,,,,,,,',
      'W-9,"Nul \0 here",,,,,,,,,',
      'W-10,Bad country,,,,Street,Town,Mars,,,',
      'W-11,Last,,,,,,,,,',
      '',
    ].join('\r\n');
    for (const trial of [true, false]) {
      const page = await desk.take(file, { trial });
      expect(page.counts).toMatchObject({ created: 2, wrong: 10, updated: 0 });
      const lines = await desk.lines(page.id);
      expect(
        lines
          .filter(({ outcome }) => outcome === 'wrong')
          .map(({ line, problem, field, column, otherLine }) => [line, problem, field, column, otherLine]),
      ).toEqual([
        [3, 'invalid', 'email', 3, null],
        [4, 'invalid', 'phone', 4, null],
        [5, 'invalid', 'type', 5, null],
        [6, 'required', 'city', 7, null],
        [7, 'invalid', 'lat', 10, null],
        [8, 'key-missing', 'reference', 1, null],
        [9, 'column-count', null, null, null],
        [10, 'duplicate', null, null, 2],
        [11, 'nul', 'name', 2, null],
        [12, 'invalid', 'country', 8, null],
      ]);
      expect(await customers('W-')).toHaveLength(trial ? 0 : 2);
    }
    const [good] = (await town.core.customers.search(desk.ada, { search: 'W-1' })).items.filter(
      ({ name }) => name === 'Good one',
    );
    const sites = await listAddresses(contextOf(town.core).db.read, small.businessUnitId, [good!.id]);
    expect(sites).toMatchObject([
      { line1: 'Städtle 1', city: 'Vaduz', location: 'located', isStandard: true },
    ]);
  });

  test('CAD-CS-06 S44 export then create and update changes nothing; a change is seen; no cell is a formula', async () => {
    const evil = ['=1+1', '+1', '-1+1', '@SUM(1)', '\t=1', '＝1', "'=1", "''+2", "it's", '-5'];
    const header = 'reference,name,comment,custom:Machine,tags,category,parent_reference,additional_data';
    const rows = evil.map((text, n) => {
      const pairs = `"[[""Key, ${n}"",""=x""]]"`;
      // A file of a spreadsheet that does not neutralise: what begins with ' twice stands for one.
      const cell = /^'+[=+]/.test(text) ? `'${text}` : text;
      return `E-${n},"${cell}","${cell}","${cell}","a;b\\;c","Gold ${n % 2}",${n === 0 ? '' : 'E-0'},${pairs}`;
    });
    const made = await desk.take([header, ...rows].join('\n'));
    expect(made.counts).toMatchObject({ created: evil.length, wrong: 0 });
    const text = await desk.taken();
    const cells = text.split(/\r\n|,/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+@\t＝＋－＠]|^-(?![\d.]+$)/.test(cell))).toEqual([]);
    // The control: what was written is there, and begins with it.
    expect((await customers('E-')).map(([name]) => name)).toEqual(expect.arrayContaining(['=1+1', "'=1"]));

    const again = await desk.take(text, { mode: 'create-or-update' });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0, ignored: 0 });
    expect(again.counts.unchanged).toBe(await counted());
    expect(await desk.taken()).toBe(text);

    const changed = await desk.take(text.replace('E-3,', 'E-3,').replace("'@SUM(1)", "'@SUM(2)"));
    expect(changed.counts).toMatchObject({ created: 0, updated: 1, wrong: 0 });
    await desk.undo(changed.id);
    expect(await desk.taken()).toBe(text);
  });

  test('CAD-CS-06 S29 addresses go out and come in unchanged; an id of somebody else’s is nothing here', async () => {
    const file = [
      'customer;label;street;zip;town;standard;access',
      'A-1;Home;Städtle 1;9490;Vaduz;no;=key',
      'A-1;Workshop;Landstrasse 7;9490;Vaduz;no;',
      'A-9;Nobody’s;Landstrasse 2;9490;Vaduz;;',
    ].join('\n');
    await desk.take('reference,name\nA-1,Two sites\n');
    const made = await desk.take(file, { target: 'addresses' });
    expect(made.counts).toMatchObject({ created: 2, wrong: 1 });
    expect((await desk.lines(made.id))[2]).toMatchObject({
      line: 4,
      problem: 'unknown',
      field: 'customer_reference',
    });
    const text = await desk.taken('addresses');
    expect(text).toContain("'=key");
    const again = await desk.take(text, { target: 'addresses' });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0 });
    expect(again.counts.unchanged).toBeGreaterThan(2);
    expect(await desk.taken('addresses')).toBe(text);
    const changed = await desk.take(text.replace('Städtle 1', 'Städtle 3'), { target: 'addresses' });
    expect(changed.counts).toMatchObject({ updated: 1, wrong: 0 });
    await desk.undo(changed.id);
    expect(await desk.taken('addresses')).toBe(text);

    const other = await makeSmallCompany(town.core, `schaan-${engine}`);
    const foreign = other.customers.mario.addressIds[0]!;
    const stolen = `customer_reference,id,label,address,city\nA-1,${foreign},Mine,Stolen 1,Vaduz\n`;
    const refused = await desk.take(stolen, { target: 'addresses' });
    expect((await desk.lines(refused.id))[0]).toMatchObject({
      outcome: 'wrong',
      problem: 'unknown',
      field: 'id',
    });
    const [theirs] = await listAddresses(contextOf(town.core).db.read, other.businessUnitId, [
      other.customers.mario.customerId,
    ]);
    expect(theirs?.line1).not.toContain('Stolen');
    const undone = await desk.undo(made.id);
    expect(undone.counts).toMatchObject({ undone: 2, kept: 0 });
    expect(await desk.taken('addresses')).not.toContain('Home');
  });

  test('CAD-CS-06 the service zone of an address goes out and comes in by its name; a zone nobody drew is refused', async () => {
    const zone = {
      ...{ name: 'Unterland', colour: '#1f5f8b', active: true },
      area: [
        [9.5, 47.2],
        [9.6, 47.2],
        [9.6, 47.3],
      ] as [number, number][],
      technicianIds: [small.technicians.anna],
    };
    const { serviceZoneId } = await town.core.serviceZones.save(desk.ada, zone);
    const [listed] = await town.core.serviceZones.list(desk.ada);
    expect(listed).toEqual({ ...zone, id: serviceZoneId, revision: 1 });
    const renamed = { ...zone, serviceZoneId, revision: 1, name: 'Lowlands', technicianIds: [] };
    await town.core.serviceZones.save(desk.ada, renamed);
    await expect(town.core.serviceZones.save(desk.ada, renamed)).rejects.toMatchObject({ code: 'stale' });
    const head = 'customer_reference,label,address,postal_code,city,country,service_zone\n';
    const line = (label: string, name: string) => `Z-1,${label},Landstrasse 9,9490,Vaduz,LI,${name}\n`;
    const zoe = await desk.take('reference,name,service_zone\nZ-1,Zoe Sample,lowlands\nZ-2,Zed,Nowhere\n');
    expect(zoe.counts).toMatchObject({ created: 1, wrong: 1 });
    expect((await desk.lines(zoe.id))[1]).toMatchObject({ problem: 'unknown', field: 'service_zone' });
    // One person takes ten exports at once.
    town.clock.advance(3600);
    const base = await desk.taken();
    expect(base.split('\r\n').filter((row) => row.includes('Lowlands'))).toHaveLength(1);
    expect((await desk.take(base)).counts).toMatchObject({ created: 0, updated: 0, wrong: 0 });
    const none = await desk.take('reference,service_zone\nZ-1,\n');
    expect(none.counts).toMatchObject({ updated: 1 });
    expect(await desk.taken()).not.toContain('Lowlands');
    await desk.undo(none.id);
    expect(await desk.taken()).toBe(base);
    const file = head + line('A', 'LOWLANDS ') + line('B', '') + line('C', 'Nowhere');
    const made = await desk.take(file, { target: 'addresses' });
    expect(made.counts).toMatchObject({ created: 2, wrong: 1 });
    const wrong = (await desk.lines(made.id)).filter(({ outcome }) => outcome === 'wrong');
    expect(wrong).toMatchObject([{ line: 4, problem: 'unknown', field: 'service_zone' }]);
    const text = await desk.taken('addresses');
    const rows = text.split('\r\n').filter((row) => row.startsWith('Z-1'));
    expect(rows.map((row) => row.includes('Lowlands'))).toEqual([true, false]);
    const again = await desk.take(text, { target: 'addresses' });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0 });
    const taken = await desk.take(head + line('A', ''), { target: 'addresses' });
    expect(taken.counts).toMatchObject({ updated: 1 });
    expect(await desk.taken('addresses')).not.toContain('Lowlands');
    await desk.undo(taken.id);
    expect(await desk.taken('addresses')).toBe(text);
  });

  test('CAD-CS-02 an export is narrowed as the list is: without inactive ones where the list leaves them out', async () => {
    town.clock.advance(3600);
    const names = async (narrowed: Parameters<ImportDesk['taken']>[1]) => {
      const text = await desk.taken('customers', narrowed);
      return ['Mario', 'Lisa', 'Dora'].filter((name) => text.includes(`${name} Sample`));
    };
    expect(await names({})).toEqual(['Mario', 'Lisa', 'Dora']);
    expect(await names({ withInactive: false })).toEqual(['Mario', 'Lisa']);
    expect(await names({ search: 'sample', kind: 'individual', withInactive: false })).toEqual(['Mario']);
    expect(await names({ search: 'sample', kind: 'individual' })).toEqual(['Mario', 'Dora']);
    expect(await names({ relationship: 'inactive', withInactive: true })).toEqual(['Dora']);
  });

  test('undo leaves what came after: changed since, referred to, gone; and only the last import can be undone', async () => {
    const { customers: base } = town.core;
    await desk.take('reference,name\nU-0,Was there\n');
    const first = await desk.take(
      'reference,name\nU-0,Changed\nU-1,Untouched\nU-2,Edited since\nU-3,Has a visit\nU-4,Parent\n',
    );
    const find = async (search: string) => (await base.search(desk.ada, { search })).items[0]!;
    const two = await find('U-2');
    await base.edit(desk.ada, { customerId: two.id, revision: 1, name: 'Edited' });
    const four = await find('U-4');
    await base.create(desk.ada, {
      name: 'Child of four',
      status: 'active',
      parentId: four.id,
      idempotencyKey: `child-${engine}-1`,
    });
    const later = await desk.take('reference,name\nU-9,Later\n');
    const { revision } = await town.core.imports.page(desk.ada, first.id);
    await expect(town.core.imports.undo(desk.ada, { importId: first.id, revision })).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'not-last',
    });
    await desk.undo(later.id);
    const undone = await desk.undo(first.id);
    expect(undone).toMatchObject({ state: 'done', phase: 'undo', counts: { undone: 3, kept: 2 } });
    expect((await desk.lines(first.id)).map(({ line, undoing }) => [line, undoing])).toEqual([
      [2, 'undone'],
      [3, 'undone'],
      [4, 'changed'],
      [5, 'undone'],
      [6, 'in-use'],
    ]);
    expect(await customers('U-0')).toEqual([['Was there', null]]);
    expect(await customers('U-1')).toEqual([]);
  });

  test('a run that broke off goes on after the last batch, and no line is written twice', async () => {
    const many = Array.from({ length: 220 }, (_, n) => `B-${n},Batch ${n}`);
    const importId = await desk.upload(['reference,name', ...many].join('\n'));
    const { revision } = await town.core.imports.page(desk.ada, importId);
    await town.core.imports.start(desk.ada, { importId, revision, trial: false });
    const before = await counted();
    // The process is told to end after its first batch.
    const stopping = new AbortController();
    const { db } = contextOf(town.core);
    const write = db.write.bind(db);
    db.write = async (work) => {
      const result = await write(work);
      if ((await town.core.imports.page(desk.ada, importId)).done >= 200) stopping.abort();
      return result;
    };
    await town.core.jobs.runDue('first', { only: 'long', stopping: stopping.signal });
    db.write = write;
    expect(await town.core.imports.page(desk.ada, importId)).toMatchObject({ state: 'running', done: 200 });
    while ((await town.core.jobs.runDue('second', { only: 'long' })) > 0);
    const page = await town.core.imports.page(desk.ada, importId);
    expect(page).toMatchObject({ state: 'done', done: 220, counts: { created: 220 } });
    expect(await counted()).toBe(before + 220);
    await desk.undo(importId);
    expect(await counted()).toBe(before);
  });
});
