import { performance } from 'node:perf_hooks';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { startSystem } from '../e2e/harness.ts';
import { officePage, staffSession } from '../e2e/backoffice/steps.ts';
import { staffScope } from '../fixtures/scopes.ts';

const rounds = 20;

/** From a step that is said at the door to its word on a technician's day that is open in a browser (CAD-LC-07: within 2 s). */
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
    const { page, close } = await officePage(system, { session: await staffSession(system) });
    await page.goto(`/planning/${technicianId}/2027-01-11`);
    await page.getByRole('link', { name: 'Lisa Sample Ltd' }).first().waitFor();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const step = round % 2 === 0 ? 'on-the-way' : 'back';
      const { seen } = await core.work.page(scope, interventionId);
      const now = core.clock.now();
      const idempotencyKey = `bench-live-${round}`;
      const begun = performance.now();
      await core.work.step(scope, { interventionId, step, at: now, sentAt: now, seen, idempotencyKey });
      await page.getByText('On the way').waitFor({ state: step === 'back' ? 'detached' : 'visible' });
      times.push(performance.now() - begun);
    }
    await close();
    times.sort((a, b) => a - b);
    return [
      {
        name: 'a step at the door, until an open day shows it',
        unit: 'ms',
        p50: times[Math.floor(rounds * 0.5)]!,
        p95: times[Math.floor(rounds * 0.95)]!,
        n: rounds,
        note: 'in a browser, SQLite, the page asks every second',
      },
    ];
  } finally {
    await system.close();
  }
}
