import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { icsFile, openCalendarHost, type CalendarHost } from '../../fixtures/calendar-host.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let host: CalendarHost;
let system: System;
beforeAll(async () => {
  host = await openCalendarHost();
  system = await startSystem(['email'], { web: host.web });
});
afterAll(async () => {
  await system.close();
  await host.close();
});

const busy = ['DTSTART:20270112T090000Z', 'DTEND:20270112T100000Z', 'SUMMARY:Oncologist'];

test('CAD-PL-31 S35 a technician has a calendar read, sees why it fails, and subscribes to own work', async () => {
  const { company, core } = system;
  const { companyId, businessUnitId } = company;
  const user = await setUp(core).staffUser({
    companyId,
    name: 'Tom Sample',
    email: 'tom@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'technician' }],
  });
  const { technicianId } = await setUp(core).technician({
    companyId,
    businessUnitIds: [businessUnitId],
    staffUserId: user.staffUserId,
    name: 'Tom Sample',
    colour: '#aa3355',
    base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 },
    zone: 'Europe/Vaduz',
    weeklyHours: { 1: [{ from: '08:00', to: '17:00' }] },
    skills: {},
  });
  const session = await staffSession(system, user);
  const { page, complaints, close } = await officePage(system, { session, reducedMotion: 'reduce' });
  await page.goto(`/team/${technicianId}/calendars`);
  await expectHeading(page, 'Calendars of Tom Sample');
  await page.getByText('No calendar is read.').waitFor();

  host.put('/page', { body: '<!doctype html>' });
  await page.getByLabel('Name', { exact: true }).fill('Private');
  await page.getByLabel('Address', { exact: true }).fill(host.address('/page'));
  await page.getByRole('button', { name: 'Add calendar' }).click();
  await page.getByText('What is at this address is not a calendar. Line 1.').waitFor();
  expect(await page.locator(':focus').getAttribute('id')).toBe('calendar-address');
  host.put('/private.ics', { body: icsFile(busy) });
  await page.getByLabel('Address', { exact: true }).fill(host.address('/private.ics'));
  await page.keyboard.press('Enter');
  await page.getByText('The calendar was added and read.').waitFor();
  await page.getByRole('heading', { name: 'Private Up to date' }).waitFor();
  expect(await page.content()).not.toMatch(/Oncologist|private\.ics/);

  host.put('/private.ics', { status: 410 });
  system.clock.advance(3600);
  await page.getByRole('button', { name: 'Read now Private' }).click();
  await page.getByText('There is no calendar at this address (any more).').waitFor();
  await page.getByRole('button', { name: 'Change Private' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Family');
  await dialog.getByLabel('Close when not read for (hours)').fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The calendar was changed.').waitFor();
  system.clock.advance(3600);
  await page.reload();
  await page.getByText('A calendar has not been read for too long.').waitFor();

  await page.getByRole('button', { name: 'Make an address' }).click();
  const shown = (await page.locator('code').textContent()) ?? '';
  const url = new URL(new URL(shown).pathname, system.backofficeUrl);
  expect((await (await fetch(url)).text()).startsWith('BEGIN:VCALENDAR')).toBe(true);
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `backoffice/calendars-stale-${width}-${colorScheme}`);
  }
  await page.getByRole('button', { name: 'Revoke address' }).click();
  await page.getByText('The address is revoked.').waitFor();
  expect((await fetch(url)).status).toBe(404);
  await page.getByRole('button', { name: 'Remove Family' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No calendar is read.').waitFor();
  expect(complaints.filter((one) => !/40[04]|410/.test(one))).toEqual([]);
  await close();
});
