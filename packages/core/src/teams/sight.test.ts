import type { BusinessUnitScope } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';

let office: BookingOffice;
/** Leads anna's team; is a technician by role and leads it too; is a leader of nobody; is anna; is ben. */
let leader: BusinessUnitScope;
let technicianWhoLeads: BusinessUnitScope;
let otherLeader: BusinessUnitScope;
let anna: BusinessUnitScope;
let visit: { interventionId: string; reference: string };
const date = '2027-01-12';

beforeAll(async () => {
  office = await openBookingOffice();
  const { company, core, supervisor } = office;
  const user = async (name: string, role: BusinessUnitScope['roles'][number]) => {
    const { staffUserId } = await setUp(core).staffUser({
      companyId: company.companyId,
      name,
      email: `${name.toLowerCase()}@vaduz-heating.example`,
      language: 'en',
      roles: [{ businessUnitId: company.businessUnitId, role }],
    });
    return staffScope(company, staffUserId, [role]);
  };
  leader = await user('Lea', 'team-leader');
  technicianWhoLeads = await user('Tim', 'technician');
  otherLeader = await user('Olga', 'team-leader');
  anna = await user('Anna', 'technician');
  const { technicians } = company;
  const { revision, profile } = await core.technicians.record(supervisor, technicians.anna);
  await core.technicians.saveProfile(supervisor, {
    technicianId: technicians.anna,
    revision,
    profile: { ...profile, staffUserId: anna.staffUserId },
    idempotencyKey: office.key(),
  });
  const team = { technicianIds: [technicians.anna] };
  await core.technicians.saveTeam(supervisor, { ...team, name: 'A', leaderId: leader.staffUserId });
  await core.technicians.saveTeam(supervisor, {
    ...{ ...team, name: 'B' },
    leaderId: technicianWhoLeads.staffUserId,
  });
  await core.technicians.saveTeam(supervisor, {
    ...{ technicianIds: [technicians.ben], name: 'C' },
    leaderId: otherLeader.staffUserId,
  });
  await core.technicians.saveAbsence(supervisor, {
    technicianId: technicians.anna,
    ...{ from: `${date}T15:00`, to: `${date}T16:00`, reason: 'canary-doctor', repeat: null },
  });
  visit = await office.planned('mario', technicians.anna, at(12, '09:00'));
});
afterAll(() => office.close());

const asked = async (scope: BusinessUnitScope) => {
  const { core, company } = office;
  const { anna: id } = company.technicians;
  const answer = <T>(promise: Promise<T>) => promise.catch(({ code }: { code: string }) => code);
  return {
    list: (await core.teams.technicians(scope)).filter((one) => one.id === id),
    day: await answer(core.availability.routeDay(scope, id, date)),
    week: await answer(core.technicians.calendar(scope, id, date)),
    visits: (await core.interventions.list(scope, {})).items,
    byName: (await core.interventions.list(scope, { technicianId: id })).items,
    page: await answer(core.interventions.page(scope, visit.interventionId)),
  };
};
/** What only who sees anna's days may read. */
const secrets = () => [visit.reference, 'Mario', 'Städtle', 'canary-doctor', 'lon'];
const told = (answer: unknown) => secrets().filter((secret) => JSON.stringify(answer).includes(secret));
const allow = (delegates: boolean) => office.core.ownTechnician.delegate(anna, { delegates });

describe('CAD-US-04 a team leader', () => {
  test('sees of members who did not delegate when they are busy, and nothing else', async () => {
    const answer = await asked(leader);
    expect(told(answer)).toEqual([]);
    expect(answer.list).toMatchObject([{ base: null }]);
    expect(answer.day).toMatchObject({
      hidden: true,
      ...{ start: null, end: null, legs: [] },
      stops: [{ kind: 'other', interventionId: null, start: at(12, '09:00') }],
    });
    expect(answer.week).toMatchObject({ hidden: true, own: false });
    expect(answer).toMatchObject({ visits: [], byName: [], page: 'not-found' });
  });

  test('sees all of it while they delegate, and nothing of others', async () => {
    await allow(true);
    const answer = await asked(leader);
    expect(told(answer)).toEqual(expect.arrayContaining([visit.reference, 'Mario', 'canary-doctor', 'lon']));
    expect(answer.day).toMatchObject({ hidden: false, stops: [{ reference: visit.reference }] });
    expect(answer.visits).toMatchObject([{ reference: visit.reference }]);
    expect(answer.byName).toHaveLength(1);
    expect(answer.page).toMatchObject({ reference: visit.reference });
    const { ben } = office.company.technicians;
    const bens = await office.planned('lisa', ben, at(12, '09:00'));
    await expect(office.core.availability.routeDay(leader, ben, date)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(office.core.interventions.page(leader, bens.interventionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    await allow(false);
    expect(told(await asked(leader))).toEqual([]);
  });

  test('of another team, and whoever leads without the role, see nothing whatever the member says', async () => {
    for (const delegates of [true, false]) {
      await allow(delegates);
      for (const scope of [otherLeader, technicianWhoLeads]) {
        const answer = await asked(scope);
        expect(answer).toMatchObject({ list: [], day: 'not-found', week: 'not-found', page: 'not-found' });
        expect(told(answer)).toEqual([]);
      }
    }
  });

  test('the member sees their own day, and who would see it; who sees the plan sees it in any case', async () => {
    for (const scope of [anna, office.supervisor])
      expect(told(await asked(scope))).toEqual(expect.arrayContaining([visit.reference, 'canary-doctor']));
    expect(await office.core.ownTechnician.page(anna)).toMatchObject({
      delegates: false,
      teams: [
        { name: 'A', leaderName: 'Lea' },
        { name: 'B', leaderName: 'Tim' },
      ],
    });
    expect(await office.core.ownTechnician.page(leader)).toBeNull();
    await expect(office.core.ownTechnician.delegate(leader, { delegates: true })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('CAD-US-07 a technician', () => {
  test('changes their own telephone, e-mail and base, which re-times their days; the rest stays', async () => {
    const before = await office.core.technicians.record(office.supervisor, office.company.technicians.anna);
    const own = await office.core.ownTechnician.page(anna);
    const day = () =>
      office.core.availability.routeDay(office.supervisor, office.company.technicians.anna, date);
    const way = (await day()).legs[0]!.seconds;
    const base = { label: 'Triesenberg', lon: 9.5418, lat: 47.118 };
    const input = { revision: own!.revision, phone: '+423 234 56 78', email: null, base };
    await office.core.ownTechnician.save(anna, { ...input, idempotencyKey: office.key() });
    const { profile, revision } = await office.core.technicians.record(
      office.supervisor,
      office.company.technicians.anna,
    );
    expect(profile).toEqual({ ...before.profile, phone: '+4232345678', email: null, base });
    expect((await day()).legs[0]!.seconds).not.toBe(way);
    await expect(
      office.core.ownTechnician.save(anna, { ...input, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'stale', details: { current: { revision } } });
    await expect(
      office.core.ownTechnician.save(anna, {
        ...{ ...input, revision, phone: 'nobody' },
        idempotencyKey: office.key(),
      }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'profile.phone' });
    await expect(
      office.core.ownTechnician.save(leader, { ...input, idempotencyKey: office.key() }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
