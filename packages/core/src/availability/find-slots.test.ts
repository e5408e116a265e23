import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  allKept,
  at,
  openBookingOffice,
  type BookingOffice,
} from '../../../../test/fixtures/booking-office.ts';
import { accessScope } from '../../../../test/fixtures/scopes.ts';
import {
  setUp,
  type MadeCustomer,
  type NewActivityTypeInput,
  type NewCustomersInput,
} from '../set-up/index.ts';
import type { SlotRequest } from './types.ts';

let office: BookingOffice;
beforeEach(async () => {
  office = await openBookingOffice();
});
afterEach(() => office.close());

const makeType = async (more: Partial<NewActivityTypeInput> = {}) =>
  (
    await setUp(office.core).activityType({
      businessUnitId: office.company.businessUnitId,
      reference: 'SPECIAL',
      name: { en: 'Special' },
      duration: 3600,
      horizonDays: 14,
      actions: { book: {} },
      ...more,
    })
  ).activityTypeId;
const makeCustomer = async (more: Partial<NewCustomersInput['customers'][number]>): Promise<MadeCustomer> => {
  const [made] = await setUp(office.core).customers({
    businessUnitId: office.company.businessUnitId,
    customers: [
      {
        name: 'Nora Sample',
        kind: 'individual',
        language: 'en',
        addresses: [
          { line1: 'Herrengasse 1', postalCode: '9490', city: 'Vaduz', country: 'LI', lon: 9.52, lat: 47.14 },
        ],
        accesses: [{ name: 'Nora Sample', email: 'nora@example.com', language: 'en' }],
        ...more,
      },
    ],
  });
  return made!;
};
const find = (more: object = {}, scope = office.mario) =>
  office.core.availability.find(scope, { ...office.service(), ...more });
const startsOn = async (date: string, more: object = {}) => {
  const choice = await find({ from: date, days: 1, ...more });
  return choice.days[0]?.windows.map(({ start }) => start) ?? [];
};
const clocks = (starts: number[]) =>
  starts.map((start) => new Date(start * 1000).toISOString().slice(11, 16));

