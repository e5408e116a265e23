import { performance } from 'node:perf_hooks';
import type { CoreConfig } from '@itinera/core';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { longForm } from '../fixtures/long-form.ts';
import { accessScope, staffScope } from '../fixtures/scopes.ts';
import { makeSmallCompany, openTestCore } from '../fixtures/small-company.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

const types = 200;
const fields = 100;
const rounds = 50;

/** The catalogue of a company with 200 types of the gallery, each with its actions, and a form of a hundred fields. */
export async function benchCatalogue(): Promise<BenchRow[]> {
  const sqlite = await benchEngine('SQLite');
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const postgres = await benchEngine('PostgreSQL', { engine: 'postgres', url });
  await server.stop();
  return [...sqlite, ...postgres];
}

async function benchEngine(engine: string, store?: CoreConfig['store']): Promise<BenchRow[]> {
  const { core, close } = await openTestCore(store);
  try {
    const company = await makeSmallCompany(core);
    const staff = staffScope(company, company.supervisor.staffUserId, ['administrator']);
    const person = accessScope(company, company.customers.mario);
    const gallery = await core.catalogue.gallery(staff);
    let activityTypeId = '';
    for (let n = 0; n < types; n++)
      ({ activityTypeId } = await core.catalogue.takeFromGallery(staff, {
        code: gallery[n % gallery.length]!.code,
      }));
    const { revision } = await core.forms.page(staff, { activityTypeId, purpose: 'activity' });
    await core.forms.save(staff, {
      activityTypeId,
      purpose: 'activity',
      revision,
      definition: longForm(fields),
      deletions: {},
    });
    const asked: Record<string, () => Promise<unknown>> = {
      [`the list of ${types} types`]: () => core.catalogue.list(staff),
      'one type': () => core.catalogue.page(staff, activityTypeId),
      'its portal actions': () => core.portalActions.page(staff, activityTypeId),
      [`its form of ${fields} fields`]: () => core.forms.page(staff, { activityTypeId, purpose: 'activity' }),
      'what a customer may book of them': () => core.catalogue.bookable(person),
    };
    const rows: BenchRow[] = [];
    for (const [name, ask] of Object.entries(asked)) rows.push(await measure(`${name}, ${engine}`, ask));
    return rows;
  } finally {
    await close();
  }
}

async function measure(name: string, ask: () => Promise<unknown>): Promise<BenchRow> {
  const times: number[] = [];
  let size = 0;
  for (let n = -rounds / 5; n < rounds; n++) {
    const begun = performance.now();
    const answer = await ask();
    if (n >= 0) times.push(performance.now() - begun);
    size = JSON.stringify(answer).length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0;
  return {
    name,
    n: rounds,
    p50: at(0.5),
    p95: at(0.95),
    unit: 'ms',
    note: `${Math.round(size / 1024)} KB of answer`,
  };
}
