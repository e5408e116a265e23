import { setTimeout as wait } from 'node:timers/promises';
import { emptyForm } from '@itinera/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { accessScope, staffScope } from '../../fixtures/scopes.ts';
import { blankPng, photo, plainPdf } from '../../fixtures/uploads.ts';
import { startSystem, type System } from '../harness.ts';
import { axeFindings, overflow, screenshot } from '../watched-page.ts';
import { bookService, expectHeading, expectProblem, follow, modes, portalPage, press } from './steps.ts';

let system: System;
let mario: string;
/** Booked before anything was asked about them. */
const visits: string[] = [];
let message: string;
let order: string;
beforeAll(async () => {
  system = await startSystem();
  mario = await system.sessionFor('mario@example.com');
  const { page, close } = await portalPage(system, { session: mario });
  for (const nth of [1, 3, 4]) visits.push(await bookService(page, nth));
  await close();
  const { core, company } = system;
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    activityTypeId: company.types.service,
    purpose: 'activity',
    revision: 0,
    deletions: {},
    definition: {
      ...emptyForm,
      portal: true,
      fields: [
        field('photo', 'boiler', { label: { en: 'Your boiler' }, required: true, maximum: 3 }),
        field('file', 'plan', { label: { en: 'A plan' } }),
        field('signature', 'signed', { label: { en: 'Signature' }, required: true }),
      ],
    },
  });
  const add = async (kind: 'message' | 'sign', more: object) => {
    const input = { ...plainAction(kind), activityTypeId: company.types.service, ...more };
    const scope = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    return (await core.portalActions.save(scope, input)).actionId;
  };
  message = await add('message', { place: 'both', label: { en: 'Write to us' } });
  order = await add('sign', { label: { en: 'Order' }, document: { en: 'We come once.' } });
});
afterAll(() => system.close());

const notes = Buffer.from('what we know of the boiler\n'.repeat(25_000));

