import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { BusinessUnitScope } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyForm } from '@itinera/core/shared';
import { field } from '../../fixtures/boiler-form.ts';
import { at } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { technicianUser } from '../../fixtures/technician-user.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, follow, modes, portalPage, press } from './steps.ts';

let system: System;
let anna: BusinessUnitScope;
let keys = 0;
const key = () => `visit-day-${++keys}`;
const supervisor = () => staffScope(system.company, system.company.supervisor.staffUserId);
const administrator = () =>
  staffScope(system.company, system.company.supervisor.staffUserId, ['administrator']);

beforeAll(async () => {
  system = await startSystem();
  const { core, company } = system;
  const { settings, revision } = await core.businessUnits.settings(administrator());
  await core.businessUnits.save(administrator(), { ...settings, customersSeeClockings: true, revision });
  const user = await technicianUser(core, company, company.technicians.anna);
  anna = staffScope(company, user.staffUserId, ['technician']);
  const activityTypeId = company.types.service;
  const type = await core.catalogue.page(administrator(), activityTypeId);
  const words = { name: {}, intro: {}, ending: {} };
  const report = { made: true, portal: true, comment: true, mail: false, places: [], ...words };
  await core.catalogue.save(administrator(), {
    ...{ activityTypeId, revision: type.revision },
    changes: { report },
  });
  await core.forms.save(administrator(), {
    ...{ activityTypeId, purpose: 'survey', revision: 0, deletions: {} },
    definition: { ...emptyForm, portal: true, fields: [field('number', 'stars', { required: true })] },
  });
  await core.portalActions.save(administrator(), {
    ...plainAction('survey'),
    activityTypeId,
    conditions: { all: [{ fact: 'result', is: 'one-of', values: ['ok'] }] },
  });
});
afterAll(() => system.close());

/** A yearly service of a customer's, promised for two hours from a time and planned to a technician. */
async function planned(of: 'mario' | 'lisa', technicianId: string, start: number): Promise<string> {
  const { core, company } = system;
  const { customerId, addressIds } = company.customers[of];
  const { interventionId } = await core.interventions.create(supervisor(), {
    ...{ activityTypeId: company.types.service, customerId, addressId: addressIds[0]!, comment: '' },
    idempotencyKey: key(),
  });
  const result = await core.bookings.plan(supervisor(), {
    ...{ interventionId, technicianId, date: new Date(start * 1000).toISOString().slice(0, 10) },
    ...{ start, end: start + 7200, revision: 1, idempotencyKey: key() },
  });
  expect(result).toMatchObject({ kind: 'confirmed' });
  return interventionId;
}

/** What a technician says at the door. */
async function say(
  interventionId: string,
  step: 'on-the-way' | 'arrived' | 'started' | 'closed',
  when: number,
) {
  const { core, clock } = system;
  clock.set(when);
  const { seen } = await core.work.page(supervisor(), interventionId);
  const closing = {
    ...{ startedAt: when - 2700, endedAt: when, result: 'ok' as const, comment: 'A new pump.' },
    ...{ answers: {}, version: 0 },
  };
  await core.work.step(supervisor(), {
    ...{ interventionId, step, at: when, sentAt: when, seen, idempotencyKey: key() },
    ...(step === 'closed' && { closing }),
  });
}

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** The technician's, from half an hour before the closing. */
async function clocked(interventionId: string, from: number, to: number): Promise<void> {
  const { core, clock } = system;
  const tap = (when: number) => {
    clock.set(when);
    return { at: when, sentAt: when, place: null, idempotencyKey: key() };
  };
  await core.attendance.clockIn(anna, { interventionId, ...tap(from) });
  await core.attendance.clockOut(anna, tap(to));
}

