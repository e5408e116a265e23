import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImportDesk, type ImportDesk } from '../../fixtures/import-desk.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const anna = 'anna@vaduz-heating.example';

describe.each(engines)('imports of what concerns the team on %s', (engine) => {
  let town: TestCore;
  let small: SmallCompany;
  let desk: ImportDesk;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    drop = made.drop;
    const { target } = made;
    town = await openTestCore(
      'file' in target ? { engine: 'sqlite', file: target.file } : { engine: 'postgres', url: target.url },
    );
    small = await makeSmallCompany(town.core);
    desk = await openImportDesk(town.core, small);
    const { technicians } = town.core;
    const { revision, profile } = await technicians.record(desk.ada, small.technicians.anna);
    await technicians.saveProfile(desk.ada, {
      technicianId: small.technicians.anna,
      revision,
      profile: { ...profile, email: anna },
      idempotencyKey: `anna-${engine}-mail`,
    });
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  const wrong = async (importId: string) =>
    (await desk.lines(importId)).map(({ line, outcome, problem, field }) => [line, outcome, problem, field]);
  const rulesOf = (customerId: string) => town.core.planningRules.read(desk.ada, customerId);

  test('CAD-PL-20 CAD-PL-21 opening hours and preferred technicians come in by their columns, go out the same, and are undone', async () => {
    const before = await desk.taken();
    const hours = '0|10:00:00|12:00:00;1,4|08:00:00|12:00:00';
    const file = [
      'reference\tname\topening_hours\tassignment',
      `P-1\tBoth\t1,4|08:00:00|12:00:00;0|10:00:00|12:00:00\tprioritize;${anna.toUpperCase()};1`,
      `P-2\tBare\t\t${anna}`,
      'P-3\tTwo pieces\t1|08:00:00\t',
      'P-4\tNobody\t\tnobody@example.com',
      'P-5\tAnother mode\t\tforbid;;1',
      'P-6\tBackwards\t1|12:00:00|08:00:00\t',
      'P-7\tNone\t\t',
    ].join('\n');
    const made = await desk.take(file);
    expect(made.counts).toMatchObject({ created: 3, wrong: 4 });
    expect(await wrong(made.id)).toEqual([
      [2, 'created', null, null],
      [3, 'created', null, null],
      [4, 'wrong', 'invalid', 'opening_hours'],
      [5, 'wrong', 'unknown', 'assignment'],
      [6, 'wrong', 'invalid', 'assignment'],
      [7, 'wrong', 'invalid', 'opening_hours'],
      [8, 'created', null, null],
    ]);
    const [both] = await desk.lines(made.id);
    expect(await rulesOf(both!.recordId!)).toMatchObject({
      openingHours: { '1': [{ from: '08:00', to: '12:00' }], '7': [{ from: '10:00', to: '12:00' }] },
      mode: 'prefer',
      technicianIds: [small.technicians.anna],
      last: true,
    });
    const text = await desk.taken();
    expect(text).toContain(hours);
    expect(text).toContain(`prioritize;${anna};1`);
    expect(text).toContain(`restrict;${anna};0`);
    // Ben has no e-mail: no file can name him, and none takes him away unless it says something else.
    const { revision, ...rules } = await rulesOf(both!.recordId!);
    const technicianIds = [small.technicians.anna, small.technicians.ben].sort();
    const { lastTechnicianId: _, ...saved } = { ...rules, technicianIds };
    await town.core.planningRules.save(desk.ada, { ...saved, customerId: both!.recordId!, revision });
    const again = await desk.take(text);
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0 });
    expect((await rulesOf(both!.recordId!)).technicianIds).toEqual(technicianIds);

    const changed = await desk.take(text.replace(hours, '').replace(`prioritize;${anna};1`, ''));
    expect(changed.counts).toMatchObject({ updated: 1, wrong: 0 });
    expect(await rulesOf(both!.recordId!)).toMatchObject({ openingHours: null, mode: null });
    await desk.undo(changed.id);
    expect(await rulesOf(both!.recordId!)).toMatchObject({ mode: 'prefer', technicianIds });
    expect(await desk.taken()).toBe(text);
    // One was edited since: it stays. The others go, with their rules.
    expect((await desk.undo(made.id)).counts).toMatchObject({ undone: 2, kept: 1 });
    expect((await desk.taken()).split('\n')).toHaveLength(before.split('\n').length + 1);
  });
});