describe.each(modes)('CAD-FO-02 files of a form $mode', (mode) => {
  const scripted = mode.javaScriptEnabled;

  test('photos and files are sent, refused with what to do, removed, found again and handed out to be saved', async () => {
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const id = visits[scripted ? 0 : 1]!;
    const stored = () =>
      system.core.forms.ofVisit(accessScope(system.company, system.company.customers.mario), {
        interventionId: id,
        purpose: 'activity',
      });
    const boiler = page.getByLabel('Your boiler', { exact: true });
    const plan = page.getByLabel('A plan (optional)', { exact: true });
    const choose = async (input: typeof boiler, name: string, buffer: Buffer) => {
      await input.setInputFiles({ name, mimeType: 'image/png', buffer });
      if (!scripted) await page.getByRole('button', { name: 'Upload what was chosen' }).first().click();
    };
    // A file is chosen before the scripts of the page are there.
    const { promise: chosen, resolve: haveChosen } = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await chosen;
      await route.continue();
    });
    await page.goto(`/visits/${id}/form/activity`, { waitUntil: 'commit' });
    await expectHeading(page, 'Before the visit');
    await choose(boiler, 'page.jpg', Buffer.from('<script>alert(1)</script>'));
    haveChosen();
    await page.getByText('This type of file is not taken').first().waitFor();
    if (scripted) await press(page, 'Stop uploading page.jpg');
    const picture = await photo({ width: 300, height: 200, png: true });
    await choose(boiler, 'left.png', picture);
    await page.getByRole('link', { name: 'left.jpg' }).waitFor();
    await choose(boiler, 'right.png', picture);
    await page.getByRole('link', { name: 'right.jpg' }).waitFor();
    expect(await page.getByRole('link', { name: 'left.jpg' }).count()).toBe(1);
    await press(page, 'Remove left.jpg');
    await page.getByRole('link', { name: 'left.jpg' }).waitFor({ state: 'detached' });

    if (scripted) {
      // A slow line: how far it is can be seen, and it can be stopped.
      const line = await page.context().newCDPSession(page);
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };
      await line.send('Network.emulateNetworkConditions', slow);
      await choose(plan, 'notes.txt', notes);
      await page.getByText(/notes\.txt: [1-9]\d? % uploaded/).waitFor();
      await press(page, 'Send');
      await page.getByText('Please wait until everything is uploaded').waitFor();
      await press(page, 'Stop uploading notes.txt');
      expect(await page.locator('progress').count()).toBe(0);
      await line.send('Network.emulateNetworkConditions', { ...slow, offline: true });
      await choose(plan, 'notes.txt', notes);
      await page.getByText('notes.txt was not uploaded').waitFor();
      await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
      await press(page, 'Upload notes.txt again');
    } else await choose(plan, 'notes.txt', notes);
    await page.getByRole('link', { name: 'notes.txt' }).waitFor();

    // Before anything was sent or saved.
    const { promise: sent, resolve: haveSent } = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await sent;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    if (!scripted) await page.goto(`/visits/${id}/form/activity`);
    await page.getByRole('link', { name: 'right.jpg' }).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(2);
    await press(page, 'Send');
    await expectProblem(page, 'Please answer this', '#a_signed');
    // Answered, and refused, and typed on, before the scripts are there: nothing of it is lost when they are.
    await page.getByLabel('Signature', { exact: true }).fill('Mario Sample');
    haveSent();
    if (scripted) {
      expect(await axeFindings(page)).toEqual([]);
      await page.locator('canvas').scrollIntoViewIfNeeded();
      const box = (await page.locator('canvas').boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + 80, { steps: 5 });
      await page.mouse.up();
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `portal/files-${scripted ? 'alive' : 'plain'}`);
    await press(page, 'Send');
    await page.getByText('Thank you. Your answers have arrived.').waitFor();
    const { answers, files } = await stored();
    expect(files.map(({ name }) => name).sort()).toEqual(
      ['notes.txt', 'right.jpg', ...(scripted ? ['signature.png'] : [])].sort(),
    );
    expect(answers).toMatchObject({
      signed: { name: 'Mario Sample', drawing: scripted ? (expect.any(String) as string) : null },
    });

    const [download] = await Promise.all([page.waitForEvent('download'), follow(page, 'notes.txt')]);
    expect(download.suggestedFilename()).toBe('notes.txt');
    if (scripted) expect(await page.getByRole('img', { name: 'Drawn signature' }).count()).toBe(1);
    // Sent once more without the photo: it is needed.
    await press(page, 'Remove right.jpg');
    await page.getByRole('link', { name: 'right.jpg' }).waitFor({ state: 'detached' });
    await press(page, 'Send');
    await expectProblem(page, 'Please answer this', '#a_boiler');
    expect(complaints.filter((line) => !/409|422|404|ERR_INTERNET/.test(line))).toEqual([]);
    await close();
  });

  test('CAD-AC-12 CAD-AC-08 CAD-FO-02 a file goes with a message, a drawing with a document, a photo with what is booked', async () => {
    const { page, complaints, close } = await portalPage(system, { mode, session: mario });
    const { core, company } = system;
    const staff = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const choose = async (label: string, name: string, buffer: Buffer) => {
      const input = page.getByLabel(label, { exact: true });
      await input.setInputFiles({ name, mimeType: 'text/plain', buffer });
      if (!scripted) await page.getByRole('button', { name: 'Upload what was chosen' }).first().click();
    };
    await page.goto(`/ask/${message}`);
    await expectHeading(page, 'Write to us');
    await choose('Photos or files (optional)', 'notes.txt', notes);
    await page.getByRole('link', { name: 'notes.txt' }).waitFor();
    if (scripted) expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toBe(0);
    await screenshot(page, `portal/message-${scripted ? 'alive' : 'plain'}`);
    await press(page, 'Send');
    await page.waitForURL(/\?sent/);
    const { items } = await core.requests.list(staff, {});
    expect(items[0]).toMatchObject({ text: '', files: [{ name: 'notes.txt' }] });

    const id = visits[scripted ? 0 : 1]!;
    await page.goto(`/visits/${id}/sign/${order}`);
    await page.getByLabel('I have read it and accept it', { exact: true }).check();
    await page.getByLabel('Your name', { exact: true }).fill('Mario Sample');
    if (scripted) {
      await page.locator('canvas').scrollIntoViewIfNeeded();
      const box = (await page.locator('canvas').boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
      await page.mouse.up();
    }
    await press(page, 'Sign and send');
    await page.getByText(/^Accepted by Mario Sample/).waitFor();
    const [signed] = await core.documents.decided(staff, id);
    expect(signed?.drawingId === null).toBe(!scripted);
    expect(await page.getByRole('img', { name: 'Drawn signature' }).count()).toBe(scripted ? 1 : 0);

    const addressId = company.customers.mario.addressIds[0]!;
    await page.goto(`/book/${company.types.service}/${addressId}/questions`);
    // What was sent for an earlier booking is there still.
    const plate = scripted ? 'alive' : 'plain';
    await choose('Your boiler', `${plate}.png`, await photo({ width: 40, height: 20, png: true }));
    await page.getByRole('link', { name: `${plate}.jpg` }).waitFor();
    await page.getByLabel('Signature', { exact: true }).fill('Mario Sample');
    await press(page, 'Continue');
    await page.waitForURL(/\/when$/);
    expect(complaints.filter((line) => !/409|422|404/.test(line))).toEqual([]);
    await close();
  });
});

