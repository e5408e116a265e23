import { afterAll, beforeAll, expect, test } from 'vitest';
import { noSearchLimits } from '../fixtures/small-company.ts';
import type { Answer } from './ask.ts';
import { openTown, type Town } from './tenants.ts';

/* S34: fifty slot searches of one person at once: what exceeds the quota is refused with 429, others are answered. */

const volley = 50;

let limited: Town;
let unlimited: Town;
beforeAll(async () => {
  limited = await openTown('sqlite', (core) => core, { searchLimits: undefined });
  unlimited = await openTown('sqlite', (core) => core, { searchLimits: noSearchLimits });
});
afterAll(() => Promise.all([limited.close(), unlimited.close()]));

type Who = 'supervisor' | 'call-agent';

function search({ backoffice, units: [unit] }: Town, who: Who): Promise<Answer> {
  const visit = unit.tenants[0]!.visit;
  const path = `/api/v1/business-units/${unit.businessUnitId}/interventions/${visit}/offers?days=60`;
  return backoffice('GET', path, { headers: { cookie: unit.staff[who] } });
}

async function atOnce(town: Town): Promise<Record<string, number>> {
  const answers = await Promise.all(Array.from({ length: volley }, () => search(town, 'supervisor')));
  const counts: Record<string, number> = {};
  for (const { status, headers, body } of answers) {
    counts[status] = (counts[status] ?? 0) + 1;
    if (status !== 429) continue;
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(body)).toMatchObject({ code: 'too-many', reason: 'searches' });
  }
  return counts;
}

test('S34 of fifty searches at once those beyond the quota get 429, and a colleague is served', async () => {
  const [counts, colleague] = await Promise.all([atOnce(limited), search(limited, 'call-agent')]);
  console.log('S34', counts);
  expect(counts['200']).toBeLessThanOrEqual(21);
  expect((counts['200'] ?? 0) + (counts['429'] ?? 0)).toBe(volley);
  expect(colleague.status).toBe(200);
  expect((await search(limited, 'supervisor')).status).toBe(429);
  limited.clock.advance(20);
  expect((await search(limited, 'supervisor')).status).toBe(200);
});

test('S34 without the quota all fifty are served (the control)', async () => {
  expect(await atOnce(unlimited)).toEqual({ 200: volley });
});

test('S34 a customer who searches in a loop is held up, and then may search again', async () => {
  const [unit] = limited.units;
  const [tenant] = unit.tenants;
  const path = `/book/${unit.typeId}/${tenant!.customer.addressIds[0]!}/when`;
  const look = async () =>
    (await limited.portal(unit)('GET', path, { headers: { cookie: tenant!.cookie } })).status;
  const statuses: number[] = [];
  for (let n = 0; n < 24; n += 1) statuses.push(await look());
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
  expect(statuses.at(-1)).toBe(429);
  limited.clock.advance(40);
  expect(await look()).toBe(200);
});
