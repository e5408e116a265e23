import type { AccessScope, BusinessUnitScope } from '@itinera/core';
import { setUp, type MadeCustomer, type NewActivityTypeInput } from '@itinera/core/set-up';
import { straightLine, type Place, type TravelTable, type TravelTimes } from '@itinera/planner';
import fc from 'fast-check';
import { accessScope, staffScope } from '../fixtures/scopes.ts';
import type { TestCore } from '../fixtures/small-company.ts';

/** What differs from world to world. */
export interface WorldSettings {
  bufferBefore: number;
  bufferAfter: number;
  slack: number;
  opens: string;
  ownTime: boolean;
  visitsADay: number;
  places: { lon: number; lat: number }[];
}

const minutes = (from: number, to: number) => fc.integer({ min: from, max: to }).map((count) => count * 60);

/** Small enough to be crowded: two technicians, four days, six places within some 15 km. */
export const worldSettings: fc.Arbitrary<WorldSettings> = fc.record({
  bufferBefore: fc.oneof(fc.constant(0), minutes(1, 20)),
  bufferAfter: fc.oneof(fc.constant(0), minutes(1, 20)),
  slack: fc.oneof(fc.constant(0), minutes(5, 60)),
  opens: fc.constantFrom('08:00', '09:30', '11:00'),
  ownTime: fc.boolean(),
  visitsADay: fc.integer({ min: 3, max: 8 }),
  places: fc.array(
    fc.record({
      lon: fc.integer({ min: 9400, max: 9600 }).map((thousandths) => thousandths / 1000),
      lat: fc.integer({ min: 47050, max: 47200 }).map((thousandths) => thousandths / 1000),
    }),
    { minLength: 6, maxLength: 6 },
  ),
});

/**
 * Roads that are longer one way than the other, and not quite as long as a straight line would have it; never so odd
 * that going round by another visit is quicker, services included.
 */
export const oddRoads: TravelTimes = {
  table: async (from, to) => asked(from.flatMap((start) => to.map((end): [Place, Place] => [start, end]))),
  legs: async (from, to) => asked(from.map((start, leg): [Place, Place] => [start, to[leg]!])),
};

function asked(pairs: [Place, Place][]): TravelTable {
  return {
    seconds: Int32Array.from(pairs, ([from, to]) => {
      const metres = straightLine(from, to);
      const oddness = Math.abs(
        Math.sin(from.lon * 7919 + from.lat * 104_729 + to.lon * 1299 + to.lat * 15_485),
      );
      return metres === 0 ? 0 : Math.ceil(30 + metres * 0.09 * (1 + 0.2 * oddness));
    }),
    metres: Int32Array.from(pairs, ([from, to]) => Math.ceil(straightLine(from, to))),
  };
}

export interface World {
  companyId: string;
  businessUnitId: string;
  accesses: AccessScope[];
  /** Site of the access of the same index. */
  addressIds: string[];
  customers: MadeCustomer[];
  staff: BusinessUnitScope;
  /** Window of two hours, with buffers; exact time; work without a place. */
  typeIds: string[];
  bufferBefore: number;
}

/** Makes a company of its own in the core's store. */
export async function makeWorld({ core }: TestCore, slug: string, settings: WorldSettings): Promise<World> {
  const make = setUp(core);
  const { companyId } = await make.company({ name: slug });
  const { businessUnitId } = await make.businessUnit({
    companyId,
    slug,
    name: slug,
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  const [one, two, ...sites] = settings.places;
  for (const [name, base] of [
    ['A', one!],
    ['B', two!],
  ] as const)
    await make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      name,
      colour: '#336699',
      base: { label: name, ...base },
      zone: 'Europe/Vaduz',
      weeklyHours: Object.fromEntries(
        ['1', '2', '3', '4'].map((day) => [
          day,
          [
            { from: '08:00', to: '12:00' },
            { from: '13:00', to: '17:00' },
          ],
        ]),
      ),
      commute: name === 'A' && settings.ownTime ? 'own-time' : 'working-time',
      ...(name === 'B' && { limits: { visits: settings.visitsADay } }),
    });
  const customers = await make.customers({
    businessUnitId,
    customers: sites.map((site, n) => ({
      name: `Customer ${n}`,
      kind: 'individual' as const,
      language: 'en' as const,
      ...(n === 0 && {
        openingHours: { '1': hours(settings.opens), '2': hours(settings.opens), '3': hours(settings.opens) },
      }),
      addresses: [{ line1: `Road ${n}`, postalCode: '9490', city: 'Vaduz', country: 'LI', ...site }],
      accesses: [{ name: `Person ${n}`, email: `${slug}-${n}@example.com`, language: 'en' as const }],
    })),
  });
  const { staffUserId } = await make.staffUser({
    companyId,
    name: 'Staff',
    email: `staff@${slug}.example`,
    language: 'en',
    roles: [{ businessUnitId, role: 'supervisor' }],
  });
  const unit = { companyId, businessUnitId };
  return {
    ...unit,
    accesses: customers.map((customer, n) => accessScope(unit, customer, `Person ${n}`)),
    addressIds: customers.map(({ addressIds }) => addressIds[0]!),
    customers,
    staff: staffScope(unit, staffUserId),
    typeIds: await makeTypes(make, businessUnitId, settings),
    bufferBefore: settings.bufferBefore,
  };
}

async function makeTypes(
  make: ReturnType<typeof setUp>,
  businessUnitId: string,
  { bufferBefore, bufferAfter, slack }: WorldSettings,
): Promise<string[]> {
  const type = async (reference: string, more: Partial<NewActivityTypeInput>) =>
    (
      await make.activityType({
        businessUnitId,
        reference,
        name: { en: reference },
        duration: 3600,
        notice: 3600,
        horizonDays: 4,
        actions: { book: {}, reschedule: {}, cancel: {} },
        ...more,
      })
    ).activityTypeId;
  return [
    await type('WINDOW', { bufferBefore, bufferAfter, slack, width: 7200 }),
    await type('EXACT', { duration: 2700, width: 0, step: 900 }),
    await type('CALL', { kind: 'no-location', duration: 1200, width: 3600 }),
  ];
}

function hours(opens: string): { from: string; to: string }[] {
  return [
    { from: opens, to: '12:30' },
    { from: '13:30', to: '18:00' },
  ];
}
