import { randomUUID } from 'node:crypto';
import { permits, staffRoles as roles } from '@itinera/core/shared';
import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../test/fixtures/booking-office.ts';
import { policy } from './policy.ts';

/** A route made for this test only, as somebody in a hurry would. */
const forgotten = '/api/v1/forgotten';

let office: BackofficeApi;
beforeAll(async () => {
  office = await openBackofficeApi();
  office.api.get(forgotten, (c) => c.text('open'));
});
afterAll(() => office.close());

function apiRoutes(): string[] {
  const own = office.api.routes.filter(
    ({ method, path }) => method !== 'ALL' && /^\/(api|calendar)\//.test(path) && path !== forgotten,
  );
  return [...new Set(own.map(({ method, path }) => `${method} ${path}`))];
}

/** The path of a route, in this business unit, with ids that nobody has. */
function pathOf(route: string, businessUnitId = office.company.businessUnitId): [string, string] {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .replace(':businessUnitId', businessUnitId)
    .replace(':date', '2027-01-12')
    .replaceAll(/:\w+/g, randomUUID());
  return [method, filled];
}

describe('the policy table (S27)', () => {
  it('names every route, and no other', () => {
    expect(apiRoutes().length).toBeGreaterThan(10);
    expect(Object.keys(policy).sort()).toEqual(apiRoutes().sort());
  });

  it('keeps a route closed that nobody put into it', async () => {
    const supervisor = await office.signedIn('supervisor');
    expect((await supervisor.ask('GET', forgotten)).status).toBe(404);
  });

  it('lets nobody in without a session', async () => {
    const stranger = office.stranger();
    for (const route of apiRoutes()) {
      const { status } = await stranger.ask(...pathOf(route));
      if (policy[route] === 'anyone') expect(status, route).not.toBe(403);
      else expect(status, route).toBe(401);
    }
  });

  it.each(roles)('gives the %s exactly what it says', async (role) => {
    const caller = await office.signedIn(role);
    for (const route of apiRoutes().filter((one) => policy[one] !== 'anyone')) {
      const permission = policy[route];
      if (permission === undefined || typeof permission === 'string') continue;
      const { status, body } = await caller.ask(...pathOf(route));
      const permitted = permission.some((one) => permits([role], one));
      const refusedByRole = status === 403 && (body as { reason?: string }).reason === 'role';
      expect(refusedByRole, `${role} ${route} answered ${status}`).toBe(!permitted);
    }
  });

  it('shows nothing of a unit in which somebody has no role', async () => {
    const make = setUp(office.core);
    const unit = { zone: 'Europe/Vaduz', languages: ['en' as const], defaultLanguage: 'en' as const };
    const { companyId } = office.company;
    const sibling = await make.businessUnit({ ...unit, companyId, slug: 'sibling', name: 'Sibling' });
    const foreign = await make.company({ name: 'Foreign' });
    const other = await make.businessUnit({ ...unit, ...foreign, slug: 'other', name: 'Other' });
    for (const role of roles) {
      const caller = await office.signedIn(role);
      for (const id of [sibling.businessUnitId, other.businessUnitId, randomUUID(), 'x'])
        for (const route of apiRoutes().filter((one) => one.includes(':businessUnitId')))
          expect((await caller.ask(...pathOf(route, id))).status, `${role} ${route}`).toBe(404);
    }
  }, 120_000);
});

describe('a technician (S27)', () => {
  it('sees their own day and visits, and nobody else’s', async () => {
    const { company } = office;
    const caller = await technicianUser();
    const own = await office.planned('mario', caller.technicianId, at(11, '10:00'));
    const others = await office.planned('lisa', company.technicians.ben, at(11, '10:00'));
    const list = await caller.unit('GET', '/technicians');
    expect(list.body).toMatchObject({ items: [{ id: caller.technicianId }] });
    expect(
      (await caller.unit('GET', `/technicians/${caller.technicianId}/days/2027-01-11`)).body,
    ).toMatchObject({ stops: [{ reference: own.reference }] });
    expect((await caller.unit('GET', `/technicians/${company.technicians.ben}/days/2027-01-11`)).status).toBe(
      404,
    );
    expect((await caller.unit('GET', `/interventions/${own.interventionId}`)).status).toBe(200);
    expect((await caller.unit('GET', `/interventions/${others.interventionId}`)).status).toBe(404);
    const visits = (await caller.unit('GET', '/interventions')).body;
    expect(visits).toMatchObject({ total: 1, items: [{ reference: own.reference }] });
    const theirs = (await caller.unit('GET', `/interventions?technician=${company.technicians.ben}`)).body;
    expect(theirs).toMatchObject({ total: 0 });
  });

  /** A technician who may sign in, as neither anna nor ben of the small company may. */
  async function technicianUser() {
    const { company, core } = office;
    const make = setUp(core);
    const { companyId, businessUnitId } = company;
    const user = await make.staffUser({
      companyId,
      name: 'Clara Sample',
      email: 'clara@vaduz-heating.example',
      language: 'en',
      roles: [{ businessUnitId, role: 'technician' }],
    });
    const { technicianId } = await make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      staffUserId: user.staffUserId,
      name: 'Clara Sample',
      colour: '#aa3355',
      base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 },
      zone: 'Europe/Vaduz',
      weeklyHours: { 1: [{ from: '08:00', to: '17:00' }] },
      skills: {},
    });
    return { technicianId, ...(await office.signIn(user)) };
  }
});
