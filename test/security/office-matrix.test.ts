import type { StaffRole } from '@itinera/core';
import { permits } from '@itinera/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../contract/db/stores.ts';
import { json, type Answer, type Question } from './ask.ts';
import { canariesIn, rowsOf } from './canaries.ts';
import { bodies } from './office-bodies.ts';
import { namesThing, officePath, officeRoutes } from './office-routes.ts';
import type { Target } from './portal-routes.ts';
import { staffRoles, type Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';

/* S27 for the back office: every route of its policy table x every role and nobody x whose things are asked for. */

describe.each(engines)('the back office on %s (S27)', (engine) => {
  // What a role may matters little where nothing is theirs: the short version asks the second store as who may most and least.
  const strangers: readonly StaffRole[] =
    engine === 'sqlite' || process.env['ITINERA_FULL'] ? staffRoles : ['administrator', 'technician'];
  let town: Town;
  let here: Unit;
  let own: Target;
  beforeAll(async () => {
    town = await openTown(engine);
    [here] = town.units;
    own = { unit: here, tenant: here.tenants[0]! };
  });
  afterAll(() => town.close());

  const closed = officeRoutes.filter(({ permission }) => typeof permission !== 'string');

  /** Asks with a body where the route wants one. */
  function ask(method: string, path: string, route: string, target: Target, cookie: string): Promise<Answer> {
    const question: Question =
      method === 'GET' ? { headers: { cookie } } : json(bodies[route]?.(target) ?? {}, cookie);
    return town.backoffice(method, path, question);
  }
  const strange = (answer: Answer, unit: Unit) =>
    canariesIn(answer).filter((canary) => !canary.startsWith(`${unit.canary}-`));

  /** Whether the body names something of the unit. */
  function bodyNames(route: string, target: Target): boolean {
    const text = JSON.stringify(bodies[route]?.(target) ?? {});
    return [target.unit.businessUnitId, target.tenant.customer.customerId].some((id) => text.includes(id));
  }

  test('every route that changes something has a body here', () => {
    const unsafe = officeRoutes.filter(({ method }) => method !== 'GET').map(({ route }) => route);
    expect(Object.keys(bodies).sort()).toEqual(unsafe.sort());
  });

  test('nobody, a customer, and somebody whose session is none get 401 everywhere', async () => {
    const before = await rowsOf(town, here);
    for (const cookie of [
      '',
      own.tenant.cookie,
      'itinera_staff=x',
      own.tenant.cookie.replace('portal', 'staff'),
    ])
      for (const { route, method, path, permission } of officeRoutes) {
        if (permission === 'anyone') continue;
        const answer = await ask(method, officePath(path, own), route, own, cookie);
        expect([route, answer.status]).toEqual([route, 401]);
        expect(canariesIn(answer)).toEqual([]);
      }
    expect(await rowsOf(town, here)).toEqual(before);
  });

  test.each(staffRoles)('the %s reads what the table gives, and words of no other unit', async (role) => {
    let read = 0;
    for (const { route, method, path, permission } of closed) {
      if (method !== 'GET' || typeof permission === 'string') continue;
      const answer = await ask(method, officePath(path, own), route, own, here.staff[role]);
      const allowed = permission.some((one) => permits([role], one));
      expect([route, answer.status]).toEqual([route, allowed ? 200 : 403]);
      expect(strange(answer, here), route).toEqual([]);
      if (allowed) read += canariesIn(answer).length;
    }
    expect(read, 'own words are seen (the control)').toBeGreaterThan(3);
  });

  test.each(['sibling unit', 'other company'] as const)(
    'things of a %s are not found, by whichever address, and nothing of them changes',
    async (whose) => {
      const there = town.units[whose === 'sibling unit' ? 1 : 2];
      const target: Target = { unit: there, tenant: there.tenants[0]! };
      const before = await rowsOf(town, there);
      const ownBefore = await rowsOf(town, here);
      let asked = 0;
      for (const role of strangers)
        for (const { route, method, path } of closed) {
          const refused = async (inUnit: string) => {
            const answer = await ask(
              method,
              officePath(path, target, inUnit),
              route,
              target,
              here.staff[role],
            );
            expect(answer.status, `${role} ${route}`).toBeOneOf([403, 404, 422]);
            expect(strange(answer, here), `${role} ${route}`).toEqual([]);
            asked++;
            return answer;
          };
          expect((await refused(there.businessUnitId)).status, 'their address').toBe(404);
          const sameCompany = whose === 'sibling unit';
          if (namesThing(path, sameCompany) || bodyNames(route, target)) await refused(here.businessUnitId);
        }
      expect(asked).toBeGreaterThan(60);
      expect(await rowsOf(town, there)).toEqual(before);
      expect(await rowsOf(town, here)).toEqual(ownBefore);
    },
  );

  test('the same requests do change things for those who may (the control)', async () => {
    const route = 'POST /api/v1/business-units/:businessUnitId/interventions/:interventionId/cancel';
    const path = officePath(route.split(' ')[1]!, own);
    const byRole = async (role: StaffRole) => (await ask('POST', path, route, own, here.staff[role])).status;
    const before = await rowsOf(town, here);
    expect(await byRole('technician')).toBe(403);
    expect(await rowsOf(town, here)).toEqual(before);
    expect(await byRole('supervisor')).toBe(200);
    expect(await rowsOf(town, here)).not.toEqual(before);
  });
});
