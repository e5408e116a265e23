import { performance } from 'node:perf_hooks';
import { setUp } from '@itinera/core/set-up';
import type { CDPSession, Locator, Page } from 'playwright-core';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { officePage, staffSession } from '../e2e/backoffice/steps.ts';
import { startSystem } from '../e2e/harness.ts';
import { longForm } from '../fixtures/long-form.ts';
import { staffScope } from '../fixtures/scopes.ts';

const types = 200;
const fields = 100;
const rounds = 20;

/** The catalogue of 200 types, and the designer of a form of 100 fields, as somebody at a browser waits for them. */
export async function benchDesigner(): Promise<BenchRow[]> {
  const system = await startSystem();
  try {
    const { core, company } = system;
    const { companyId, businessUnitId } = company;
    const ada = await setUp(core).staffUser({
      ...{ companyId, name: 'Ada Sample', email: 'ada@vaduz-heating.example', language: 'en' },
      roles: [{ businessUnitId, role: 'administrator' }],
    });
    const staff = staffScope(company, ada.staffUserId, ['administrator']);
    const gallery = await core.catalogue.gallery(staff);
    let activityTypeId = '';
    for (let n = 0; n < types; n++) {
      const { code } = gallery[n % gallery.length]!;
      ({ activityTypeId } = await core.catalogue.takeFromGallery(staff, { code }));
    }
    const of = { activityTypeId, purpose: 'activity' } as const;
    const { revision } = await core.forms.page(staff, of);
    await core.forms.save(staff, { ...of, revision, definition: longForm(fields), deletions: {} });
    const { page, close } = await officePage(system, { session: await staffSession(system, ada) });
    await page.addInitScript(timeKeys);
    const rows = [
      ...(await benchCataloguePages(page, activityTypeId)),
      ...(await benchForm(page, activityTypeId)),
    ];
    await close();
    return rows;
  } finally {
    await system.close();
  }
}

async function benchCataloguePages(page: Page, activityTypeId: string): Promise<BenchRow[]> {
  const list = page.locator('table tbody tr').nth(types - 1);
  const empty = await opened(page, '/requests', page.getByRole('heading', { level: 1 }));
  const anew = await opened(page, '/catalogue', list);
  const link = page.getByRole('link', { name: 'Catalogue', exact: true });
  const followed = await reached(page, '/requests', link, list);
  await page.getByLabel('Find by name').focus();
  const letter = await pressed(page, ['t', 'Backspace']);
  const tab = page.getByRole('link', { name: 'Portal display', exact: true });
  const card = page.getByRole('heading', { name: 'As the customer sees it' });
  const shown = await reached(page, `/catalogue/${activityTypeId}`, tab, card);
  return [
    row('a page that lists nothing, opened anew (to compare)', empty),
    row(`the list of ${types} types, opened anew`, anew),
    row(`the list of ${types} types, by its link`, followed),
    row('a letter in its search, until it is painted', letter),
    row('how customers see one of them, by its link', shown),
  ];
}

async function benchForm(page: Page, activityTypeId: string): Promise<BenchRow[]> {
  const last = page.getByRole('button', { name: `Move Question ${fields - 1} up` });
  const path = `/catalogue/${activityTypeId}`;
  const anew = await opened(page, `${path}/forms/activity`, last);
  const link = page.getByRole('link', { name: 'Activity form', exact: true });
  const followed = await reached(page, path, link, last);
  await page.getByRole('button', { name: /^Question 50/ }).click();
  const editor = page.locator('#field-editor');
  await editor.getByLabel('Label (English)').focus();
  const letter = await pressed(page, ['x', 'Backspace']);
  await editor.getByLabel('Code', { exact: true }).focus();
  const code = await pressed(page, ['x', 'Backspace']);
  const preview = page.locator('section[aria-labelledby="preview-title"]');
  await preview.getByLabel('Question 0').focus();
  const answer = await pressed(page, ['5', 'Backspace']);
  await page.getByRole('button', { name: 'Move Question 50 down' }).focus();
  const moved = await pressed(page, ['Enter']);
  let version = 1;
  const saved = await repeat(page, async () => {
    await page.locator('ol li .name').nth(60).click();
    await editor.getByLabel('Label (English)').fill(`Question of version ${version}`);
    return timed(async () => {
      await page.getByRole('button', { name: 'Save form' }).click();
      await page.getByText(`Saved as version ${++version}.`).waitFor();
    });
  });
  return [
    row(`the designer of ${fields} fields, opened anew`, anew),
    row(`the designer of ${fields} fields, by its link`, followed),
    row('a letter in a label, until it is painted', letter),
    row('a letter in a code that the next field hangs on', code),
    row('an answer in the preview, until it is painted', answer),
    row('a field moved by the keyboard', moved),
    row('saved, until it says so', saved),
  ];
}

