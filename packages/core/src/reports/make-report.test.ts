import { startingForm } from '@itinera/core/shared';
import { listReports } from '@itinera/db/work';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { field } from '../../../../test/fixtures/boiler-form.ts';
import { at } from '../../../../test/fixtures/booking-office.ts';
import { readPdf } from '../../../../test/fixtures/pdf-text.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { arriving, bytesOf, sharp } from '../../../../test/fixtures/uploads.ts';
import { openWorkDesk, type WorkDesk } from '../../../../test/fixtures/work-desk.ts';
import { contextOf } from '../set-up/index.ts';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import { makeReport } from './make-report.ts';
import type { ReportJob } from './queue-report.ts';

let desk: WorkDesk;
let visit: string;
let ctx: Context;
let job: ReportJob;
beforeAll(async () => {
  desk = await openWorkDesk();
  ctx = contextOf(desk.core);
  const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
  const { companyId, businessUnitId, types } = desk.company;
  const { revision, settings } = await desk.core.catalogue.page(administrator, types.service);
  const changes = { report: { ...settings.report, made: true } };
  await desk.core.catalogue.save(administrator, { activityTypeId: types.service, revision, changes });
  await desk.core.forms.save(administrator, {
    ...{ activityTypeId: types.service, purpose: 'closing', revision: 0, deletions: {} },
    definition: {
      ...startingForm('closing'),
      fields: [...startingForm('closing').fields, field('photo', 'boiler', { maximum: 10 })],
    },
  });
  ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
  desk.clock.set(at(12, '10:00'));
  const boiler: string[] = [];
  for (const name of ['a.jpg', 'b.jpg']) {
    const of = { interventionId: visit, form: { purpose: 'closing', field: 'boiler' }, name } as const;
    boiler.push((await desk.core.files.upload(desk.anna, of, arriving(await noise()))).id);
  }
  const closing = desk.closing(at(12, '09:05'), at(12, '09:50'), { answers: { boiler }, version: 1 });
  await desk.say(desk.anna, visit, 'closed', { closing });
  job = { companyId, businessUnitId, interventionId: visit, workStepId: '' };
});
beforeEach(() => {
  job = { ...job, workStepId: ctx.ids.newId() };
});
afterAll(() => desk.close());

/** All noise, which no JPEG makes small; the same everywhere. */
async function noise(): Promise<Buffer> {
  const side = 1000;
  const pixels = createHash('shake256', { outputLength: side * side * 3 })
    .update('noise')
    .digest();
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .jpeg()
    .toBuffer();
}

const lease = { renew: () => Promise.resolve(true) };
const reports = () => listReports(ctx.db.read, job.businessUnitId, visit);
const made = async () => {
  const report = (await reports()).at(-1);
  const bytes = await bytesOf(contentOf(ctx.db.read, report!.file.id));
  const { pages, pictures } = readPdf(bytes);
  return { size: bytes.length, text: pages.join(''), pictures };
};

test.each([
  [64, 2, null],
  [0.4, 2, 'ridotte'],
  [0.03, 0, 'non compaiono'],
])(
  'a report of at most %f MB has %i pictures, as large as fit, and says where they are smaller or left out',
  async (mega, pictures, words) => {
    const most = mega * 1024 * 1024;
    await makeReport(ctx, job, lease, most);
    const report = await made();
    expect(report.size).toBeLessThanOrEqual(most);
    expect(report.pictures).toBe(pictures);
    if (words === null) {
      expect(report.size).toBeGreaterThan(0.4 * 1024 * 1024);
      expect(report.text).not.toContain('immagini');
    } else expect(report.text).toContain(words);
  },
);

test('the job is held while pictures are drawn, and given up to a worker that has it', async () => {
  // A clock by which every look is a minute later.
  let now = ctx.clock.now();
  const slow: Context = { ...ctx, clock: { now: () => (now += 61) } };
  let renewed = 0;
  const before = await reports();
  const renew = () => Promise.resolve(++renewed < 2);
  await expect(makeReport(slow, job, { renew })).rejects.toThrow('Another worker');
  expect(renewed).toBe(2);
  expect(await reports()).toEqual(before);
  await makeReport(slow, job, lease);
  expect((await made()).pictures).toBe(2);
});
