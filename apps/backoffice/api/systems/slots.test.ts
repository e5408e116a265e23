import { contextOf, setUp } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../../test/fixtures/booking-office.ts';
import { otherSystem, type OtherSystem } from '../../../../test/fixtures/other-system.ts';

interface Slot {
  date: string;
  time: string;
  start: string;
  end: string;
  available?: boolean;
  unavailableReason?: string | null;
  technician?: { id: string; name: string };
  technicianNumber?: number;
  relevance?: number | null;
  relevanceClass: string | null;
}
interface Slots {
  form: string;
  zone: string;
  duration: number;
  dates: { date: string; slots: Slot[] }[];
}

let office: BackofficeApi;
let whole: OtherSystem;
let grid: OtherSystem;
beforeAll(async () => {
  office = await openBackofficeApi();
  whole = await otherSystem(office);
  grid = await otherSystem(office, { rights: ['slots', 'edit'] });
});
afterAll(() => office.close());

const week = { from: '2027-01-11T00:00:00+01:00', to: '2027-01-16T00:00:00+01:00' };
const all = ({ dates }: Slots) => dates.flatMap(({ slots }) => slots);
async function asked(system: OtherSystem, body: object): Promise<Slots> {
  const { status, body: answer } = await system.ask('POST', '/slots', { body });
  expect(status, JSON.stringify(answer)).toBe(200);
  return answer as Slots;
}
async function refused(body: object, system = whole) {
  const answer = await system.ask('POST', '/slots', { body });
  return { status: answer.status, field: (answer.body as { field?: string }).field };
}

describe('what is asked for (CAD-PL-05)', () => {
  it('is an address, or a place, with dates', async () => {
    const byAddress = await asked(whole, { ...office.service(), ...week });
    expect(byAddress).toMatchObject({ form: 'full', zone: 'Europe/Vaduz', duration: 3600 });
    expect(all(byAddress).length).toBeGreaterThan(10);
    const { activityTypeId } = office.service();
    const byPlace = await asked(whole, { activityTypeId, latitude: 47.1392, longitude: 9.5215, ...week });
    expect(all(byPlace).filter(({ available }) => available)).toEqual(
      all(byAddress).filter(({ available }) => available),
    );
  });

  it('is an address in words, as the geocoder knows it; one that it does not know is refused', async () => {
    const { activityTypeId, addressId } = office.service();
    const words = { activityTypeId, address: 'Städtle 1, 9490 Vaduz', ...week };
    expect(await refused(words)).toEqual({ status: 400, field: 'address' });
    const known = { line1: 'Städtle 1', postalCode: '9490', city: 'Vaduz', country: 'LI' };
    const context = contextOf(office.core);
    const asking: string[] = [];
    context.geocoder = {
      attribution: 'a test',
      suggest: async (text) => {
        asking.push(text);
        if (text.startsWith('Nowhere')) return [];
        const town = { ...known, line1: '', lon: 9.5, lat: 47.2, precision: 'town' as const };
        return [town, { ...known, lon: 9.5215, lat: 47.1392, precision: 'house' as const }];
      },
      locate: async () => null,
      nearest: async () => null,
    };
    const found = await asked(whole, words);
    expect(found).toMatchObject({ place: { text: 'Städtle 1, 9490 Vaduz', latitude: 47.1392 } });
    const free = (slots: Slots) => all(slots).filter(({ available }) => available);
    expect(free(found)).toEqual(free(await asked(whole, { activityTypeId, addressId, ...week })));
    expect(await refused({ ...words, address: 'Nowhere 17' })).toEqual({ status: 400, field: 'address' });
    expect(await refused({ ...words, addressId })).toEqual({ status: 400, field: 'addressId' });
    expect(await refused({ ...words, latitude: 47 })).toEqual({ status: 400, field: 'address' });
    expect(asking).toEqual(['Städtle 1, 9490 Vaduz', 'Nowhere 17']);
    context.geocoder = null;
  });

  it('lasts as long as it says, in hh:mm:ss or seconds', async () => {
    const longer = await asked(whole, { ...office.service(), ...week, duration: '03:00:00' });
    expect(longer.duration).toBe(10_800);
    expect(await asked(whole, { ...office.service(), ...week, duration: 10_800 })).toEqual(longer);
    const free = (slots: Slots) => all(slots).filter(({ available }) => available).length;
    expect(free(longer)).toBeLessThan(free(await asked(whole, { ...office.service(), ...week })));
  });

  it('is work that is there, with its time alone', async () => {
    const { interventionId } = await office.planned(
      'mario',
      office.company.technicians.anna,
      at(12, '09:00'),
    );
    const { from } = week;
    const moved = await asked(whole, { interventionId, from });
    // Its own time is free for it.
    expect(
      all(moved).some(({ start, available }) => available && start === '2027-01-12T09:00:00+01:00'),
    ).toBe(true);
    for (const [field, value] of Object.entries({ ...office.service(), duration: 60, latitude: 47 }))
      expect(await refused({ interventionId, from, [field]: value })).toEqual({ status: 400, field });
  });

  it.each([
    ['no address and no place', {}, 'addressId'],
    ['half a place', { latitude: 47.1 }, 'longitude'],
    ['a place nowhere', { latitude: 147.1, longitude: 9 }, 'latitude'],
    ['a duration without seconds', { duration: '1:30' }, 'duration'],
    ['a duration of words', { duration: 'an hour' }, 'duration'],
    ['half a second', { duration: 0.5 }, 'duration'],
    ['a time without offset', { from: '2027-01-11T00:00:00' }, 'from'],
    ['an end before the beginning', { from: week.to, to: week.from }, 'to'],
    ['two months', { from: week.from, to: '2027-03-11T00:00:00+01:00' }, 'to'],
    ['a field that nobody knows', { radius: 5 }, 'radius'],
  ])('is refused by name: %s', async (_name, fields, field) => {
    const { activityTypeId, addressId } = office.service();
    const place = ['addressId', 'latitude', 'longitude'].includes(field) ? {} : { addressId };
    expect(await refused({ activityTypeId, ...place, ...fields })).toEqual({ status: 400, field });
  });

  it('is of a type that the key is for: others are not found', async () => {
    const { service, repair } = office.company.types;
    const own = await otherSystem(office, { activityTypeIds: [repair] });
    const { addressId } = office.service();
    expect(await refused({ activityTypeId: service, addressId }, own)).toEqual({
      status: 404,
      field: 'activityTypeId',
    });
    expect((await asked(own, { activityTypeId: repair, addressId, ...week })).dates.length).toBeGreaterThan(
      0,
    );
  });
});

