import { startingForm } from '@itinera/core/shared';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { field } from '../../../../test/fixtures/boiler-form.ts';
import { administratorOf, otherSystem, type OtherSystem } from '../../../../test/fixtures/other-system.ts';

/* CAD-RE-07: what other systems read of work that was closed. */
let office: BackofficeApi;
let system: OtherSystem;
let path: string;
beforeAll(async () => {
  office = await openBackofficeApi();
  system = await otherSystem(office);
  const administrator = administratorOf(office);
  const { types, customers } = office.company;
  const { revision, settings } = await office.core.catalogue.page(administrator, types.service);
  const changes = { report: { ...settings.report, made: true } };
  await office.core.catalogue.save(administrator, { activityTypeId: types.service, revision, changes });
  const definition = startingForm('closing');
  await office.core.forms.save(administrator, {
    ...{ activityTypeId: types.service, purpose: 'closing', revision: 0, deletions: {} },
    definition: {
      ...definition,
      fields: [...definition.fields, field('number', 'pressure', { decimals: 1 })],
    },
  });
  const { customerId, addressIds } = customers.mario;
  const body = { activityTypeId: types.service, customerId, addressId: addressIds[0], comment: '' };
  const made = await system.ask('POST', '/interventions', { body, ...once() });
  path = `/interventions/${(made.body as { id: string }).id}`;
});
afterAll(() => office.close());

const once = () => ({ headers: { 'idempotency-key': office.key() } });

test('CAD-RE-07 an intervention has its report once it is closed, and the PDFs only where they are asked for', async () => {
  const open = await system.ask('GET', path);
  expect(open).toMatchObject({ status: 200, body: { report: null } });
  const closing = {
    ...{ startedAt: '2027-01-11T06:00:00+01:00', endedAt: '2027-01-11T06:45:00+01:00', result: 'ok' },
    ...{ comment: 'All is well', answers: { pressure: 2.5 }, revision: 1 },
  };
  const closed = await system.ask('POST', `${path}/close`, { body: closing, ...once() });
  const report = {
    reportedAt: '2027-01-11T05:45:00Z',
    comment: 'All is well',
    status: 'ok',
    startAt: '2027-01-11T05:00:00Z',
    endAt: '2027-01-11T05:45:00Z',
    customFields: { pressure: 2.5 },
  };
  expect((closed.body as { report: object }).report).toEqual(report);
  await office.core.jobs.runDue('test');
  for (const query of ['', '?withReports=0'])
    expect((await system.ask('GET', `${path}${query}`)).body).toMatchObject({ report });
  const { body: plain } = await system.ask('GET', path);
  expect(JSON.stringify(plain)).not.toContain('reportsB64');
  const { body: listed } = await system.ask('GET', '/interventions?status=terminated');
  expect((listed as { items: { report: object }[] }).items.map((one) => one.report)).toEqual([report]);

  const { body } = await system.ask('GET', `${path}?withReports=1`);
  const { reportsB64, ...rest } = (
    body as { report: { reportsB64: { content: string; hash: string; size: number; version: number }[] } }
  ).report;
  expect(rest).toEqual(report);
  const [pdf, ...more] = reportsB64;
  expect(more).toEqual([]);
  const bytes = Buffer.from(pdf!.content, 'base64');
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect([pdf!.version, pdf!.size]).toEqual([1, bytes.length]);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(pdf!.hash);
});

test('withReports is 0 or 1, of one intervention, and of keys that may view it', async () => {
  expect(await system.ask('GET', `${path}?withReports=2`)).toMatchObject({
    status: 400,
    body: { field: 'withReports' },
  });
  expect(await system.ask('GET', '/interventions?withReports=1')).toMatchObject({
    status: 400,
    body: { field: 'withReports' },
  });
  const { types } = office.company;
  const blind = await otherSystem(office, { rights: ['create', 'close'] });
  expect((await blind.ask('GET', `${path}?withReports=1`)).status).toBe(403);
  const other = await otherSystem(office, { activityTypeIds: [types.repair] });
  expect((await other.ask('GET', `${path}?withReports=1`)).status).toBe(404);
});
