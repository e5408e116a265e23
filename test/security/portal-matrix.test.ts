import { policy } from '@itinera/portal/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines } from '../contract/db/stores.ts';
import { form, type Answer } from './ask.ts';
import { canariesIn, mayRead, rowsOf } from './canaries.ts';
import { forms, namesOwned, ownForms, pathOf, type Target } from './portal-routes.ts';
import type { Unit } from './tenants.ts';
import { openTown, type Town } from './town.ts';

/* S27 for the portal: every route of its policy table x everybody x whose things are asked for. */

describe.each(engines)('the portal on %s (S27, CLV-04)', (engine) => {
  let town: Town;
  let targets: Record<'own' | 'sibling customer' | 'sibling unit' | 'other company', Target>;
  let here: Unit;
  beforeAll(async () => {
    town = await openTown(engine);
    const [a, b, c] = town.units;
    here = a;
    targets = {
      own: { unit: a, tenant: a.tenants[0]! },
      'sibling customer': { unit: a, tenant: a.tenants[1]! },
      'sibling unit': { unit: b, tenant: b.tenants[0]! },
      'other company': { unit: c, tenant: c.tenants[0]! },
    };
  });
  afterAll(() => town.close());

  const routes = Object.keys(policy);
  const closed = routes.filter((route) => policy[route] === 'signed-in');

  function strangeWords(answer: Answer, { unit, tenant }: { unit: Unit; tenant: Target['tenant'] | null }) {
    return canariesIn(answer).filter((canary) => !mayRead(unit, tenant)(canary));
  }

  test('every route can be asked for', () => {
    for (const route of routes) expect(pathOf(route, targets.own)).not.toContain('[');
    expect(routes.length).toBeGreaterThan(15);
  });

  test('own things are shown, to the letter of what a customer may read', async () => {
    const { cookie } = targets.own.tenant;
    let own = 0;
    let shown = 0;
    for (const route of routes) {
      const answer = await town.portal(here)('GET', pathOf(route, targets.own), { headers: { cookie } });
      expect([200, 303], `${route} answered ${answer.status}`).toContain(answer.status);
      expect(strangeWords(answer, targets.own), route).toEqual([]);
      shown += canariesIn(answer).filter((canary) => canary.endsWith('-flagged')).length;
      own += canariesIn(answer).filter((canary) => canary.startsWith(targets.own.tenant.canary)).length;
    }
    expect(
      shown,
      'a field that the portal shows is there; one that it does not show is strange (CAD-PD-05)',
    ).toBeGreaterThan(0);
    expect(own, 'canaries are seen where they belong (the control)').toBeGreaterThan(20);
  });

  test.each(['sibling customer', 'sibling unit', 'other company'] as const)(
    'things of a %s are not found, and nothing of them changes',
    async (whose) => {
      const target = targets[whose];
      const kind = whose === 'sibling customer' ? 'customer' : 'unit';
      const { cookie } = targets.own.tenant;
      const before = await rowsOf(town, target.unit);
      let asked = 0;
      for (const route of closed.filter((one) => namesOwned(one, kind))) {
        const answer = await town.portal(here)('GET', pathOf(route, target), { headers: { cookie } });
        // A hold that is not there has a page of its own that says so, whoever's it is.
        expect(answer.status, route).toBe(route === '/book/check/[hold]' ? 200 : 404);
        expect(strangeWords(answer, targets.own), route).toEqual([]);
        asked++;
      }
      for (const [route, fields] of Object.entries(forms)) {
        // Both customers may have the same thing done, and ask the same.
        if (kind === 'customer' && (route === '/book' || route === '/ask/[action]')) continue;
        const origin = `http://${here.slug}.portal.example.test`;
        const path = pathOf(route, target);
        const answer = await town.portal(here)('POST', path, form(origin, fields(target), cookie));
        // Whoever has one address only is led on to it, whatever the form said.
        const own = answer.headers.location?.includes(targets.own.tenant.customer.addressIds[0]!);
        expect(own === true ? 422 : answer.status, route).toBeOneOf([404, 410, 422]);
        expect(strangeWords(answer, targets.own), route).toEqual([]);
        asked++;
      }
      expect(asked).toBeGreaterThan(12);
      expect(await rowsOf(town, target.unit)).toEqual(before);
    },
  );

  test('nobody, and staff, are sent to the sign-in; their forms change nothing', async () => {
    const before = await rowsOf(town, here);
    for (const cookie of ['', here.staff.administrator, 'itinera_portal=x']) {
      for (const route of closed) {
        const answer = await town.portal(here)('GET', pathOf(route, targets.own), { headers: { cookie } });
        expect([route, answer.status]).toEqual([route, 303]);
        expect(answer.headers.location).toMatch(/^\/sign-in(\?|$)/);
        expect(strangeWords(answer, { unit: here, tenant: null }), route).toEqual([]);
      }
      for (const [route, fields] of Object.entries({ ...forms, ...ownForms })) {
        const origin = `http://${here.slug}.portal.example.test`;
        const question = form(origin, fields(targets.own), cookie);
        const answer = await town.portal(here)('POST', pathOf(route, targets.own), question);
        expect([route, answer.status]).toEqual([route, 303]);
      }
    }
    expect(await rowsOf(town, here)).toEqual(before);
  });

  test('a session of one unit shows nothing of another whose address it is sent to', async () => {
    for (const whose of ['sibling unit', 'other company'] as const) {
      const { unit, tenant } = targets[whose];
      for (const route of closed) {
        const { cookie } = targets.own.tenant;
        const answer = await town.portal(unit)('GET', pathOf(route, { unit, tenant }), {
          headers: { cookie },
        });
        const foreign = canariesIn(answer).filter((canary) => canary.includes('customer'));
        const own = mayRead(here, targets.own.tenant);
        expect(
          foreign.filter((canary) => !own(canary)),
          `${route} at ${whose}`,
        ).toEqual([]);
      }
    }
  });

  test('the same forms do change things for those whose they are (the control)', async () => {
    const { unit, tenant } = { unit: here, tenant: here.tenants[2]! };
    const before = await rowsOf(town, here);
    const path = pathOf('/visits/[id]/cancel', { unit, tenant });
    const fields = forms['/visits/[id]/cancel']!({ unit, tenant });
    const origin = `http://${here.slug}.portal.example.test`;
    const answer = await town.portal(here)('POST', path, form(origin, fields, tenant.cookie));
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toContain('/cancel/done');
    expect(await rowsOf(town, here)).not.toEqual(before);
  });
});
