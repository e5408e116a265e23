import { contextOf } from '@itinera/core/set-up';
import { listInterventions } from '@itinera/db';
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

describe.each(engines)('imports of interventions on %s', (engine) => {
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
    await desk.take(
      'reference,name,address,postal_code,city,country,lon,lat\nK-1,Known,Städtle 5,9490,Vaduz,LI,9.5215,47.1395\n',
    );
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  const target = 'interventions' as const;
  const all = async (search: string) => {
    const { rows } = await listInterventions(contextOf(town.core).db.read, small.businessUnitId, {
      filter: { search },
      order: 'oldest',
      page: { limit: 100, offset: 0 },
    });
    return rows;
  };
  const problems = async (importId: string) =>
    (await desk.lines(importId))
      .filter(({ outcome }) => outcome === 'wrong')
      .map(({ line, problem, field }) => [line, problem, field]);
  const sent = () => town.mailer.sent.length;

  test('CAD-IM-02 CAD-IM-03 CAD-PL-26 lines become interventions: planned where somebody comes, promised where there is an appointment, history where it is over', async () => {
    const before = await desk.taken(target);
    const mails = sent();
    const file = [
      'reference,intervention_type_reference,status,title,scheduled_start_at,appointment,duration,assignee_email,comment,accounting.billable,customer.reference,customer.name,customer.address,customer.lon,customer.lat,report.status,report.comment,start_at,end_at,cancel_reason',
      // Promised between nine and eleven, on the clock of the unit.
      `X-1,SERVICE,pending,Boiler,,2027-01-12T09:00/2027-01-12T11:00,,${anna},Ring twice,1,K-1,,,,,,,,,`,
      // Planned, nobody told; another offset, another duration.
      `X-2,SERVICE,,,2027-01-12T13:30:00+00:00,,5400,${anna},,,K-1,,,,,,,,,`,
      // A new customer with an address; nobody comes yet.
      'X-3,SERVICE,,,2027-01-13 10:00,,,,,,N-1,New one,"Landstrasse 9, 9494 Schaan",9.509,47.165,,,,,',
      // The same new customer again.
      'X-4,REPAIR,,,,,,,,,N-1,,,,,,,,,',
      'X-5,SERVICE,terminated,,2026-05-04T08:00,,,gone@example.com,,,K-1,,,,,ko,Nobody there,2026-05-04T08:20Z,2026-05-04T09:10Z,',
      'X-6,SERVICE,canceled,,,,,,,,K-1,,,,,,,,,Sold the house',
    ].join('\n');
    const trial = await desk.take(file, { target, trial: true });
    expect(trial.counts).toMatchObject({ created: 6, wrong: 0 });
    expect(await desk.taken(target)).toBe(before);
    const made = await desk.take(file, { target });
    expect(await problems(made.id)).toEqual([]);
    expect(made.counts).toMatchObject({ created: 6, wrong: 0 });
    const rows = await all('X-');
    const at = (text: string) => Date.parse(text) / 1000;
    const of = (n: number) => rows.find(({ intervention }) => intervention.externalReference === `X-${n}`)!;
    expect(of(1)).toMatchObject({
      intervention: { status: 'pending', comment: 'Ring twice', confirmedAt: town.clock.now() },
      part: { promised: true, promiseStart: at('2027-01-12T08:00Z'), promiseEnd: at('2027-01-12T10:00Z') },
      assignment: { technicianId: small.technicians.anna, date: '2027-01-12' },
    });
    expect(of(1).intervention.customFields).toEqual({ title: 'Boiler', 'accounting.billable': '1' });
    expect(await town.core.interventions.page(desk.ada, of(1).intervention.id)).toMatchObject({
      otherColumns: [
        { name: 'accounting.billable', text: '1' },
        { name: 'title', text: 'Boiler' },
      ],
    });
    expect(of(2)).toMatchObject({
      intervention: { confirmedAt: null },
      part: { promised: false, duration: 5400 },
      assignment: { date: '2027-01-12', startsAt: at('2027-01-12T13:30Z') },
    });
    expect(of(3)).toMatchObject({
      customer: { name: 'New one' },
      assignment: null,
      part: { promised: false },
    });
    expect(of(4).customer.id).toBe(of(3).customer.id);
    expect(of(4).address?.city).toBe('Schaan');
    expect(of(5)).toMatchObject({
      intervention: {
        ...{ status: 'terminated', result: 'ko', resultReason: 'Nobody there' },
        ...{ actualStart: at('2026-05-04T08:20Z'), actualEnd: at('2026-05-04T09:10Z') },
      },
      assignment: null,
    });
    expect(of(5).intervention.customFields).toEqual({
      assignee_email: 'gone@example.com',
      scheduled_start_at: '2026-05-04T08:00',
    });
    expect(of(6).intervention).toMatchObject({ cancelReason: 'other', cancelDetails: 'Sold the house' });
    // Nobody is told what an import wrote, and the customer sees no time that was not promised.
    await town.core.jobs.runDue('imports');
    expect(sent()).toBe(mails);
    const row = (await town.core.interventions.list(desk.ada, { search: 'X-2' })).items[0];
    expect(row).toMatchObject({ promise: null, plannedStart: at('2027-01-12T13:30Z') });

    const text = await desk.taken(target);
    expect(text).toContain('2027-01-12T09:00:00+01:00/2027-01-12T11:00:00+01:00');
    expect(text.split('\r\n')[0]).toMatch(/,accounting\.billable,title$/);
    const again = await desk.take(text, { target });
    expect(await problems(again.id)).toEqual([]);
    expect(again.counts).toMatchObject({ created: 0, updated: 0, wrong: 0, unchanged: 6 });
    expect(await desk.taken(target)).toBe(text);

    const changed = await desk.take(
      text
        .replace('2027-01-12T09:00:00+01:00/2027-01-12T11:00:00+01:00', '2027-01-14T09:00/2027-01-14T10:00')
        .replace(/2027-01-12T[^,]*,2027-01-12T[^,]*,(?=2027-01-14)/, ',,')
        .replace('Ring twice', '=2+3'),
      { target },
    );
    expect(await problems(changed.id)).toEqual([]);
    expect(changed.counts).toMatchObject({ updated: 1, wrong: 0 });
    expect((await all('X-1'))[0]).toMatchObject({ assignment: { date: '2027-01-14' } });
    expect(await desk.taken(target)).toContain(`'=2+3`);
    await desk.undo(changed.id);
    expect(await desk.taken(target)).toBe(text);
    // What another import touched since stays; the rest goes, out of Anna's days too, and the customer who came with it.
    const undone = await desk.undo(made.id);
    expect(undone.counts).toMatchObject({ undone: 7, kept: 1 });
    expect((await all('X-')).map(({ intervention }) => intervention.externalReference)).toEqual(['X-1']);
    expect((await town.core.customers.search(desk.ada, { search: 'N-1' })).total).toBe(0);
    expect((await desk.taken(target)).split('\r\n')).toHaveLength(before.split('\r\n').length + 1);
  });

  test('R10 what cannot be is refused by line and column: a skipped hour, no room, nobody’s skill, another unit, an end to come', async () => {
    const columns =
      'reference,intervention_type_reference,status,scheduled_start_at,appointment,assignee_email,business_unit_search_code,customer.reference,address,city,end_at';
    const lines = [
      'Y-1,SERVICE,,2027-03-28T02:30,,,,K-1,,,',
      `Y-2,SERVICE,,2027-01-12T09:00,,${anna},,K-1,,,`,
      `Y-3,SERVICE,,2027-01-12T09:30,,${anna},,K-1,,,`,
      `Y-4,SERVICE,,2027-01-12T05:00,,${anna},,K-1,,,`,
      `Y-5,SERVICE,,2026-12-01T09:00,,${anna},,K-1,,,`,
      `Y-6,SERVICE,,,,${anna},,K-1,,,`,
      'Y-7,SERVICE,,,,nobody@example.com,,K-1,,,',
      'Y-8,SERVICE,,,,,another-unit,K-1,,,',
      'Y-9,NOTHING,,,,,,K-1,,,',
      'Y-10,,,,,,,K-1,,,',
      'Y-11,SERVICE,terminated,,,,,K-1,,,2027-02-01T10:00',
      'Y-12,SERVICE,in_progress,,,,,K-1,,,',
      'Y-13,SERVICE,,2027-01-12T11:00,2027-01-12T08:00/2027-01-12T10:00,,,K-1,,,',
      'Y-16,SERVICE,,tomorrow,,,,K-1,,,',
      'Y-17,SERVICE,,,,,,,,,',
    ];
    for (const trial of [true, false]) {
      const page = await desk.take([columns, ...lines].join('\n'), { target, trial });
      expect(await problems(page.id)).toEqual([
        [2, 'clock-gap', 'scheduled_start_at'],
        [4, 'no-room', 'scheduled_start_at'],
        [5, 'no-room', 'scheduled_start_at'],
        [6, 'no-room', 'scheduled_start_at'],
        [7, 'required', 'scheduled_start_at'],
        [8, 'unknown', 'assignee_email'],
        [9, 'other-unit', 'business_unit_search_code'],
        [10, 'unknown', 'intervention_type_reference'],
        [11, 'required', 'intervention_type_reference'],
        [12, 'invalid', 'end_at'],
        [13, 'not-allowed', 'status'],
        [14, 'invalid', 'scheduled_start_at'],
        [15, 'invalid', 'scheduled_start_at'],
        [16, 'required', 'customer.reference'],
      ]);
      expect(page.counts).toMatchObject({ created: 1, wrong: 14 });
    }
    // When work began is told of what is done, and it began before it ended.
    const began = await desk.take(
      [
        'reference,intervention_type_reference,status,customer.reference,start_at,end_at',
        'Y-30,SERVICE,terminated,K-1,2026-05-04T10:00Z,2026-05-04T09:00Z',
        'Y-31,SERVICE,,K-1,2026-05-04T08:00Z,',
        'Y-32,SERVICE,canceled,K-1,2026-05-04T08:00Z,2026-05-04T09:00Z',
      ].join('\n'),
      { target },
    );
    expect(await problems(began.id)).toEqual([
      [2, 'invalid', 'start_at'],
      [3, 'not-allowed', 'start_at'],
      [4, 'not-allowed', 'start_at'],
    ]);
    // Refused when their customer was written already: they go alone, and nothing of them stays.
    const half = [
      'Y-20,SERVICE,,,,,,N-9,,,',
      `Y-21,SERVICE,,2027-01-13T09:00,,${anna},,N-8,Nowhere 1,Vaduz,`,
      'Y-22,SERVICE,,,,,,N-7,Somewhere 2,Vaduz,',
    ];
    const page = await desk.take([columns, ...half].join('\n'), { target });
    expect(await problems(page.id)).toEqual([
      [2, 'required', 'address'],
      [3, 'not-located', 'address'],
    ]);
    expect((await town.core.customers.search(desk.ada, { search: 'N-7' })).total).toBe(1);
    await desk.undo(page.id);
    expect((await all('Y-')).map(({ intervention }) => intervention.externalReference)).toEqual(['Y-2']);
    // A customer whose only line was refused did not come either.
    for (const search of ['N-8', 'N-9'])
      expect((await town.core.customers.search(desk.ada, { search })).total).toBe(0);
  });

  test('CAD-IM-03 CAD-CS-04 one type is chosen for a file without a column of types; a file cancels and closes, and undo brings back', async () => {
    const importId = await desk.upload(
      `reference,title,scheduled_start_at,assignee_email,customer.reference\nZ-1,Old system,2027-01-15T09:00,${anna},K-1\nZ-2,,2027-01-15T13:30,${anna},K-1\n`,
      target,
    );
    const first = await desk.run(importId, { activityTypeId: small.types.service });
    expect(await problems(first.id)).toEqual([]);
    const text = await desk.taken(target);
    const outcomes = { create: 'wrong', 'create-or-ignore': 'ignored', update: 'unchanged' } as const;
    for (const [mode, outcome] of Object.entries(outcomes))
      expect(
        (await desk.take('reference,customer.reference\nZ-1,K-1\n', { target, mode: mode as 'create' }))
          .counts,
      ).toMatchObject({ [outcome]: 1 });
    const ended = await desk.take(
      'reference,status,cancel_reason,report.status\nZ-1,canceled,no-longer-needed,\nZ-2,terminated,,ok\n',
      { target, mode: 'update' },
    );
    expect(await problems(ended.id)).toEqual([]);
    expect((await all('Z-')).map((row) => [row.intervention.status, row.assignment?.date ?? null])).toEqual([
      ['canceled', null],
      ['terminated', '2027-01-15'],
    ]);
    const reopened = await desk.take('reference,status\nZ-1,pending\n', { target, mode: 'update' });
    expect(await problems(reopened.id)).toEqual([[2, 'not-allowed', 'status']]);
    expect((await desk.undo(ended.id)).counts).toMatchObject({ undone: 2, kept: 0 });
    expect(await desk.taken(target)).toBe(text);
    // Staff change one meanwhile: it stays as they made it.
    const later = await desk.take('reference,customer.reference\nZ-3,K-1\nZ-4,K-1\n', {
      target,
      activityTypeId: small.types.service,
    });
    await town.core.bookings.cancel(desk.ada, {
      interventionId: (await all('Z-3'))[0]!.intervention.id,
      reason: 'other',
      idempotencyKey: `cancel-z-3-${engine}`,
    });
    expect((await desk.undo(later.id)).counts).toMatchObject({ undone: 1, kept: 1 });
    expect((await all('Z-3'))[0]?.intervention.status).toBe('canceled');
    expect(await all('Z-4')).toEqual([]);
  });

  test('CAD-AT-09 a type that is only made inside another is refused, named by a line or chosen for the file', async () => {
    const contained = async (value: boolean) => {
      const activityTypeId = small.types.service;
      const { revision } = await town.core.catalogue.page(desk.ada, activityTypeId);
      await town.core.catalogue.save(desk.ada, {
        ...{ activityTypeId, revision, changes: { contained: value } },
      });
    };
    const named = 'reference,intervention_type_reference,customer.reference\nINSIDE-1,SERVICE,K-1\n';
    const chosen = 'reference,customer.reference\nINSIDE-2,K-1\n';
    const activityTypeId = small.types.service;
    await contained(true);
    const refused = [await desk.take(named, { target }), await desk.take(chosen, { target, activityTypeId })];
    for (const { id } of refused)
      expect(await problems(id)).toEqual([[2, 'contained', 'intervention_type_reference']]);
    expect(await all('INSIDE-')).toEqual([]);
    await contained(false);
    const taken = await desk.take(named, { target });
    expect(taken.counts, 'the control').toMatchObject({ created: 1, wrong: 0 });
  });
});