describe('find', () => {
  it('shows two weeks from the first date that can be offered, and the nearest dates beyond', async () => {
    const choice = await find();
    expect(choice).toMatchObject({
      zone: 'Europe/Vaduz',
      duration: 3600,
      from: '2027-01-11',
      to: '2027-01-24',
      previous: null,
    });
    const one = await find({ from: '2027-01-16', days: 1 });
    expect(one).toMatchObject({ days: [], from: '2027-01-16', to: '2027-01-16' });
    expect([one.previous, one.next]).toEqual(['2027-01-15', '2027-01-18']);
    // The best are of the whole horizon, whatever dates are shown.
    expect(one.best).toEqual(choice.best);
    expect(one.best).toHaveLength(3);
  });

  it('is what staff see, less what the portal takes away; who and what it costs stay with staff (CAD-AC-10)', async () => {
    const staff = await office.core.availability.assist(office.supervisor, office.service());
    const portal = await find();
    expect(portal.days).toEqual(staff.days);
    expect(Object.keys(portal).sort()).toEqual([
      'best',
      'days',
      'duration',
      'from',
      'next',
      'previous',
      'to',
      'zone',
    ]);
    expect(Object.keys(portal.best[0]!).sort()).toEqual(['end', 'estimated', 'grade', 'reason', 'start']);
    const windows = new Set(staff.days.flatMap((day) => day.windows.map(({ start }) => start)));
    expect(new Set(staff.offers.map(({ start }) => start))).toEqual(windows);
    expect(staff.offers.length).toBeGreaterThan(windows.size);
    expect(staff.bestOffers.map(({ start, end, reason }) => ({ start, end, reason }))).toEqual(
      staff.best.map(({ start, end, reason }) => ({ start, end, reason })),
    );
    for (const offer of staff.offers)
      expect(offer.parts.reduce((sum, part) => sum + part.cost, 0)).toBe(offer.cost);
    const rejected = Object.fromEntries(staff.rejected.map(({ code, count }) => [code, count]));
    expect(rejected['working-time']).toBeGreaterThan(0);
  });

  it('the portal narrows notice and relevance, staff do not see that (CAD-AC-13)', async () => {
    const activityTypeId = await makeType({
      minimumRelevance: 99,
      actions: { book: { minimumNotice: 48 * 3600 } },
    });
    const request = { ...office.service(), activityTypeId };
    const portal = await office.core.availability.find(office.mario, request);
    const staff = await office.core.availability.assist(office.supervisor, request);
    expect(staff.from).toBe('2027-01-11');
    expect(portal.from).toBe('2027-01-13');
    const least = office.clock.now() + 48 * 3600;
    const shown = portal.days.flatMap(({ windows }) => windows);
    expect(shown.every(({ start }) => start >= least)).toBe(true);
    const relevance = new Map(staff.offers.map((offer) => [offer.start, 0]));
    for (const offer of staff.offers)
      relevance.set(offer.start, Math.max(offer.relevance, relevance.get(offer.start) ?? 0));
    expect(shown.map(({ start }) => start)).toEqual(
      [...relevance]
        .filter(([start, best]) => start >= least && best >= 99)
        .map(([start]) => start)
        .sort((a, b) => a - b),
    );
    expect(shown.length).toBeLessThan(relevance.size);
  });

  it('keeps to skills: a repair of level 2 is Anna’s (CAD-PL-09)', async () => {
    const { repair } = office.company.types;
    const { offers, rejected } = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      activityTypeId: repair,
    });
    expect(new Set(offers.map(({ technician }) => technician.name))).toEqual(new Set(['Anna Sample']));
    expect(rejected.map(({ code }) => code)).toContain('skills');
  });

  it('keeps the whole service inside the customer’s opening hours (CAD-PL-20)', async () => {
    const nora = await makeCustomer({ openingHours: { '5': [{ from: '10:00', to: '12:00' }] } });
    const scope = accessScope(office.company, nora);
    const choice = await find({ addressId: nora.addressIds[0] }, scope);
    expect(choice.days.map(({ date }) => date)).toEqual(['2027-01-15', '2027-01-22']);
    // From 08:00: the service may begin at 10:00 or (until 11:00) later; the window only has to meet that.
    expect(clocks(choice.days[0]!.windows.map(({ start }) => start))).toEqual([
      '07:00',
      '07:30',
      '08:00',
      '08:30',
      '09:00',
      '09:30',
      '10:00',
    ]);
    const hold = await office.core.bookings.hold(scope, {
      ...office.service(),
      addressId: nora.addressIds[0]!,
      start: at(15, '08:00'),
      end: at(15, '10:00'),
      idempotencyKey: office.key(),
    });
    if (hold.kind !== 'held') throw new Error('not held');
    const { items } = await confirmAndList(scope, hold.hold.id);
    expect(items[0]!.plannedStart).toBe(at(15, '10:00'));
  });

  it('buffers: the promise is for the door and lies on the grid, the technician is there before and after (CAD-PL-34)', async () => {
    const activityTypeId = await makeType({ bufferBefore: 900, bufferAfter: 1200, width: 0, step: 1800 });
    const friday = await startsOn('2027-01-15', { activityTypeId });
    // Anna starts at 08:00 and drives 81 s: with a quarter of an hour before, 08:30 is the first door to keep, and
    // 10:30 the last of the morning (an hour, and twenty minutes after it, until noon at 12:00).
    expect(clocks(friday)).toEqual([
      '07:30',
      '08:00',
      '08:30',
      '09:00',
      '09:30',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
      '14:30',
    ]);
    const start = at(15, '09:00');
    const book = async (at: number) => {
      const hold = await office.core.bookings.hold(office.mario, {
        ...office.service(),
        activityTypeId,
        start: at,
        end: at,
        idempotencyKey: office.key(),
      });
      return hold.kind === 'held' ? confirmAndList(office.mario, hold.hold.id) : null;
    };
    const booked = await book(start);
    expect(booked!.items[0]).toMatchObject({ promise: { start, end: start }, plannedStart: start });
    const page = await office.core.interventions.page(office.supervisor, booked!.items[0]!.id);
    expect(page).toMatchObject({ duration: 3600, plannedEnd: start + 3600 });
    const route = await office.core.availability.routeDay(
      office.supervisor,
      page.technician!.id,
      '2027-01-15',
    );
    expect(route.stops).toMatchObject([{ start: start - 900, end: start + 3600 + 1200, lateness: 0 }]);
    // The next at the same door could be at 10:35, and would not end before noon.
    const next = await startsOn('2027-01-15', { activityTypeId });
    expect(clocks(next)).toEqual(['12:30', '13:00', '13:30', '14:00', '14:30']);
    expect(await book(at(15, '10:30'))).toBeNull();
    expect(await book(at(15, '13:30'))).not.toBeNull();
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('work without a place is done wherever the technician is, and keeps others out of its time', async () => {
    const activityTypeId = await makeType({ kind: 'no-location', width: 0, duration: 1800 });
    const start = at(15, '10:00');
    const call = { ...office.service(), activityTypeId, start, end: start };
    const hold = await office.core.bookings.hold(office.mario, { ...call, idempotencyKey: office.key() });
    if (hold.kind !== 'held') throw new Error('not held');
    await confirmAndList(office.mario, hold.hold.id);
    const again = await office.core.bookings.hold(office.lisa, {
      ...call,
      addressId: office.company.customers.lisa.addressIds[0]!,
      idempotencyKey: office.key(),
    });
    expect(again.kind).toBe('alternatives');
    const visit = await office.booked(office.mario, at(15, '09:30'));
    expect(visit.promise.start).toBe(at(15, '09:30'));
    const page = await office.core.interventions.page(office.supervisor, visit.interventionId);
    expect(page.plannedStart).toBe(start + 1800);
    const route = await office.core.availability.routeDay(
      office.supervisor,
      page.technician!.id,
      '2027-01-15',
    );
    expect(route.stops).toMatchObject([
      { place: null, start, end: start + 1800, arrival: start },
      { start: start + 1800 },
    ]);
    expect(route.legs).toHaveLength(3);
    expect(await office.audit()).toMatchObject({ ...allKept, stops: 2 });
  });

  it('offers nothing where nothing can be: not located, not active, not shown', async () => {
    const nora = await makeCustomer({
      addresses: [
        { line1: 'Nowhere 1', postalCode: '9490', city: 'Vaduz', country: 'LI' },
        {
          line1: 'Gone 1',
          postalCode: '9490',
          city: 'Vaduz',
          country: 'LI',
          lon: 9.52,
          lat: 47.14,
          active: false,
        },
      ],
    });
    const scope = accessScope(office.company, nora);
    await expect(find({ addressId: nora.addressIds[0] }, scope)).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'not-located',
    });
    await expect(find({ addressId: nora.addressIds[1] }, scope)).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'address-inactive',
    });
    const hidden = await makeType({ portalShown: false });
    const noAction = await makeType({ reference: 'NOBOOK', actions: { cancel: {} } });
    for (const activityTypeId of [hidden, noAction]) {
      await expect(find({ activityTypeId })).rejects.toMatchObject({
        code: 'not-found',
        field: 'activityTypeId',
      });
      const staff = await office.core.availability.assist(office.supervisor, {
        ...office.service(),
        activityTypeId,
      });
      expect(staff.best).toHaveLength(3);
    }
    const dora = accessScope(office.company, office.company.customers.dora);
    await expect(
      find({ addressId: office.company.customers.dora.addressIds[0] }, dora),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['an address of somebody else', { addressId: 'lisa' }, 'not-found', 'addressId'],
    [
      'an address that never was',
      { addressId: '01a1ffa6-0000-7000-8000-000000000000' },
      'not-found',
      'addressId',
    ],
    ['no id at all', { addressId: "' OR 1=1" }, 'not-found', 'addressId'],
    [
      'a type that never was',
      { activityTypeId: '01a1ffa6-0000-7000-8000-000000000000' },
      'not-found',
      'activityTypeId',
    ],
    [
      'a visit that never was',
      { interventionId: '01a1ffa6-0000-7000-8000-000000000000' },
      'not-found',
      'interventionId',
    ],
    ['a date that is none', { from: '2027-02-30' }, 'invalid', 'from'],
    ['no days', { days: 0 }, 'invalid', 'days'],
    ['too many days', { days: 61 }, 'invalid', 'days'],
  ] as const)('refuses %s', async (_, given, code, field) => {
    const more: Partial<SlotRequest> = { ...given };
    if (more.addressId === 'lisa') more.addressId = office.company.customers.lisa.addressIds[0]!;
    await expect(find(more)).rejects.toMatchObject({ code, field });
  });

  it('is for planning roles when it tells who and why', async () => {
    const technician = { ...office.supervisor, roles: ['technician'] as const };
    await expect(office.core.availability.assist(technician, office.service())).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'role',
    });
  });
});

async function confirmAndList(scope: typeof office.mario, holdId: string) {
  const result = await office.core.bookings.confirm(scope, { holdId, idempotencyKey: office.key() });
  if (result.kind !== 'confirmed') throw new Error('not confirmed');
  return office.core.interventions.list(office.supervisor, { search: result.reference });
}
