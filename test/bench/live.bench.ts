import { performance } from 'node:perf_hooks';
import type { Locator } from 'playwright-core';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { startSystem, type System } from '../e2e/harness.ts';
import { officePage, staffSession } from '../e2e/backoffice/steps.ts';
import { portalPage } from '../e2e/portal/steps.ts';
import { staffScope } from '../fixtures/scopes.ts';

const rounds = 20;

/**
 * From a step that is said at the door to its word on pages that are open in a browser (CAD-LC-07: within 2 s): a technician's day
 * for staff, and the visit's page for its customer.
 */
export async function benchLive(): Promise<BenchRow[]> {
  const system = await startSystem();
  try {
    const { core, company } = system;
    const scope = staffScope(company, company.supervisor.staffUserId);
    const { customerId, addressIds } = company.customers.lisa;
    const { interventionId } = await core.interventions.create(scope, {
      ...{ activityTypeId: company.types.service, customerId, addressId: addressIds[0]!, comment: '' },
      idempotencyKey: 'bench-live-made',
    });
    const technicianId = company.technicians.anna;
    const at = '2027-01-11T09:00';
    await core.bookings.planByHand(scope, {
      ...{ interventionId, technicianId, at, revision: 1, idempotencyKey: 'bench-live-planned' },
    });
    const office = await officePage(system, { session: await staffSession(system) });
    await office.page.goto(`/planning/${technicianId}/2027-01-11`);
    await office.page.getByRole('link', { name: 'Lisa Sample Ltd' }).first().waitFor();
    const board = await timesUntilShown(system, interventionId, office.page.getByText('On the way'));
    await office.close();
    const session = await system.sessionFor('lisa@example.com');
    const portal = await portalPage(system, { session });
    await portal.page.goto(`/visits/${interventionId}`);
    await portal.page.getByRole('link', { name: 'Look again' }).waitFor();
    const coming = portal.page.getByText('is on the way to you');
    const visit = await timesUntilShown(system, interventionId, coming);
    await portal.close();
    return [
      rowOf('a step at the door, until an open day shows it', board),
      rowOf('a step at the door, until its customer’s open page shows it', visit),
    ];
  } finally {
    await system.close();
  }
}

let steps = 0;

async function timesUntilShown(
  { core, company }: System,
  interventionId: string,
  words: Locator,
): Promise<number[]> {
  const scope = staffScope(company, company.supervisor.staffUserId);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const step = round % 2 === 0 ? 'on-the-way' : 'back';
    const { seen } = await core.work.page(scope, interventionId);
    const now = core.clock.now();
    const idempotencyKey = `bench-live-${++steps}`;
    const begun = performance.now();
    await core.work.step(scope, { interventionId, step, at: now, sentAt: now, seen, idempotencyKey });
    await words.first().waitFor({ state: step === 'back' ? 'detached' : 'visible' });
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
}

function rowOf(name: string, times: readonly number[]): BenchRow {
  return {
    name,
    unit: 'ms',
    p50: times[Math.floor(rounds * 0.5)]!,
    p95: times[Math.floor(rounds * 0.95)]!,
    n: rounds,
    note: 'in a browser, SQLite, the page asks every second',
  };
}
