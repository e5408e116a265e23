import type { AccessScope, ConfirmResult } from '@itinera/core';
import type { TravelTimes } from '@itinera/planner';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  straightRoads,
  type BookingOffice,
} from '../../fixtures/booking-office.ts';
import { icsFile, openCalendarHost, type CalendarHost } from '../../fixtures/calendar-host.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

/** What happens while a confirmation asks for its ways: between its look at the day and its look under the lock. */
let meanwhile: (() => Promise<void>) | null = null;
const roads: TravelTimes = {
  ...straightRoads,
  async table(from, to) {
    const happens = meanwhile;
    meanwhile = null;
    await happens?.();
    return straightRoads.table(from, to);
  },
};

describe.each(engines)('a hold that is confirmed while something else happens, on %s', (engine) => {
  let host: CalendarHost;
  let office: BookingOffice;
  let drop: () => Promise<void>;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  beforeAll(async () => {
    host = await openCalendarHost();
    const made = await makeMigratedTarget(engine);
    ({ drop, target } = made);
    office = await openBookingOffice(made.store, { web: host.web, travel: roads });
  });
  afterEach(() => (meanwhile = null));
  afterAll(async () => {
    await office.close();
    await host.close();
    await drop();
  });

  const confirm = (scope: AccessScope, holdId: string, idempotencyKey = office.key()) =>
    office.core.bookings.confirm(scope, { holdId, idempotencyKey });
  const technicianOf = async (result: ConfirmResult) => {
    if (result.kind !== 'confirmed') throw new Error(`not confirmed: ${JSON.stringify(result)}`);
    return (await office.core.interventions.page(office.supervisor, result.interventionId)).technician?.id;
  };
  const holds = () => sql<{ id: string }>(target, 'SELECT id FROM hold');

  describe('CAD-PL-31 the technician’s calendar becomes stale', () => {
    let calendarId: string;
    const staleAt = (instant: number) =>
      sql(
        target,
        `UPDATE external_calendar SET stale_at = ${
          engine === 'postgres' ? `to_timestamp(${instant})` : instant
        } WHERE id = '${calendarId}'`,
      );
    const isStale = () => staleAt(office.clock.now() - 1);
    const isRead = () => staleAt(office.clock.now() + 7200);
    beforeAll(async () => {
      host.put('/anna.ics', { body: icsFile() });
      ({ calendarId } = await office.core.calendars.add(office.supervisor, {
        technicianId: office.company.technicians.anna,
        kind: 'ical',
        name: 'Private',
        address: host.address('/anna.ics'),
      }));
    });

    test('before it looks: a colleague keeps the same promise, and where there is none other windows are the answer', async () => {
      const { anna, ben } = office.company.technicians;
      const control = await office.held(office.mario, at(12, '09:00'));
      expect(await technicianOf(await confirm(office.mario, control.id)), 'the control').toBe(anna);
      const midweek = await office.held(office.mario, at(13, '09:00'));
      const friday = await office.held(office.mario, at(15, '09:00'));
      await isStale();
      expect(await technicianOf(await confirm(office.mario, midweek.id))).toBe(ben);
      const taken = await confirm(office.mario, friday.id);
      expect(taken.kind).not.toBe('confirmed');
      expect(await holds(), 'the hold is kept').toHaveLength(1);
      await isRead();
      expect(await technicianOf(await confirm(office.mario, friday.id)), 'read again').toBe(anna);
      expect(await office.audit()).toMatchObject(allKept);
    });

    test('between its look and the lock: the day is looked at anew, and nobody is put where nobody knows', async () => {
      const { ben } = office.company.technicians;
      const midweek = await office.held(office.mario, at(20, '09:00'));
      const friday = await office.held(office.mario, at(22, '09:00'));
      let happened = 0;
      const passes = async () => {
        await isStale();
        happened += 1;
      };
      meanwhile = passes;
      expect(await technicianOf(await confirm(office.mario, midweek.id))).toBe(ben);
      await isRead();
      meanwhile = passes;
      expect((await confirm(office.mario, friday.id)).kind).not.toBe('confirmed');
      expect(happened, 'it became stale while it was being confirmed').toBe(2);
      await isRead();
      expect((await confirm(office.mario, friday.id)).kind).toBe('confirmed');
      expect(await office.audit()).toMatchObject(allKept);
    });
  });

  test('AZT-20 its customer is merged: the visit is the other’s, or the hold is and is confirmed by whoever acts for it now', async () => {
    const { mario, lisa } = office.company.customers;
    const administrator = staffScope(office.company, office.company.supervisor.staffUserId, [
      'administrator',
    ]);
    const { customers } = office.core;
    const key = office.key();
    const held = await office.held(office.lisa, at(21, '14:00'));
    const { kept, merged } = await customers.mergePreview(administrator, {
      keptId: mario.customerId,
      mergedId: lisa.customerId,
    });
    const merge = () =>
      customers.merge(administrator, {
        keptId: mario.customerId,
        mergedId: lisa.customerId,
        keptRevision: kept.revision,
        mergedRevision: merged.revision,
        choices: {},
      });
    let happened = false;
    meanwhile = async () => {
      await merge();
      happened = true;
    };
    const one = await confirm(office.lisa, held.id, key).catch((error: unknown) => error);
    expect(happened, 'it was merged while it was being confirmed').toBe(true);
    // The session still says for whom lisa acted; her next request says for whom she acts now.
    expect(one).toMatchObject({ code: 'not-found' });
    expect(await holds(), 'the hold is kept').toHaveLength(1);
    const now = { ...office.lisa, customerIds: [mario.customerId] };
    const two = await confirm(now, held.id, key);
    if (two.kind !== 'confirmed') throw new Error('not confirmed');
    const page = await office.core.interventions.page(office.supervisor, two.interventionId);
    expect(page).toMatchObject({ customerId: mario.customerId });
    expect(await confirm(now, held.id, key), 'twice is once').toEqual(two);
    expect(await holds()).toEqual([]);
    const left = await sql(target, `SELECT id FROM intervention WHERE customer_id = '${lisa.customerId}'`);
    expect(left, 'nothing is left of the one that was merged').toEqual([]);
    expect(await office.audit()).toMatchObject(allKept);
  });

  test('CAD-CO-06 two people of one customer at once use an action that may be used once: one of them does', async () => {
    const { core, company } = office;
    const { customerId } = company.customers.mario;
    const administrator = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const activityTypeId = company.types.service;
    const { actions } = await core.portalActions.page(administrator, activityTypeId);
    const { id, revision, faults: _, ...book } = actions.find(({ kind }) => kind === 'book')!;
    const limitTo = async (most: number | null, revision: number) =>
      core.portalActions.save(administrator, {
        ...book,
        activityTypeId,
        actionId: id,
        revision,
        conditions: most === null ? null : { fact: 'uses', is: 'at-most', values: [most] },
      });
    const used = await sql<{ n: number }>(
      target,
      `SELECT count(*) AS n FROM portal_action_use WHERE portal_action_id = '${id}' AND customer_id = '${customerId}'`,
    );
    await limitTo(Number(used[0]!.n), revision);
    const { accessId } = await core.accesses.create(administrator, {
      name: 'Maria Sample',
      email: 'maria@example.com',
      phone: null,
      language: 'en',
      notes: '',
      customerIds: [customerId],
      enabled: true,
      invite: false,
      idempotencyKey: office.key(),
    });
    const maria: AccessScope = { ...office.mario, accessId };
    const both = await Promise.all([
      office.held(office.mario, at(19, '09:00')),
      office.held(maria, at(21, '09:00')),
    ]);
    const results = await Promise.allSettled([confirm(office.mario, both[0].id), confirm(maria, both[1].id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'not-found', field: 'activityTypeId' },
    });
    await limitTo(null, revision + 1);
  });
});
