import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessScope } from '../../fixtures/scopes.ts';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, newIntervention, officePage, planned, staffSession } from './steps.ts';

let system: System;
let administrator: string;
beforeAll(async () => {
  system = await startSystem();
  const { companyId, businessUnitId } = system.company;
  const ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Sample',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  administrator = await staffSession(system, ada);
});
afterAll(() => system.close());

test('CAD-AT-01..07 a type is made of a name, named in two languages, given rules, and its last change is taken back', async () => {
  const { page, complaints, close } = await officePage(system, { session: administrator });
  await page.goto('/');
  await page.getByRole('link', { name: 'Catalogue', exact: true }).click();
  await expectHeading(page, 'Catalogue');
  await page.getByLabel('Find by name').fill('heat');
  await page.getByText('1 types').waitFor();
  await page.getByRole('button', { name: 'New activity type' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('Correct “Name” and send again.').waitFor();
  await page.getByRole('dialog').getByLabel('Name').fill('Chimney sweep');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expectHeading(page, 'Chimney sweep');

  await page.getByLabel('Name (Italiano)').fill('Spazzacamino');
  await page.getByLabel('Reference', { exact: true }).fill('SERVICE');
  await page.getByLabel('Category').fill('Heating');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('Another type has this reference').waitFor();
  expect(
    await page.getByLabel('Reference', { exact: true }).evaluate((it) => it === document.activeElement),
  ).toBe(true);
  await page.getByLabel('Reference', { exact: true }).fill('SWEEP');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();

  await page.getByRole('link', { name: 'Planning rules' }).click();
  await page.getByLabel('Notice (h)').fill('800');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('The notice reaches beyond the horizon').waitFor();
  await page.getByLabel('Notice (h)').fill('48');
  await page.getByLabel('Only in these hours').check();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByRole('alert').getByText('There are no hours').waitFor();
  await page.getByRole('button', { name: 'Add times on Monday' }).click();
  await page.getByLabel('Level of Heat pumps').selectOption('2');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();
  await page.getByText('Ada Sample: Skills, Notice, Offered weekdays and hours').waitFor();
  await page.getByRole('button', { name: 'Undo this change' }).click();
  await page.getByText('The last change was taken back.').waitFor();
  expect(await page.getByLabel('Notice (h)').inputValue()).toBe('4');
  expect(await page.getByLabel('Whenever technicians work').isChecked()).toBe(true);
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('CAD-AT-10 a type is taken from the gallery, exported, and imported again; a file that is none is refused with the place', async () => {
  const { page, complaints, close } = await officePage(system, { session: administrator });
  await page.goto('/catalogue');
  await page.getByRole('button', { name: 'New activity type' }).click();
  await page.getByRole('button', { name: 'Create Technical visit' }).click();
  await expectHeading(page, 'Technical visit');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('TECHNICAL-VISIT.json');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  await page.goto('/catalogue');
  await page.getByRole('button', { name: 'New activity type' }).click();
  const file = (content: string) => ({
    name: 'type.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });
  await page.getByLabel('From a file').setInputFiles(file(text.replace('"step": 1800', '"step": "half"')));
  await page.getByText('The file is wrong at “type.step”').waitFor();
  await page.getByLabel('From a file').setInputFiles(file(text));
  await expectHeading(page, 'Technical visit');
  expect(await page.getByLabel('Reference', { exact: true }).inputValue()).toBe('TECHNICAL-VISIT-2');
  await page.getByRole('button', { name: 'Copy' }).click();
  await expectHeading(page, 'Technical visit (2)');
  expect(complaints).toEqual([]);
  await close();
}, 120_000);

test('two administrators edit one type: the second sees both versions; who only looks cannot change anything', async () => {
  const { service } = system.company.types;
  const { page, complaints, close } = await officePage(system, { session: administrator });
  const { page: other, close: closeOther } = await officePage(system, { session: administrator });
  await page.goto(`/catalogue/${service}/rules`);
  await page.getByLabel('Duration (min)').fill('75');
  await other.goto(`/catalogue/${service}/rules`);
  await other.getByLabel('Duration (min)').fill('45');
  await other.getByRole('button', { name: 'Save type' }).click();
  await other.getByText('Saved. It applies from now on.').waitFor();
  await page.getByRole('button', { name: 'Save type' }).click();
  const versions = page.getByRole('row', { name: 'Duration' });
  expect((await versions.innerText()).split(/\s*\t\s*/)).toEqual(['Duration', '1 h 15 min', '45 min']);
  await closeOther();
  await close();

  const { page: looking, close: closeLooking } = await officePage(system, {
    session: await staffSession(system),
  });
  await looking.goto(`/catalogue/${service}`);
  await looking.getByText('administrators change it').waitFor();
  expect(await looking.getByLabel('Name (English)').isDisabled()).toBe(true);
  expect(await looking.getByRole('button', { name: 'Save type' }).count()).toBe(0);
  await closeLooking();
  expect(complaints).toEqual([]);
}, 120_000);

test('CAD-PD-01..07 S40 S41 texts are written with codes beside the card they make; what is hidden is in no answer of the portal', async () => {
  const interventionId = await newIntervention(system);
  await planned(system, interventionId, '2027-01-14');
  const { page, complaints, close } = await officePage(system, { session: administrator });
  await page.goto(`/catalogue/${system.company.types.service}/portal`);
  const card = page.getByRole('article');
  await card.getByRole('heading', { name: 'Yearly service' }).waitFor();
  const heading = page.getByLabel('Heading (English)');
  await heading.fill('Visit on {date}');
  await page.getByText('there is no code {date}').waitFor();
  await page.getByRole('button', { name: 'Write {intervention.date} instead' }).click();
  await card.getByRole('heading', { name: 'Visit on 14 January 2027' }).waitFor();
  // By the keyboard: the list of codes is opened, one is chosen, and typing goes on.
  const text = page.getByLabel('Text below (English)');
  await text.fill('<img src=x onerror=alert(1)> ');
  const codes = page.locator('.template', { has: text }).locator('summary');
  await codes.focus();
  await page.keyboard.press('Enter');
  await page
    .locator('.template', { has: text })
    .getByRole('button', { name: '{intervention.assignedUsers.name}' })
    .press('Enter');
  await page.keyboard.type(' comes.');
  await card.getByText(/<img src=x onerror=alert\(1\)> \w+ Sample comes\./).waitFor();
  await page.getByLabel('Address', { exact: true }).uncheck();
  await card.getByText('Städtle 1').waitFor({ state: 'detached' });
  await page.getByLabel('Open: word for customers (English)').fill('All set');
  await card.getByText('All set').waitFor();
  await page.getByLabel('Language', { exact: true }).last().selectOption('it');
  await card.getByRole('heading', { name: 'Visit on 14 gennaio 2027' }).waitFor();

  // The mails about it, in the same words of the same visit.
  await page.getByText('Appointment cancelled', { exact: true }).click();
  await page.getByLabel('Appointment cancelled: subject (Italiano)').fill('Annullato: {date}');
  await page.getByRole('button', { name: 'Write {intervention.date} instead' }).click();
  await page.getByLabel('Appointment cancelled: first sentences (Italiano)').fill('Peccato <b>!');
  const mail = page.getByRole('region', { name: 'E-mail: Appointment cancelled' });
  await mail.getByText('Annullato: 14 gennaio 2027').waitFor();
  await mail.getByText('Peccato <b>!').waitFor();

  const session = await system.sessionFor('mario@example.com');
  const ask = async (path: string) => {
    const headers = {
      cookie: `itinera_portal=${session}; itinera_portal_language=en`,
      'accept-language': 'en',
    };
    return (await fetch(new URL(path, system.portalUrl), { headers })).text();
  };
  const answers = async () =>
    (
      await Promise.all(
        ['/', '/__data.json', `/visits/${interventionId}`, `/visits/${interventionId}/__data.json`].map(ask),
      )
    ).join();
  expect(await answers(), 'the control').toContain('Städtle 1');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved. It applies from now on.').waitFor();
  const after = await answers();
  expect(after).not.toContain('Städtle');
  expect(after).toContain('14 January 2027');
  expect(after, 'what staff type is text').not.toContain('<img src=x');
  await system.core.bookings.cancel(accessScope(system.company, system.company.customers.mario), {
    ...{ interventionId, reason: 'other', idempotencyKey: 'canceled-in-words' },
  });
  await system.work();
  const told = system.mailer.sent.find(({ subject }) => subject === 'Annullato: 14 gennaio 2027');
  expect(told?.html).toContain('Peccato &lt;b&gt;!');
  expect(complaints).toEqual([]);
  await close();
}, 120_000);
