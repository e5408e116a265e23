import type { SaveActionInput } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { emptyForm, newField, portalActionKinds } from '@itinera/core/shared';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileTexts } from '../fixtures/hostile-texts.ts';
import { accessScope, staffScope } from '../fixtures/scopes.ts';
import { createMailboxServer } from '../../scripts/dev-mailbox.ts';
import { faultsOfCalendar } from '../helpers/calendar-faults.ts';
import { officePage, staffSession } from './backoffice/steps.ts';
import { startSystem, type System } from './harness.ts';
import { portalPage } from './portal/steps.ts';

/** How many of these a field takes in one round, as far as they fit into it. */
const perField = process.env['ITINERA_FULL'] ? 1 : 4;
/** Strings that a round has room for at least. */
const perRound = 12;
const rounds = process.env['ITINERA_FULL'] ? Math.ceil(hostileTexts.length / perRound) : 1;

let system: System;
let mario: string;
let staff: string;
beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
  const { companyId, businessUnitId } = system.company;
  const ada = await setUp(system.core).staffUser({
    companyId,
    name: 'Ada Admin',
    email: 'ada@vaduz-heating.example',
    language: 'en',
    roles: [{ businessUnitId, role: 'administrator' }],
  });
  staff = await staffSession(system, ada);
});
afterAll(() => system.close());

/** Hands the strings out one after the other, so that each stands in some field of a round. */
function hostile(from: number): (longest: number, wanted?: number, codes?: boolean) => string {
  let next = from;
  return (longest, wanted = perField, codes = false) => {
    let text = '';
    for (let n = 0; n < wanted; n++) {
      const one = hostileTexts[next++ % hostileTexts.length]!;
      // Braces are no replacement code: a text that takes some refuses them, and says so.
      if (text.length + one.length < longest && !(codes && one.includes('{'))) text += `${one} `;
    }
    return text.trim() || '<b data-xss>';
  };
}

/** Where what was written is shown. */
interface Written {
  portal: string[];
  office: string[];
  /** The visit as a file for calendars, and what its title has to name. */
  calendar: string;
  typeName: string;
}

/** Writes strings into everything that people and staff write; the addresses of what shows them. */
async function write(from: number): Promise<Written> {
  const { core, company } = system;
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const { customerId, addressIds } = company.customers.mario;
  const [text, activityTypeId] = [hostile(from), company.types.service];
  const en = (longest: number) => ({ en: text(longest, perField, true) });
  const type = await core.catalogue.page(admin, activityTypeId);
  await core.catalogue.save(admin, {
    activityTypeId,
    revision: type.revision,
    changes: {
      name: { en: text(120) },
      description: { en: text(500) },
      category: text(60, 1),
      display: {
        ...type.settings.display,
        heading: en(150),
        text: en(500),
        statusLabels: { pending: en(60) },
        messages: { confirmed: { subject: en(150), text: en(500) } },
      },
    },
  });
  const form = { activityTypeId, purpose: 'activity' } as const;
  const { revision } = await core.forms.page(admin, form);
  await core.forms.save(admin, {
    ...form,
    revision,
    deletions: {},
    definition: {
      ...emptyForm,
      portal: true,
      fields: [
        { ...newField('text', 'words'), label: en(200), help: en(500) },
        { ...newField('text-area', 'remarks'), label: en(200), help: en(500) },
        {
          ...newField('single-choice', 'choice'),
          label: en(200),
          options: [{ code: 'a', label: en(200) }],
        },
      ],
    },
  });
  const before = await core.portalActions.page(admin, activityTypeId);
  for (const { id: actionId, revision: shown, kind } of before.actions)
    if (kind === 'message' || kind === 'sign')
      await core.portalActions.remove(admin, { activityTypeId, actionId, revision: shown });
  const actions: string[] = [];
  for (const kind of portalActionKinds.filter((one) => one === 'message' || one === 'sign')) {
    const action: SaveActionInput = {
      activityTypeId,
      kind,
      enabled: true,
      place: 'intervention',
      ...{ label: en(80), description: en(500), confirmation: en(500) },
      document: kind === 'sign' ? en(2000) : {},
      icon: null,
      ...{
        tellCustomer: true,
        notifyStaff: [],
        resultingStatus: null,
        staffConfirms: false,
        minimumNotice: 0,
        limits: {},
      },
      conditions: null,
    };
    actions.push((await core.portalActions.save(admin, action)).actionId);
  }
  const record = await core.customers.record(admin, customerId);
  await core.customers.edit(admin, {
    customerId,
    revision: record.revision,
    name: text(150, 1),
    notes: text(500),
    tags: [text(40, 1)],
  });
  const person = accessScope(company, company.customers.mario);
  const { interventionId } = await core.interventions.create(admin, {
    activityTypeId,
    customerId,
    addressId: addressIds[0]!,
    comment: text(500),
    idempotencyKey: `hostile-${from}`,
  });
  const plan = {
    interventionId,
    technicianId: company.technicians.anna,
    at: `2027-01-${12 + (from % 4)}T${String(8 + (from % 8)).padStart(2, '0')}:00`,
    revision: 1,
    idempotencyKey: `hostile-plan-${from}`,
  };
  const told = await core.bookings.planByHand(admin, plan);
  if (told.kind === 'warnings')
    await core.bookings.planByHand(admin, {
      ...plan,
      accepted: told.seen,
      idempotencyKey: `hostile-accepted-${from}`,
    });
  await core.forms.answerVisit(admin, {
    interventionId,
    purpose: 'activity',
    version: (await core.forms.page(admin, form)).version,
    revision: 0,
    answers: { remarks: text(1000), choice: 'a' },
    mode: 'final',
    idempotencyKey: `hostile-answer-${from}`,
  });
  // A person sends twenty a day.
  if (from < 15 * perRound) {
    const { requestId } = await core.requests.send(person, {
      actionId: actions[1]!,
      interventionId,
      text: text(1000),
      proposal: null,
      idempotencyKey: `hostile-request-${from}`,
    });
    await core.requests.close(admin, { requestId, revision: 1, answer: text(1000) });
  }
  const visit = `/visits/${interventionId}`;
  const typeAt = `/catalogue/${activityTypeId}`;
  return {
    calendar: `${visit}/calendar.ics`,
    typeName: (await core.catalogue.page(admin, activityTypeId)).settings.name.en ?? '',
    portal: [
      ...['/', '/requests', '/book', visit, `${visit}/form/activity`, `${visit}/cancel`],
      ...[`${visit}/sign/${actions[0]}`, `${visit}/ask/${actions[1]}`],
    ],
    office: [
      ...['/', '/customers', `/customers/${customerId}`, '/interventions', '/requests', '/catalogue'],
      ...[`/interventions/${interventionId}`, `/interventions/${interventionId}/plan`],
      ...[typeAt, `${typeAt}/portal`, `${typeAt}/forms/activity`, `${typeAt}/actions`],
    ],
  };
}

