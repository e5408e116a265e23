import { contextOf } from '@itinera/core/set-up';
import { personalColumns } from '@itinera/db';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../db/stores.ts';
import { canary, openCanaryTown, type CanaryTown } from './canary-town.ts';

/** Personal columns that no row of a customer or of their people has, and whose they are. */
const others: Readonly<Record<string, readonly string[]>> = {
  'the company’s own contact': [
    'business_unit.contact_address',
    'business_unit.contact_email',
    'business_unit.contact_phone',
  ],
  'people who work for the company': [
    'absence.reason',
    'external_calendar.host',
    'external_calendar.name',
    'external_calendar.sealed',
    'external_event.ends_at',
    'external_event.lat',
    'external_event.lon',
    'external_event.starts_at',
    'staff_invitation.email',
    'staff_passkey.name',
    'staff_session.user_agent',
    'staff_user.email',
    'staff_user.name',
    'staff_user.phone',
    'technician.base_label',
    'technician.base_lat',
    'technician.base_lon',
    'technician.comment',
    'technician.email',
    'technician.later_bases',
    'technician.name',
    'technician.phone',
  ],
};

describe.each(engines)('erasure on %s', (engine) => {
  let town: CanaryTown;
  beforeEach(async () => {
    town = await openCanaryTown(engine);
  });
  afterEach(() => town.close());

  const erase = (confirm = 'kanarek customer') =>
    town.core.personalData.eraseCustomer(town.administrator, {
      customerId: town.customer.customerId,
      confirm,
    });
  const count = async (table: string): Promise<number> => (await town.rows(`SELECT * FROM ${table}`)).length;

  test('erased canaries are nowhere: tables, bytes of the file, mailbox, log; rows, routes and others stay', async () => {
    const { core, customer, small, administrator, people, visits, mailbox, log } = town;
    const before = await town.found();
    const covered = personalColumns(contextOf(core).db.tables).filter(
      (column) => !Object.values(others).flat().includes(column),
    );
    // Or the test sees too little: fill a new column in canary-town.ts, and teach erasure about it.
    expect(covered.filter((column) => !before.includes(column))).toEqual([]);
    expect(covered.length).toBeGreaterThan(35);
    expect(mailbox.list().some(({ to, text }) => canary.test(to) && canary.test(text))).toBe(true);
    if (engine === 'sqlite') expect(town.filesWithCanaries()).not.toEqual([]);

    await expect(erase()).rejects.toMatchObject({ code: 'not-allowed', reason: 'open-visits' });
    expect(await town.found()).toEqual(before);
    await town.closeEverything();
    await expect(erase('somebody else')).rejects.toMatchObject({ code: 'invalid', field: 'confirm' });
    const kept = ['intervention', 'part', 'customer', 'address', 'access', 'access_period'];
    const rowsBefore = await Promise.all(kept.map(count));
    const day = { from: '2027-01-12', technicianId: await technicianOf(visits.closed) };
    const route = await core.availability.routeDay(administrator, day.technicianId, day.from);
    const legs = await legSeconds();
    expect(legs.length).toBeGreaterThan(1);
    await erase();

    expect(await town.found()).toEqual([]);
    expect(town.filesWithCanaries()).toEqual([]);
    expect(mailbox.list().filter(({ to }) => canary.test(to))).toEqual([]);
    expect(log.filter((line) => canary.test(line))).toEqual([]);
    expect(log.length).toBeGreaterThan(0);

    expect(await Promise.all(kept.map(count))).toEqual(rowsBefore);
    const after = await core.availability.routeDay(administrator, day.technicianId, day.from);
    const stops = (of: typeof route) => of.stops.map(({ reference, kind }) => ({ reference, kind }));
    expect(stops(after)).toEqual(stops(route));
    expect(await legSeconds()).toEqual(legs);
    const page = await core.customers.page(administrator, customer.customerId);
    expect(page).toMatchObject({ name: '—', reference: customer.reference, status: 'inactive', email: null });
    const visit = await core.interventions.page(administrator, visits.closed);
    expect(visit.history.length).toBeGreaterThan(0);

    // Whoever acts for others too is detached, and still comes in.
    expect(await core.personalData.accessOutlook(administrator, people.shared)).toMatchObject({
      erasedAt: null,
      name: 'Shared Sample',
    });
    const sharedPage = await core.accesses.page(administrator, people.shared);
    expect(sharedPage.customers.map(({ id }) => id)).toEqual([small.customers.lisa.customerId]);

    // It is in the audit, once, and once more does nothing.
    const events = await count('event');
    await erase('anything');
    expect(await count('event')).toBe(events);
    const { acts } = await core.personalData.page(administrator);
    expect(acts[0]).toMatchObject({ kind: 'customer.erased', reference: customer.reference });

    // The control: one column left out is seen, whichever it is.
    for (const [column, where] of [
      ['customer.notes', `id = '${customer.customerId}'`],
      ['access.name', `id = '${people.own}'`],
      ['message.recipient', '1=1'],
      ['address.city', `customer_id = '${customer.customerId}'`],
      ['intervention.comment', `id = '${visits.closed}'`],
    ] as const) {
      const [table, name] = column.split('.');
      await town.rows(`UPDATE ${table} SET ${name} = 'kanarek' WHERE ${where}`);
      expect(await town.found()).toContain(column);
    }
  });

  test('the person alone: nobody is left in their place, the customer and what others wrote stay', async () => {
    const { core, administrator, people, customer } = town;
    const person = { accessId: people.own, confirm: ' kanarek PERSON ' };
    await expect(core.personalData.eraseAccess(administrator, person)).rejects.toMatchObject({
      reason: 'open-visits',
    });
    await town.closeEverything();
    await core.personalData.eraseAccess(administrator, person);
    const [row] = await town.rows<Record<string, unknown>>(`SELECT * FROM access WHERE id = '${people.own}'`);
    expect(row).toMatchObject({ name: '—', email: null, phone: null });
    const found = await town.found();
    for (const column of [
      'sign_in_challenge.identifier',
      'portal_session.identifier',
      'known_device.identifier',
      'sign_in_identifier.identifier',
      'idempotency.outcome',
      'hold.comment',
      'intervention.comment',
    ])
      expect(found).not.toContain(column);
    // Of the customer and the colleague everything is there.
    expect(found).toEqual(expect.arrayContaining(['customer.name', 'address.line1', 'access.email']));
    expect(await core.customers.page(administrator, customer.customerId)).toMatchObject({
      name: 'Kanarek Kanarek Customer',
    });
    await core.personalData.eraseAccess(administrator, { ...person, confirm: '' });
  });

  test('an export holds every personal value of the customer and the people, readable, and is in the audit', async () => {
    const { core, administrator, customer, people } = town;
    const file = await core.personalData.exportCustomer(administrator, { customerId: customer.customerId });
    expect(file).toMatchObject({ format: 'itinera-personal-data', version: 1, about: 'customer' });
    const text = JSON.stringify(file);
    for (const word of [
      'Kanarek Customer',
      'kanarek notes',
      'kanarek-erp',
      'kanarek.example',
      'kanarek-tax',
      'kanarek tag',
      'kanarek code',
      'kanarek value',
      'kanarek janitor',
      'Kanarek Street 1',
      'kanarek key',
      'kanarek neighbour',
      '9.518273',
      'Kanarek Colleague',
      'kanarek comment 1',
      'kanarek reason',
      'kanarek result',
    ])
      expect(text).toContain(word);
    const person = await core.personalData.exportAccess(administrator, { accessId: people.own });
    const own = JSON.stringify(person);
    for (const word of [
      'Kanarek Person',
      'kanarek device',
      'kanarek comment 1',
      'kanarek-later@erased.example',
    ])
      expect(own).toContain(word);
    // A code that still works is in no file.
    const codes = town.mailer.sent.flatMap(({ text: sent }) => /^ {4}(\d{6})$/m.exec(sent)?.[1] ?? []);
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes) expect(own + text).not.toContain(code);
    const { acts } = await core.personalData.page(administrator);
    expect(acts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['customer.exported', 'access.exported']),
    );
  });

  /** Of every stored leg, in order. */
  async function legSeconds(): Promise<number[]> {
    const { db } = contextOf(town.core);
    const days = await db.read
      .select({ legs: db.tables.technicianDay.legs })
      .from(db.tables.technicianDay)
      .orderBy(db.tables.technicianDay.date);
    return days.flatMap(({ legs }) => legs ?? []).map(({ seconds }) => seconds);
  }

  async function technicianOf(interventionId: string): Promise<string> {
    const [row] = await town.rows<{ technician_id: string }>(
      `SELECT a.technician_id FROM assignment a JOIN part p ON p.id = a.part_id WHERE p.intervention_id = '${interventionId}'`,
    );
    return row?.technician_id ?? '';
  }
});