describe.each(modes)('the day of a visit $mode', (mode) => {
  const day = mode.javaScriptEnabled ? 12 : 13;

  test('CAD-LC-07 LBX-02 the open page says on the way, when, arrived, done and what was done', async () => {
    const technicianId = system.company.technicians.anna;
    // A day before: what is booked has its notice.
    system.clock.set(at(day - 1, '15:00'));
    const before = await planned('lisa', technicianId, at(day, '08:00'));
    const visit = await planned('mario', technicianId, at(day, '10:00'));
    system.clock.set(at(day, '07:00'));
    const session = await system.sessionFor('mario@example.com');
    const { page, complaints, close } = await portalPage(system, { mode, session });
    /** With JavaScript the page follows by itself, without one it is looked at again. */
    const looked = async (text: string | RegExp) => {
      if (!mode.javaScriptEnabled) await follow(page, 'Look again');
      await shown(page, text);
    };
    await page.goto(`/visits/${visit}`);
    await page.getByText('Booked', { exact: true }).first().waitFor();
    await shown(page, 'As of 07:00');
    // The visit before takes far longer than it should.
    await say(before, 'started', at(day, '08:00'));
    await say(before, 'closed', at(day, '12:30'));
    await looked('This is later than agreed.');
    await shown(page, /Expected between \d\d:\d\d and \d\d:\d\d/);
    await say(visit, 'on-the-way', at(day, '12:35'));
    await looked(/is on the way to you$/);
    await shown(page, /Expected between 12:\d\d and \d\d:\d\d/);
    expect(await page.locator('[aria-live=polite]').textContent()).toContain('Expected between');
    expect(await page.content()).not.toContain('Lisa');
    await look(page, `visit-on-the-way-${day}`, mode.javaScriptEnabled);
    if (mode.javaScriptEnabled) {
      await page.context().setOffline(true);
      await shown(page, /^No connection\. This was so at 12:35/);
      await page.context().setOffline(false);
      await shown(page, 'As of 12:35');
    }
    await page.goto('/');
    await shown(page, /is on the way to you$/);
    await look(page, `home-on-the-way-${day}`, mode.javaScriptEnabled);
    await say(visit, 'arrived', at(day, '12:45'));
    await looked('On site since 12:45');
    await page.goto(`/visits/${visit}`);
    await say(visit, 'started', at(day, '12:50'));
    await looked('The work has been going on since 12:50');
    const survey = page.getByRole('link', { name: 'How was it?' });
    expect(await survey.count()).toBe(0);
    await clocked(visit, at(day, '12:52'), at(day, '13:30'));
    await say(visit, 'closed', at(day, '13:35'));
    await looked('What was done');
    await shown(page, 'A new pump.');
    await system.work();
    await looked('Report made');
    await page.getByRole('link', { name: 'Download the report (PDF)' }).waitFor();
    const told = await page.locator('ol .what').allTextContents();
    expect(told.slice(-5)).toEqual(['On the way', 'Arrived', 'Work began', 'Work ended', 'Report made']);
    await look(page, `visit-done-${day}`, mode.javaScriptEnabled);
    // It went well, so its customer is asked, once.
    await survey.click();
    await page.getByLabel('stars').fill('5');
    await press(page, 'Send');
    await shown(page, 'Thank you. Your answers have arrived.');
    await page.goto(`/visits/${visit}`);
    await shown(page, 'What was done');
    expect(await survey.count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('LBX-01 LBX-18 past visits are found by filters and saved as CSV, and so are clockings', async () => {
    const session = await system.sessionFor('mario@example.com');
    const { page, complaints, close } = await portalPage(system, { mode, session });
    await page.goto('/');
    await follow(page, 'All past visits');
    await expectHeading(page, 'Past visits');
    const done = day - 11;
    await shown(page, done === 1 ? '1 visit' : `${done} visits`);
    await page.getByLabel('State').selectOption({ label: 'Done' });
    await page.getByLabel('From').fill(`2027-01-${day}`);
    await press(page, 'Show');
    await page.waitForURL(/state=done/);
    await shown(page, '1 visit');
    await look(page, `past-visits-${day}`, mode.javaScriptEnabled);
    const lines = await saved(page);
    expect(lines[0]).toMatch(/^reference,type,customer,address,state,/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`,done,"",2027-01-${day}T10:00:00+01:00,`);
    await page.getByLabel('State').selectOption({ label: 'Canceled' });
    await press(page, 'Show');
    await shown(page, 'There is no visit like this.');
    await follow(page, 'Show all');
    await shown(page, done === 1 ? '1 visit' : `${done} visits`);
    expect(await page.getByLabel('From').inputValue()).toBe('');
    expect(await page.getByLabel('State').inputValue()).toBe('');
    await page.goto('/visits?from=yesterday&state=x&type=x&page=0');
    await page.locator('[role=alert]').waitFor();
    await page.locator('#from-error').waitFor();
    await follow(page, 'When we came and went');
    await expectHeading(page, 'When we came and went');
    await shown(page, 'Arrived 12:52, left 13:30');
    await look(page, `past-clockings-${day}`, mode.javaScriptEnabled);
    const clockings = await saved(page);
    expect(clockings).toHaveLength(1 + done);
    expect(clockings[1]).toContain(`2027-01-${day}T12:52:00+01:00,2027-01-${day}T13:30:00+01:00`);
    expect(complaints).toEqual([]);
    await close();
  });
});

test('S16 a page that asks by itself keeps nobody signed in', async () => {
  // Codes are limited per hour and day.
  system.clock.advance(48 * 3600);
  const [asking, used] = [
    await system.sessionFor('mario@example.com'),
    await system.sessionFor('lisa@example.com'),
  ];
  const ask = async (path: string, token: string) =>
    (
      await fetch(`${system.portalUrl}${path}`, {
        headers: { cookie: `itinera_portal=${token}` },
        redirect: 'manual',
      })
    ).status;
  for (let hours = 0; hours < 13; hours += 4) {
    expect(await ask('/changes', asking)).toBe(200);
    expect(await ask('/', used), 'the control').toBe(200);
    system.clock.advance(3.9 * 3600);
  }
  expect(await ask('/changes', asking)).toBe(303);
  expect(await ask('/', used)).toBe(200);
});

/** The lines of the table that the page's link saves. */
async function saved(page: Page): Promise<string[]> {
  const download = page.waitForEvent('download');
  await follow(page, 'Save as a table (CSV)');
  const text = readFileSync((await (await download).path()) ?? '', 'utf8');
  return text.replace('\uFEFF', '').trim().split('\r\n');
}

/** As it is, and at 320 px in the dark: it has its picture and, where axe may run, passes that and fits the window. */
async function look(page: Page, name: string, scripts: boolean): Promise<void> {
  const before = page.viewportSize()!;
  for (const [width, colorScheme] of [
    [before.width, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    if (scripts) {
      expect(await axeFindings(page), name).toEqual([]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    await screenshot(page, `portal/${name}-${width}-${colorScheme}`);
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}