/** How many elements of a page came out of a text. */
const marked = (page: Page) => page.locator('[data-xss]').count();

async function walk(page: Page, paths: string[]): Promise<{ path: string; marked: number }[]> {
  const found: { path: string; marked: number }[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    found.push({ path, marked: await marked(page) });
  }
  return found;
}

/** The mailbox of a development machine with what was sent, and a page of a browser that nothing keeps from running it. */
async function openMailbox() {
  const list = () =>
    system.mailer.sent.map(({ html = null, ...mail }, n) => ({
      ...{ ...mail, html, attachments: [], id: String(n) },
      ...{ channel: 'email' as const, at: 0 },
    }));
  const server = createMailboxServer({ list });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const page = await system.browser.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => expect.unreachable('a script ran')));
  return {
    page,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      await page.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** What was sent since the last look, as mail programs and the mailbox show it; how many there were. */
async function lookAtMails(page: Page, url: string): Promise<number> {
  const sent = system.mailer.sent.filter(({ subject }) => !/code/i.test(subject));
  await page.goto(url);
  expect(await marked(page)).toBe(0);
  // The mailbox loads itself anew every few seconds: not while something else stands in its page.
  await page.goto('about:blank');
  for (const { html, subject } of sent) {
    await page.setContent(html ?? '');
    expect(await marked(page), subject).toBe(0);
  }
  system.mailer.sent.length = 0;
  return sent.length;
}

test(`S40 ${hostileTexts.length} hostile texts in whatever can be written, ${rounds} rounds: they stay words in portal and back office`, async () => {
  const portal = await portalPage(system, { session: mario });
  const office = await officePage(system, { session: staff });
  const dialogs: string[] = [];
  for (const { page } of [portal, office])
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  const mailbox = await openMailbox();
  let shown = 0;
  let mails = 0;
  for (let round = 0; round < rounds; round++) {
    const paths = await write(round * perRound);
    for (const [watched, list] of [
      [portal, paths.portal],
      [office, paths.office],
    ] as const) {
      const found = await walk(watched.page, list);
      expect(found.filter((one) => one.marked > 0)).toEqual([]);
      shown += found.length;
    }
    const file = await fetch(system.portalUrl + paths.calendar, {
      headers: { cookie: `itinera_portal=${mario}` },
    });
    expect(file.headers.get('content-type')).toContain('text/calendar');
    expect(faultsOfCalendar(await file.text(), paths.typeName)).toEqual([]);
    await system.work();
    mails += await lookAtMails(mailbox.page, mailbox.url);
  }
  expect(shown).toBe(rounds * 20);
  expect(mails).toBeGreaterThanOrEqual(rounds);
  expect(dialogs).toEqual([]);
  expect([...portal.complaints, ...office.complaints]).toEqual([]);

  // The control: one that is taken for HTML is seen twice, by its mark and by what the policy says.
  await portal.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src=x data-xss onerror=alert(1)>');
  });
  expect(await marked(portal.page)).toBe(1);
  await expect.poll(() => portal.complaints.length).toBeGreaterThan(0);
  // And in a mail.
  await mailbox.page.setContent('<p><b data-xss>bold</b></p>');
  expect(await marked(mailbox.page)).toBe(1);
  await mailbox.close();
  await portal.close();
  await office.close();
}, 900_000);
