import { setUp } from '@itinera/core/set-up';
import { emptyForm } from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('a technician’s own day on %s', (engine) => {
  let office: BookingOffice;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const anna = () => office.company.technicians.anna;
  /** Somebody who signs in with this role, and is this technician where one is named. */
  const signedIn = async (
    name: string,
    technicianId?: string,
    role: 'technician' | 'supervisor' = 'technician',
  ) => {
    const { core, company, supervisor } = office;
    const { staffUserId } = await setUp(core).staffUser({
      companyId: company.companyId,
      ...{ name, email: `${name.toLowerCase()}@vaduz-heating.example`, language: 'en' },
      roles: [{ businessUnitId: company.businessUnitId, role }],
    });
    if (technicianId !== undefined) {
      const { revision, profile } = await core.technicians.record(supervisor, technicianId);
      const idempotencyKey = office.key();
      await core.technicians.saveProfile(supervisor, {
        ...{ technicianId, revision, idempotencyKey, profile: { ...profile, staffUserId } },
      });
    }
    return staffScope(company, staffUserId, [role]);
  };

  test('CAD-PL-32 CAD-PL-14 the visits in order with the legs between, and what is needed at the door', async () => {
    const { core, company, supervisor } = office;
    const own = await signedIn('Anna', anna());
    const { mario } = company.customers;
    const all = await core.addresses.list(supervisor, mario.customerId);
    const first = all.find(({ id }) => id === mario.addressIds[0])!;
    await core.addresses.save(supervisor, {
      ...first,
      ...{ addressId: first.id, idempotencyKey: office.key() },
      accessNotes: 'The key hangs behind the shutter.',
      visitNotes: 'Please ring twice.',
      contactName: 'Paola Sample',
      contactPhone: '+423 200 02 02',
    });
    await core.forms.save(supervisorAs('administrator'), {
      ...{ activityTypeId: company.types.service, purpose: 'activity', revision: 0, deletions: {} },
      definition: { ...emptyForm, portal: true, fields: [field('text-area', 'remarks')] },
    });
    const late = await office.planned('lisa', anna(), at(12, '14:00'));
    const early = await office.planned('mario', anna(), at(12, '09:00'));
    await core.forms.answerVisit(supervisor, {
      ...{ interventionId: early.interventionId, purpose: 'activity', version: 1, revision: 0 },
      ...{ answers: { remarks: 'It drips.' }, mode: 'final', idempotencyKey: office.key() },
    });
    const day = (await core.ownDay.page(own, { date: '2027-01-12' }))!;
    expect(day.visits.map(({ reference }) => reference)).toEqual([early.reference, late.reference]);
    const { legs, totals, stops } = day.route;
    expect(legs).toHaveLength(3);
    expect(legs.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(totals.travel);
    expect(legs.reduce((sum, { metres }) => sum + (metres ?? Number.NaN), 0)).toBe(totals.metres);
    expect(stops[1]!.arrival).toBeGreaterThanOrEqual(stops[0]!.end + legs[1]!.seconds);
    expect(day.visits[0]).toMatchObject({
      accessNotes: 'The key hangs behind the shutter.',
      visitNotes: 'Please ring twice.',
      contacts: [{ name: 'Paola Sample', phone: '+4232000202' }],
      forms: [{ purpose: 'activity', answers: { remarks: 'It drips.' } }],
    });
    expect(day.days.map(({ date, visits }) => [date, visits])[0]).toEqual(['2027-01-12', 2]);
  });

  test('days to come say when one works, why not, and how much is in them', async () => {
    const { core, supervisor } = office;
    const own = await signedIn('Anna', anna());
    await core.technicians.saveAbsence(supervisor, {
      ...{
        technicianId: anna(),
        from: '2027-01-13T10:00',
        to: '2027-01-13T12:00',
        reason: 'Training',
        repeat: null,
      },
    });
    await office.planned('mario', anna(), at(13, '14:00'));
    const { days, route } = (await core.ownDay.page(own, {}))!;
    expect(route.date).toBe('2027-01-11');
    expect(days).toHaveLength(8);
    expect(days[2]).toMatchObject({
      date: '2027-01-13',
      hours: [
        { start: at(13, '08:00'), end: at(13, '10:00') },
        { start: at(13, '13:00'), end: at(13, '17:00') },
      ],
      off: [{ reasons: [{ kind: 'absence', name: 'Training' }] }],
      visits: 1,
    });
    expect(days[5]).toMatchObject({ date: '2027-01-16', hours: [], off: [], visits: 0, first: null });
  });

  test('nobody else’s day is reached by it, whatever the role (S29)', async () => {
    const { core, company } = office;
    const { interventionId } = await office.planned('mario', anna(), at(12, '09:00'));
    const ben = await signedIn('Ben', company.technicians.ben);
    const boss = await signedIn('Bea', undefined, 'supervisor');
    expect((await core.ownDay.page(ben, { date: '2027-01-12' }))!.visits).toEqual([]);
    expect(await core.ownDay.page(boss, { date: '2027-01-12' })).toBeNull();
    await expect(core.interventions.page(ben, interventionId)).rejects.toMatchObject({ code: 'not-found' });
    const own = await signedIn('Anna', anna());
    const seen = (await core.ownDay.page(own, { date: '2027-01-12' }))!.visits;
    expect(seen, 'its own technician sees it (the control)').toMatchObject([{ interventionId }]);
    await expect(core.ownDay.page(own, { date: '2027-02-30' })).rejects.toMatchObject({ field: 'date' });
    const more = { date: '2027-01-12', technicianId: anna() };
    await expect(core.ownDay.page(ben, more)).rejects.toMatchObject({ code: 'invalid' });
  });

  const supervisorAs = (role: 'administrator') =>
    staffScope(office.company, office.company.supervisor.staffUserId, [role]);
});