test('S46 S48 a form with files is held to its size, nothing else takes more than a form, and answers say save, not show', async () => {
  const id = visits[2]!;
  const cookie = `itinera_portal_language=en; itinera_portal=${mario}`;
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(system.portalUrl + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: system.portalUrl, accept: 'text/html', ...headers },
      body,
      duplex: 'half',
    } as RequestInit);
  const bytes = { 'content-type': 'application/octet-stream', 'x-field': 'plan', 'x-file-name': 'a.pdf' };
  const form = `/visits/${id}/form/activity`;
  const sent = await post(`${form}/files`, plainPdf, bytes);
  expect(sent.status).toBe(201);
  const { id: file } = (await sent.json()) as { id: string };
  const answer = await fetch(`${system.portalUrl}/files/${file}`, { headers: { cookie } });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(plainPdf)).toBe(true);
  // From elsewhere, of another type, for a field that takes none, and not signed in.
  expect((await post(`${form}/files`, plainPdf, { ...bytes, origin: 'https://evil.example' })).status).toBe(
    403,
  );
  expect((await post(`${form}/files`, plainPdf, { ...bytes, 'content-type': 'image/png' })).status).toBe(415);
  expect((await post(`${form}/files`, plainPdf, { ...bytes, 'x-field': 'nothing' })).status).toBe(404);
  expect((await post(`${form}/files`, plainPdf, { ...bytes, cookie: '' })).status).toBe(303);

  const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'a');
  expect((await post(`${form}/files`, large, bytes)).status).toBe(422);
  const withoutLength = (pieces: number) => {
    let sent = 0;
    return new ReadableStream({
      pull(controller) {
        if (sent++ < pieces) controller.enqueue(large.subarray(0, 65_536));
        else controller.close();
      },
    });
  };
  expect((await post(`${form}/files`, withoutLength(200), bytes)).status).toBe(422);
  const many = new FormData();
  for (let n = 0; n < 1000; n++) many.append('f_plan', new Blob(['a']), `${n}.txt`);
  expect((await post(form, many)).status).toBe(413);
  const words = new FormData();
  words.append('a_plan', 'x'.repeat(70_000));
  expect((await post(form, words)).status).toBe(413);
  expect((await post(form, 'nonsense', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(
    400,
  );
  expect((await post(form, 'nonsense', { 'content-type': 'multipart/form-data' })).status).toBe(400);
  const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await post('/language', withoutLength(2), urlencoded)).status).toBe(413);
  expect((await post(form, large.subarray(0, 70_000), urlencoded)).status).toBe(413);
  expect((await fetch(`${system.portalUrl}/healthz`)).status).toBe(200);
  const removed = await fetch(`${system.portalUrl}/files/${file}`, {
    method: 'DELETE',
    headers: { cookie, origin: system.portalUrl },
  });
  expect(removed.status).toBe(204);
  expect((await fetch(`${system.portalUrl}/files/${file}`, { headers: { cookie } })).status).toBe(404);
});

test('S46 S47 pictures of hostile size over HTTP: refused, in little memory, while others are answered', async () => {
  const form = `${system.portalUrl}/visits/${visits[2]!}/form/activity/files`;
  const headers = {
    ...{ cookie: `itinera_portal=${mario}`, origin: system.portalUrl, 'x-field': 'boiler' },
    ...{ 'content-type': 'application/octet-stream', 'x-file-name': 'a.png' },
  };
  // Small files of very many pixels, one over the limit of bytes, and one that is a picture: the control.
  const sizes = [blankPng(30_000, 30_000), blankPng(8_001, 8_000), Buffer.alloc(15 * 1024 * 1024 + 1, 0x89)];
  const before = process.memoryUsage();
  let most = 0;
  let answered = 0;
  for (const [body, status] of [
    ...sizes.map((bytes) => [bytes, 422] as const),
    [await photo(), 201] as const,
  ]) {
    let done = false;
    const sent = fetch(form, { method: 'POST', headers, body: new Uint8Array(body) }).finally(
      () => (done = true),
    );
    do {
      if ((await fetch(`${system.portalUrl}/healthz`)).status === 200 && !done) answered++;
      await wait(20);
      const { heapUsed, external } = process.memoryUsage();
      most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
    } while (!done);
    expect((await sent).status).toBe(status);
  }
  // Each takes a process of its own to start and to end, in which this one is free.
  expect(answered).toBeGreaterThanOrEqual(sizes.length);
  // What 30,000 x 30,000 pixels are: 2.7 GB.
  expect(most / 1024 / 1024).toBeLessThan(128);
});
