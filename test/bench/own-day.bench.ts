import { startingForm } from '@itinera/core/shared';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { boilerForm, field } from '../fixtures/boiler-form.ts';
import { openBackofficeApi } from '../fixtures/backoffice-api.ts';
import { at } from '../fixtures/booking-office.ts';
import { staffScope } from '../fixtures/scopes.ts';
import { technicianUser } from '../fixtures/technician-user.ts';
import { loadedBy, sizeOf } from './bundle.ts';

const office = fileURLToPath(new URL('../../apps/backoffice/', import.meta.url));
const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;

/** What a technician's phone downloads: the page, the application where its days are kept, and a day with as many visits as fit, of two forms each. */
export async function benchOwnDay(): Promise<BenchRow[]> {
  const layouts = ['src/routes/+layout.svelte', 'src/routes/(staff)/+layout.svelte'];
  const page = loadedBy(office, 'src/routes/(staff)/my-day/+page.svelte', layouts);
  const build = join(office, 'build');
  const kept = readdirSync(join(build, '_app/immutable'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('_app/immutable', file))
    .filter((file) => /\.(js|css)$/.test(file) && existsSync(join(build, `${file}.br`)));
  const { text, visits } = await fullDay();
  return [
    row('My day, JavaScript', sizeOf(build, page, '.br'), `${page.size} files`),
    row('My day, the application kept on the phone', sizeOf(build, kept, '.br'), `${kept.length} files`),
    row(
      `My day, ${visits} visits with two forms each`,
      gzipSync(text).length,
      `gzip; ${brotliCompressSync(text).length} bytes brotli, ${text.length} plain`,
    ),
  ];
}

function row(name: string, bytes: number, note: string): BenchRow {
  return { name, value: kilobytes(bytes), unit: 'KB', note };
}

async function fullDay(): Promise<{ text: string; visits: number }> {
  const api = await openBackofficeApi();
  const { core, company } = api;
  const { technicians } = company;
  const user = await technicianUser(core, company, technicians.anna);
  const admin = staffScope(company, company.supervisor.staffUserId, ['administrator']);
  const of = { activityTypeId: company.types.service, revision: 0, deletions: {} };
  await core.forms.save(admin, { ...of, purpose: 'activity', definition: boilerForm() });
  const closing = startingForm('closing');
  const more = Array.from({ length: 10 }, (_, n) => field('short-text', `reading_${n}`));
  const fields = [
    ...closing.fields,
    ...more,
    field('photo', 'photos', { maximum: 5 }),
    field('signature', 'signed'),
  ];
  await core.forms.save(admin, { ...of, purpose: 'closing', definition: { ...closing, fields } });
  for (const [n, time] of ['08:00', '09:15', '10:30', '13:00', '14:15', '15:30'].entries())
    await api.planned(n % 2 === 0 ? 'mario' : 'lisa', technicians.anna, at(12, time)).catch(() => undefined);
  const caller = await api.signIn(user);
  const { body } = await caller.unit('GET', '/own-day?date=2027-01-12');
  await api.close();
  const { day } = body as { day: { visits: unknown[] } };
  return { text: JSON.stringify(body), visits: day.visits.length };
}
