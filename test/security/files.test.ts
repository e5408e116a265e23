import type { UploadInput } from '@itinera/core';
import { emptyForm, fileLimits } from '@itinera/core/shared';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from '../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../fixtures/booking-office.ts';
import { staffScope } from '../fixtures/scopes.ts';
import { arriving, bytesOf, photo, plainPdf, sharp } from '../fixtures/uploads.ts';
import { hidden, hostileFiles } from './hostile-files.ts';

const full = process.env['ITINERA_FULL'] === '1';

let office: BookingOffice;
let interventionId: string;
beforeAll(async () => {
  office = await openBookingOffice();
  ({ interventionId } = await office.booked(office.mario, at(12, '09:00')));
  const { company, core } = office;
  await core.forms.save(staffScope(company, company.supervisor.staffUserId, ['administrator']), {
    activityTypeId: company.types.service,
    purpose: 'activity',
    revision: 0,
    deletions: {},
    definition: { ...emptyForm, portal: true, fields: [field('file', 'any'), field('photo', 'picture')] },
  });
});
afterAll(() => office.close());

const send = (code: string, content: AsyncIterable<Uint8Array>, name: string) => {
  const input: UploadInput = { interventionId, form: { purpose: 'activity', field: code }, name };
  return office.core.files.upload(office.mario, input, content);
};
const waiting = async () => {
  const { files } = await office.core.forms.ofVisit(office.mario, { interventionId, purpose: 'activity' });
  return files;
};

test('S47 S48 hostile files are refused or drawn anew, and what is handed out is neither what they hid nor how they are called', async () => {
  const all = await hostileFiles();
  const tried = full ? all : all.slice(0, 12);
  expect(all.length).toBeGreaterThanOrEqual(60);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let redrawn = 0;
  for (const { what, name, bytes, outcome } of tried) {
    delay.enable();
    const sent = await send('any', arriving(bytes), name).catch((error: unknown) => error);
    delay.disable();
    if (outcome === 'refused') {
      expect(sent, what).toMatchObject({ code: 'invalid', field: 'file' });
      continue;
    }
    expect(sent, what).toMatchObject({ type: 'image/jpeg' });
    const { id } = sent as { id: string };
    const file = await office.core.files.read(office.mario, id);
    expect(file.name, what).toMatch(/^[^\p{C}\\/<>:"|?*%;]{1,100}\.jpg$/u);
    const drawn = await bytesOf(file.content);
    expect((await sharp(drawn).metadata()).format, what).toBe('jpeg');
    for (const found of [hidden, '%PDF', 'PK\x03\x04']) expect(drawn.includes(found), what).toBe(false);
    await office.core.files.remove(office.mario, id);
    redrawn++;
  }
  expect(redrawn).toBeGreaterThanOrEqual(3);
  console.log(
    `S47: ${tried.length} files, ${redrawn} drawn anew, event loop held up ${(delay.max / 1e6).toFixed(0)} ms at most`,
  );
  expect(await waiting(), 'nothing of what was refused is kept').toEqual([]);
  // The controls: what hides nothing is taken, and what hides something would be seen.
  expect((await send('any', arriving(plainPdf), 'plan.pdf')).name).toBe('plan.pdf');
  expect((await photo({ canary: hidden })).includes(hidden)).toBe(true);
});

test('S46 many large uploads that come slowly at the same time take no memory, and each is held to the byte', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const many = full ? 20 : 8;
  async function* slow(size: number): AsyncIterable<Uint8Array> {
    for (let left = size; left > 0; left -= chunk.length) {
      if (left % (16 * chunk.length) < chunk.length) await wait(2);
      yield chunk.subarray(0, Math.min(left, chunk.length));
    }
  }
  global.gc?.();
  const before = process.memoryUsage();
  let most = 0;
  const watch = setInterval(() => {
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    most = Math.max(
      most,
      heapUsed + external - before.heapUsed - before.external,
      arrayBuffers - before.arrayBuffers,
    );
  }, 10);
  const outcomes = await Promise.allSettled(
    Array.from({ length: many }, (_, n) => send('any', slow(fileLimits.file + (n % 2)), `${n}.txt`)),
  );
  clearInterval(watch);
  expect(outcomes.map(({ status }) => status)).toEqual(
    outcomes.map((_, n) => (n % 2 === 1 ? 'rejected' : 'fulfilled')),
  );
  const megabytes = most / 1024 / 1024;
  console.log(`S46: ${many} uploads of 10 MB at a time took ${megabytes.toFixed(0)} MB at most`);
  expect(megabytes).toBeLessThan(50);
});
