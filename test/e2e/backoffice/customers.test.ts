import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, officePage, staffSession } from './steps.ts';

let system: System;
let session: string;
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
});
afterAll(() => system.close());

test('AZT-01 AZT-02 AZT-04 AZT-05 AZT-07 AZT-06 the list is searched, counted and narrowed in place, by keyboard, and the address keeps it', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
  const counters = page.getByRole('navigation', { name: 'Customers by relationship' });
  await counters.waitFor();
  expect((await counters.getByRole('link').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual(
    ['2 All', '0 Active', '2 Leads', '0 Contacts', '1 Not active'],
  );
  await counters.getByRole('link', { name: 'Not active' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Dora Sample' }).waitFor();
  expect(page.url()).toContain('relationship=inactive');
  expect(await counters.locator('[aria-current]').innerText()).toContain('Not active');
  expect(await page.getByRole('link', { name: 'Mario Sample' }).count()).toBe(0);

  // Whoever types while the list follows a counter keeps the place in the field.
  const search = page.getByRole('searchbox', { name: 'Search', exact: true });
  await search.focus();
  await counters.getByRole('link', { name: 'All' }).dispatchEvent('click');
  await page.getByRole('link', { name: 'Mario Sample' }).waitFor();
  await page.keyboard.type('BALZERS lisa');
  await page.waitForURL(/query=BALZERS/);
  await page.getByRole('link', { name: 'Lisa Sample Ltd' }).waitFor();
  await page.getByText('1 to 1 of 1').waitFor();
  expect(await counters.getByRole('link', { name: 'Leads' }).innerText()).toMatch(/^1/);
  await page.getByLabel('Type').selectOption('individual');
  await page.getByText('Nobody matches “BALZERS lisa”').waitFor();
  await page.reload();
  await page.getByText('Nobody matches “BALZERS lisa”').waitFor();
  expect(await search.inputValue()).toBe('BALZERS lisa');
  await page.getByRole('link', { name: 'Clear' }).first().click();
  await page.getByRole('link', { name: 'Mario Sample' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('what is typed while the list is fetched for the letters before stays, and so does the space between two words', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/customers');
  const search = page.getByRole('searchbox', { name: 'Search', exact: true });
  const asksFor = (query: string) => (url: URL) =>
    url.pathname.endsWith('/customers') &&
    url.searchParams.get('query') === query &&
    url.searchParams.has('limit');
  const asked = (query: string) => page.waitForRequest((request) => asksFor(query)(new URL(request.url())));
  const { promise: typed, resolve: answer } = Promise.withResolvers<void>();
  await page.route(asksFor('BALZERS'), async (route) => {
    await typed;
    await route.continue();
  });
  const first = asked('BALZERS');
  await search.pressSequentially('BALZERS');
  await first;
  const second = asked('BALZERS li');
  await search.pressSequentially(' li');
  answer();
  await second;
  await page.getByRole('link', { name: 'Lisa Sample Ltd' }).waitFor();
  expect(await search.inputValue()).toBe('BALZERS li');

  await search.fill('sample ');
  await page.waitForURL(/query=sample$/);
  await page.getByRole('link', { name: 'Mario Sample' }).waitFor();
  expect(await search.inputValue()).toBe('sample ');
  await page.getByRole('link', { name: 'Clear' }).first().click();
  await page.waitForURL(/customers$/);
  await expect.poll(() => search.inputValue()).toBe('');
  expect(complaints).toEqual([]);
  await close();
});

test('two customers that look the same are compared and made one; the old address leads to who stays', async () => {
  const make = (name: string, phone: string | null) => ({
    name,
    phone,
    kind: 'individual' as const,
    language: 'en' as const,
    email: 'nora@example.com',
    addresses: [{ line1: 'Via Roma 1', postalCode: '9490', city: 'Vaduz', country: 'LI' }],
  });
  const [kept, merged] = await setUp(system.core).customers({
    businessUnitId: system.company.businessUnitId,
    customers: [make('Nora Twin', null), make('Twin Nora', '+41791234567')],
  });
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await expectHeading(page, 'May be the same');
  await page.getByText('Alike: e-mail, name and postal code').waitFor();
  await page.getByRole('link', { name: 'Compare and merge Nora Twin and Twin Nora' }).click();
  await expectHeading(page, 'Merge two customers');
  const phone = page.getByRole('group', { name: 'Phone' });
  expect(await phone.getByRole('radio', { checked: true }).getAttribute('value')).toBe('merged');
  await page.getByRole('group', { name: 'Name or company' }).getByRole('radio').last().check();
  await page.getByRole('button', { name: 'Merge' }).click();
  await expectHeading(page, 'Twin Nora');
  expect(page.url()).toContain(kept?.customerId);
  await page.goto(`/customers/${merged?.customerId}`);
  await page.waitForURL(new RegExp(kept?.customerId ?? 'none'));
  await expectHeading(page, 'Twin Nora');
  await page.goto(`/customers?query=${merged?.reference}`);
  await page.getByRole('link', { name: 'Twin Nora' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
