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
    ({ drop } = made);
    town = await openTestCore(made.store);
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

  test('CAD-US-05 technicians come in by their e-mail, go out the same, and are undone; no password is read', async () => {
    const target = 'technicians' as const;
    const before = await desk.taken(target);
    const file = [
      'first_name;last_name;email;password;phone;address;lon;lat;radius;color;comment;email_notification',
      'Carla Maria;Sample;carla@example.com;secret;+423 234 56 78;Landstrasse 3, 9494 Schaan;9.51;47.165;12,5;#A04060;=cmd;1',
      'Dino;;dino@example.com;;;Landstrasse 3, 9494 Schaan;9.51;47.165;;;;',
      'Emma;Sample;;;;Landstrasse 3, 9494 Schaan;9.51;47.165;;;;',
      'Fritz;Sample;fritz@example.com;;;Landstrasse 3, 9494 Schaan;;;;;;',
      'Gina;Sample;gina@example.com;;12;Vaduz;9.5;47.1;;;;',
      `Anna;Sample-Frick;${anna};;;;;;;;;`,
    ].join('\n');
    const importId = await desk.upload(file, target);
    const { columns } = await town.core.imports.page(desk.ada, importId);
    const unread = columns.filter(({ field }) => field === null).map(({ header }) => header);
    expect(unread).toEqual(['password', 'email_notification']);
    const trial = await desk.run(importId, { trial: true });
    expect(trial.counts).toMatchObject({ created: 1, updated: 1, wrong: 4 });
    expect(await desk.taken(target)).toBe(before);
    const made = await desk.run(importId);
    expect(await wrong(made.id)).toEqual([
      [2, 'created', null, null],
      [3, 'wrong', 'required', 'last_name'],
      [4, 'wrong', 'key-missing', 'email'],
      [5, 'wrong', 'not-located', 'address'],
      [6, 'wrong', 'invalid', 'phone'],
      [7, 'updated', null, null],
    ]);
    const text = await desk.taken(target);
    expect(text).toContain(`Carla Maria,Sample,carla@example.com,'+4232345678,"Landstrasse 3, 9494 Schaan",`);
    expect(text).toContain("12.5,#a04060,'=cmd");
    expect(text).not.toContain('secret');
    const again = await desk.take(text, { target });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0, unchanged: 3 });
    expect(await desk.taken(target)).toBe(text);
    expect((await desk.undo(made.id)).counts).toMatchObject({ undone: 2, kept: 0 });
    expect(await desk.taken(target)).toBe(before);
  });

  test('CAD-US-07 another base of a file re-times the days to come, and undo brings the former one back', async () => {
    const booked = await desk.take(
      `reference,intervention_type_reference,scheduled_start_at,assignee_email,customer.reference,customer.address,customer.lon,customer.lat\nV-1,SERVICE,2027-01-12T09:00,${anna},V-1,"Städtle 9, 9490 Vaduz",9.5215,47.1395\n`,
      { target: 'interventions' },
    );
    expect(booked.counts).toMatchObject({ created: 1 });
    const way = async () =>
      (await town.core.availability.routeDay(desk.ada, small.technicians.anna, '2027-01-12')).legs[0]!
        .seconds;
    const before = await way();
    const moved = await desk.take(`email,address,lon,lat\n${anna},Sargans,9.44,47.05\n`, {
      target: 'technicians',
    });
    expect(moved.counts).toMatchObject({ updated: 1, wrong: 0 });
    expect(await way()).toBeGreaterThan(before);
    expect((await desk.undo(moved.id)).counts).toMatchObject({ undone: 1 });
    expect(await way()).toBe(before);
    await desk.undo(booked.id);
  });

  test('CAD-US-06 skills go out and come in unchanged; a file may replace them; undo leaves what somebody changed since', async () => {
    const target = 'skills' as const;
    // Ten exports at once were taken above.
    town.clock.advance(600);
    const { technicians } = town.core;
    const skillsOf = async (technicianId: string) =>
      (await technicians.record(desk.ada, technicianId)).profile.skills;
    for (const code of ['gas', 'oil']) await technicians.saveSkill(desk.ada, { code, name: { en: code } });
    const text = await desk.taken(target);
    expect(text).toBe(`\uFEFFemail,skill,level\r\n${anna},heat-pump,2\r\n`);
    const file = [
      'Technician,skill,level',
      `${anna.toUpperCase()},Gas,3`,
      `${anna},water,1`,
      'nobody@example.com,gas,1',
      `${anna},oil,10`,
      `${anna},gas,4`,
    ].join('\n');
    const made = await desk.take(file, { target });
    expect(await wrong(made.id)).toEqual([
      [2, 'created', null, null],
      [3, 'wrong', 'unknown', 'skill'],
      [4, 'wrong', 'unknown', 'email'],
      [5, 'wrong', 'invalid', 'level'],
      [6, 'wrong', 'duplicate', null],
    ]);
    const both = await desk.taken(target);
    const again = await desk.take(both, { target, options: ['replace-skills'] });
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0, unchanged: 2 });
    const replaced = { target, options: ['replace-skills'] as 'replace-skills'[] };
    const trial = await desk.take(`email,skill,level\n${anna},oil,1\n`, { ...replaced, trial: true });
    expect(trial.counts).toMatchObject({ created: 1, updated: 2 });
    expect(await desk.taken(target)).toBe(both);
    const done = await desk.take(`email,skill,level\n${anna},oil,1\n`, replaced);
    expect(done.counts).toMatchObject({ created: 1, updated: 2 });
    expect((await desk.lines(done.id)).map(({ line, outcome }) => [line, outcome])).toEqual([
      [0, 'updated'],
      [0, 'updated'],
      [2, 'created'],
    ]);
    expect(await skillsOf(small.technicians.anna)).toEqual({ oil: 1 });
    // Ben, whom the file does not name, keeps his.
    expect(await skillsOf(small.technicians.ben)).toEqual({ 'heat-pump': 1 });
    const { revision, profile } = await technicians.record(desk.ada, small.technicians.anna);
    await technicians.saveProfile(desk.ada, {
      technicianId: small.technicians.anna,
      revision,
      profile: { ...profile, skills: { oil: 5 } },
      idempotencyKey: `oil-${engine}-five`,
    });
    expect((await desk.undo(done.id)).counts).toMatchObject({ undone: 2, kept: 1 });
    expect(await skillsOf(small.technicians.anna)).toEqual({ gas: 3, 'heat-pump': 2, oil: 5 });
  });
});