describe('what is answered (CAD-PL-06)', () => {
  it('in full: every technician and window, available or why not', async () => {
    const slots = all(await asked(whole, { ...office.service(), ...week }));
    const free = slots.filter(({ available }) => available);
    const taken = slots.filter(({ available }) => !available);
    expect(free.every(({ unavailableReason }) => unavailableReason === null)).toBe(true);
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.every(({ unavailableReason, relevance }) => unavailableReason && relevance === null)).toBe(
      true,
    );
    expect(new Set(taken.map(({ unavailableReason }) => unavailableReason))).toContain('working-time');
    const { anna, ben } = office.company.technicians;
    const byTechnician = Map.groupBy(slots, ({ technician }) => technician?.id);
    const starts = (id: string) => byTechnician.get(id)?.map(({ start }) => start);
    expect(starts(anna)).toEqual(starts(ben));
    expect(new Set(starts(anna)).size).toBe(starts(anna)?.length);
  });

  it('in full without what is not available, where that is asked; too much of it is refused', async () => {
    const question = { ...office.service(), ...week };
    const free = all(await asked(whole, question)).filter(({ available }) => available);
    expect(all(await asked(whole, { ...question, availableOnly: true }))).toEqual(free);
    const make = setUp(office.core);
    const { activityTypeId } = await make.activityType({
      businessUnitId: office.company.businessUnitId,
      reference: 'FINE',
      name: { en: 'Fine grid' },
      duration: 3600,
      step: 300,
      horizonDays: 60,
      skills: {},
      actions: {},
    });
    for (let n = 0; n < 4; n++)
      await make.technician({
        companyId: office.company.companyId,
        businessUnitIds: [office.company.businessUnitId],
        name: `Technician ${n} on leave`,
        colour: '#1f5f8b',
        base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 },
        zone: 'Europe/Vaduz',
        weeklyHours: {},
        skills: {},
      });
    const month = { from: week.from, to: '2027-02-11T00:00:00+01:00' };
    const fine = { ...question, ...month, activityTypeId };
    expect(await refused(fine)).toEqual({ status: 400, field: 'to' });
    expect(all(await asked(whole, { ...fine, ...week, availableOnly: true })).length).toBeGreaterThan(100);
  });

  it('is what the staff’s assistant offers, no more and no less', async () => {
    const slots = all(await asked(whole, { ...office.service(), ...week }));
    const { offers } = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      from: '2027-01-11',
      days: 5,
    });
    const line = (start: number, technicianId: string, relevance: number) =>
      `${start} ${technicianId} ${relevance}`;
    const told = slots
      .filter(({ available }) => available)
      .map((one) => line(Date.parse(one.start) / 1000, one.technician!.id, one.relevance!));
    expect(told.sort()).toEqual(
      offers.map(({ start, technician, relevance }) => line(start, technician.id, relevance)).sort(),
    );
    expect(told.length).toBeGreaterThan(5);
  });

  it('for a key of slots alone: date, time and class, never whose (CAD-AP-02)', async () => {
    const answer = await asked(grid, { ...office.service(), ...week });
    expect(answer.form).toBe('reduced');
    for (const slot of all(answer))
      expect(Object.keys(slot).sort()).toEqual(['date', 'end', 'relevanceClass', 'start', 'time']);
    const text = JSON.stringify(answer);
    const { anna, ben } = office.company.technicians;
    for (const hidden of ['Anna', 'Ben', anna, ben, 'unavailable', 'travel', 'technician'])
      expect(text).not.toContain(hidden);
    // The control: the whole form names them.
    expect(JSON.stringify(await asked(whole, { ...office.service(), ...week }))).toContain('Anna');
    expect(await refused({ ...office.service(), form: 'full' }, grid)).toEqual({
      status: 403,
      field: 'form',
    });
  });

  it('in reduced form for others: a number tells technicians apart, no relevance, no reason', async () => {
    const answer = await asked(whole, { ...office.service(), ...week, form: 'reduced' });
    const slots = all(answer);
    expect(new Set(slots.map(({ technicianNumber }) => technicianNumber))).toEqual(new Set([1, 2]));
    expect(JSON.stringify(answer)).not.toMatch(/Anna|unavailable|relevance":|travel/);
  });
});