/** From an address to what stands there, with all that the application is made of. */
async function opened(page: Page, path: string, until: Locator): Promise<Times> {
  const { all } = await repeat(page, async () => {
    await page.goto('about:blank');
    return timed(async () => {
      await page.goto(path);
      await until.waitFor();
    });
  });
  return { all };
}

/** From a link on another page to what stands on its own. */
async function reached(page: Page, from: string, link: Locator, until: Locator): Promise<Times> {
  await page.goto(from);
  const back = page.url();
  return repeat(page, async () => {
    if (page.url() !== back) await page.goBack();
    await page.waitForURL(back);
    await until.waitFor({ state: 'detached' });
    await link.waitFor();
    return timed(async () => {
      await link.click();
      await until.waitFor();
    });
  });
}

/** Runs in the page: how long each key takes from the event to after the frame that shows what it did. */
function timeKeys(): void {
  const times: number[] = [];
  Object.assign(globalThis, { keyTimes: times });
  const after = new MessageChannel();
  const begun: number[] = [];
  after.port1.onmessage = () => times.push(performance.now() - (begun.shift() ?? 0));
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      begun.push(timeStamp);
      requestAnimationFrame(() => after.port2.postMessage(null));
    },
    { capture: true },
  );
}

/** Waited for, and the page's own processor time of all rounds, in milliseconds. */
interface Times {
  all: number[];
  /** Absent of pages that are opened anew, with which it begins anew. */
  cpu?: number;
}

/** Presses these keys in turn. */
async function pressed(page: Page, keys: readonly string[]): Promise<Times> {
  const times: number[] = [];
  let before = 0;
  for (let n = -keys.length; n < rounds; n++) {
    if (n === 0) before = await processorTime(page);
    await page.evaluate(() => void ((globalThis as unknown as { keyTimes: number[] }).keyTimes.length = 0));
    await page.keyboard.press(keys[(n + keys.length) % keys.length]!);
    const took = await page.waitForFunction(
      () => (globalThis as unknown as { keyTimes: number[] }).keyTimes[0],
    );
    if (n >= 0) times.push(Number(await took.jsonValue()));
  }
  return { all: times, cpu: (await processorTime(page)) - before };
}

async function repeat(page: Page, once: () => Promise<number>): Promise<Times> {
  await once();
  const times: number[] = [];
  const before = await processorTime(page);
  for (let n = 0; n < rounds; n++) times.push(await once());
  return { all: times, cpu: (await processorTime(page)) - before };
}

const sessions = new WeakMap<Page, CDPSession>();

/** What the page's main thread has computed so far, whatever else the machine did: milliseconds. */
async function processorTime(page: Page): Promise<number> {
  let session = sessions.get(page);
  if (!session) {
    session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    sessions.set(page, session);
  }
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function row(name: string, { all: times, cpu }: Times): BenchRow {
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  return {
    name,
    n: times.length,
    p50: at(0.5),
    p95: at(0.95),
    unit: 'ms',
    note: cpu === undefined ? '' : `${(cpu / times.length).toFixed(1)} ms of the page’s processor time`,
  };
}
