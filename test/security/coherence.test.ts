import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../contract/db/stores.ts';
import { at } from '../fixtures/booking-office.ts';
import { form, json, type Answer } from './ask.ts';
import { rowsOf } from './canaries.ts';
import { pathOf, type Target } from './portal-routes.ts';
import type { Tenant, Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';
import { triedEngines } from './tried-engines.ts';

/* S31 (what does not fit together), S32 (skipped steps) and S33 (limits of one customer), through the applications. */

const width = 7200;

describe.each(triedEngines)('what a customer may not combine, on %s', (engine) => {
  let town: Town;
  let here: Unit;
  let there: Unit;
  let tenant: Tenant;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    [here, there] = town.units;
    tenant = here.tenants[0]!;
    own = { unit: here, tenant };
  });
  afterAll(() => town.close());

  let keys = 0;
  const windowAt = (start: number, end = start + width): string => `${start}-${end}`;
  function ask(path: string, fields: Record<string, string> = {}, who = tenant): Promise<Answer> {
    const origin = `http://${here.slug}.portal.example.test`;
    return town.portal(here)(
      'POST',
      path,
      form(origin, { key: `coherent-${++keys}`, ...fields }, who.cookie),
    );
  }
  const book = (window: string, path = pathOf('/book/[type]/[address]/when', own)): Promise<Answer> =>
    ask(path, { window, comment: 'c' });
  /** Each booking uses up what was answered for it. */
  const answer = (): Promise<Answer> =>
    ask(pathOf('/book/[type]/[address]/questions', own), {
      a_radiators: '1',
      version: '1',
      shown: 'a_radiators,a_fuel,a_remarks',
    });
  const holdIn = (answer: Answer): string =>
    /\/book\/check\/([0-9a-f-]{36})/.exec(answer.headers.location ?? '')?.[1] ?? '';
  /** How many windows are kept for the customer now. */
  async function live(): Promise<number> {
    const [accessId = ''] = tenant.customer.accessIds;
    const rows = await sql<{ expires_at: number | string | Date }>(
      town.target,
      `SELECT expires_at FROM hold WHERE access_id = '${accessId}'`,
    );
    const ends = rows.map(({ expires_at: end }) =>
      typeof end === 'number' ? end : new Date(end).getTime() / 1000,
    );
    return ends.filter((end) => end > town.clock.now()).length;
  }

  test('S31 times, types and places that do not fit together hold nothing', async () => {
    const { activityTypeId: unoffered } = await setUp(town.core).activityType({
      businessUnitId: here.businessUnitId,
      reference: 'INTERNAL',
      name: { en: 'Not in the portal' },
      duration: 1800,
      notice: 3600,
      horizonDays: 14,
      skills: {},
      actions: {},
    });
    const [address = ''] = tenant.customer.addressIds;
    const [foreignAddress = ''] = here.tenants[1]!.customer.addressIds;
    const before = await rowsOf(town, here);
    const good = windowAt(at(14, '09:00'));
    const refused: Record<string, Promise<Answer>> = {
      'a type of another unit': book(good, `/book/${there.typeId}/${address}/when`),
      'a type that is not offered': book(good, `/book/${unoffered}/${address}/when`),
      'another customer’s place': book(good, `/book/${here.typeId}/${foreignAddress}/when`),
      'a place of another unit': book(
        good,
        `/book/${here.typeId}/${there.tenants[0]!.customer.addressIds[0]!}/when`,
      ),
      'the past': book(windowAt(at(8, '09:00'))),
      'within the notice': book(windowAt(town.clock.now() + 60)),
      'beyond the horizon': book(windowAt(at(14, '09:00') + 60 * 86_400)),
      'a Sunday': book(windowAt(at(17, '09:00'))),
      'at night': book(windowAt(at(14, '02:00'))),
      'off the grid': book(windowAt(at(14, '09:00') + 61)),
      'longer than what is offered': book(windowAt(at(14, '09:00'), at(14, '09:00') + 10 * width)),
      'shorter than what is offered': book(windowAt(at(14, '09:00'), at(14, '09:00') + 60)),
      'of no length': book(windowAt(at(14, '09:00'), at(14, '09:00'))),
    };
    for (const [what, answer] of Object.entries(refused))
      expect((await answer).status, what).toBeOneOf([400, 404, 409, 422]);
    expect(await rowsOf(town, here)).toEqual(before);
    expect((await book(good)).status, 'the control').toBe(303);
    expect(await rowsOf(town, here)).not.toEqual(before);
  });

  test('S31 a duration, a price or a status that a form adds changes nothing', async () => {
    const answer = await ask(pathOf('/book/[type]/[address]/when', own), {
      window: windowAt(at(14, '13:00')),
      comment: 'c',
      duration: '60',
      price: '0',
      status: 'completed',
      businessUnitId: there.businessUnitId,
    });
    const id = holdIn(answer);
    expect(id).not.toBe('');
    const done = await ask(`/book/check/${id}?/confirm`, { duration: '60', price: '0', status: 'completed' });
    expect(done.status).toBe(303);
    const visit = /\/book\/done\/([0-9a-f-]{36})/.exec(done.headers.location ?? '')?.[1] ?? '';
    const [row] = await sql<{ status: string; business_unit_id: string }>(
      town.target,
      `SELECT status, business_unit_id FROM intervention WHERE id = '${visit}'`,
    );
    expect(row).toEqual({ status: 'pending', business_unit_id: here.businessUnitId });
  });

  test('S32 steps that were skipped, repeated or are somebody else’s lead nowhere', async () => {
    const other = here.tenants[1]!;
    const closed = pathOf('/visits/[id]/cancel', own).replace(tenant.visit, tenant.closed);
    const moveClosed = pathOf('/visits/[id]/reschedule', own).replace(tenant.visit, tenant.closed);
    const before = await rowsOf(town, here);
    const nothing = '018f0000-0000-7000-8000-000000000000';
    const refused: Record<string, Promise<Answer>> = {
      'a hold that never was': ask(`/book/check/${nothing}?/confirm`),
      'another’s hold': ask(`/book/check/${other.hold}?/confirm`),
      'a hold that was not chosen, extended': ask(`/book/check/${nothing}?/extend`),
      'a visit that is over, cancelled': ask(closed, { reason: 'other', details: 'd' }),
      'a visit that is over, moved': ask(moveClosed, { window: windowAt(at(14, '15:00')) }),
      'a time before the questions are answered': book(windowAt(at(15, '09:00'))),
      'a code without a challenge': ask('/sign-in/code', { code: '000000' }),
    };
    for (const [what, answer] of Object.entries(refused)) {
      const { status, headers } = await answer;
      const back = status === 303 && /^\/(sign-in|visits)|\/questions$/.test(headers.location ?? '');
      expect(status >= 400 && status < 500 ? 'refused' : back ? 'led back' : `${status}`, what).toBeOneOf([
        'refused',
        'led back',
      ]);
    }
    expect(await rowsOf(town, here)).toEqual(before);
    expect((await answer()).status).toBe(303);
    const first = holdIn(await book(windowAt(at(15, '09:00'))));
    expect((await ask(`/book/check/${first}?/confirm`)).status, 'the control').toBe(303);
    const after = await rowsOf(town, here);
    const again = await ask(`/book/check/${first}?/confirm`);
    expect(again.status === 303 ? again.headers.location : again.status).toBeOneOf([
      404,
      409,
      410,
      expect.stringMatching(/^\/(visits|book\/done)\//),
    ]);
    expect(await rowsOf(town, here), 'once more has no further effect').toEqual(after);
  });

  test('S33 one customer holds two windows at most, however many are chosen', async () => {
    expect((await answer()).status).toBe(303);
    const held: string[] = [];
    for (const clock of ['08:00', '10:00', '12:00', '14:00']) {
      const id = holdIn(await book(windowAt(at(18, clock))));
      if (id !== '') held.push(id);
      expect(await live()).toBeLessThanOrEqual(2);
    }
    expect(held.length, 'the control: each was held for a while').toBeGreaterThan(2);
    expect((await ask(`/book/check/${held[0]!}?/confirm`)).status).not.toBe(303);
  });

  test('S31 staff plan nothing on a day that is past, nor with the technician of another unit', async () => {
    const path = `/api/v1/business-units/${here.businessUnitId}/interventions/${tenant.visit}/plan`;
    const plan = (day: number, technicianId = here.technicianId) => ({
      technicianId,
      date: `2027-01-${String(day).padStart(2, '0')}`,
      start: at(day, '09:00'),
      end: at(day, '11:00'),
      revision: 1,
    });
    const before = await rowsOf(town, here);
    for (const [who, cookie] of Object.entries(here.staff))
      for (const wish of [plan(8), plan(19, there.technicianId)]) {
        const { status, body } = await town.backoffice('POST', path, json(wish, cookie));
        expect(status === 200 ? (JSON.parse(body) as { kind: string }).kind : 'refused', who).toBeOneOf([
          'refused',
          'alternatives',
        ]);
      }
    expect(await rowsOf(town, here)).toEqual(before);
  });
});