describe('a slot that was offered', () => {
  async function made() {
    const { customerId } = office.company.customers.lisa;
    const { body, status } = await whole.ask('POST', '/interventions', {
      body: { ...office.service('lisa'), customerId },
      headers: { 'idempotency-key': office.key() },
    });
    expect(status).toBe(201);
    return body as { id: string; revision: number };
  }

  it('is planned by who sees no technicians: the best comes', async () => {
    const { id, revision } = await made();
    const [slot] = all(await asked(grid, { ...office.service('lisa'), ...week }));
    const { start, end } = slot!;
    const choice = { body: { start, end, revision }, headers: { 'idempotency-key': office.key() } };
    const path = `/interventions/${id}/plan`;
    const named = {
      ...choice,
      body: { ...choice.body, technicianId: office.company.technicians.anna },
      headers: { 'idempotency-key': office.key() },
    };
    expect((await grid.ask('POST', path, named)).status).toBe(403);
    const planned = await grid.ask('POST', path, choice);
    expect(planned).toMatchObject({ status: 200, body: { id, promise: { start, end } } });
    expect(planned.body).not.toHaveProperty('technician');
    expect((await grid.ask('POST', path, choice)).body).toEqual(planned.body);
    const other = { ...choice, body: { ...choice.body, end: start } };
    expect((await grid.ask('POST', path, other)).status).toBe(422);
    expect(await office.audit()).toMatchObject({ overlaps: 0, broken: [], mistimed: [] });
    const { history } = await office.core.interventions.page(office.supervisor, id);
    expect(history[0]).toMatchObject({ kind: 'intervention.planned', actorName: 'Webshop' });
    expect(office.mailer.sent.length + (await office.core.jobs.runDue('test'))).toBeGreaterThan(0);
  });

  it('is told to be gone with others near, when somebody else has it', async () => {
    const { id, revision } = await made();
    const { start, end } = all(await asked(whole, { ...office.service('lisa'), ...week })).find(
      ({ available, technician }) => available && technician?.id === office.company.technicians.ben,
    )!;
    await office.planned('lisa', office.company.technicians.ben, Date.parse(start) / 1000);
    await office.planned('lisa', office.company.technicians.ben, Date.parse(start) / 1000).catch(() => null);
    const answer = await whole.ask('POST', `/interventions/${id}/plan`, {
      body: { start, end: start, revision, technicianId: office.company.technicians.ben },
      headers: { 'idempotency-key': office.key() },
    });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'taken' } });
    expect((answer.body as { slots: unknown[] }).slots.length).toBeGreaterThan(0);
    expect(end).not.toBe(start);
  });
});
