import { insertRows, type Database, type NewAssignment, type Queries } from '@itinera/db';

let made = 0;

/** A fresh id, a UUID of version 7 in form. */
export function newId(): string {
  return `01980000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
}

/** 2027-01-15 08:00 UTC, the beginning of the day on which these tests play. */
export const morning = 1_800_000_000;
export const date = '2027-01-15';

/** A company with one unit, one technician and one customer with a site, as every table wants them. */
export interface Town {
  companyId: string;
  businessUnitId: string;
  technicianId: string;
  customerId: string;
  addressId: string;
  accessId: string;
  activityTypeId: string;
}

/** Writes a town of its own into the store; `companyId` puts its unit into a company that is there. */
export async function makeTown(db: Database, inCompany?: string): Promise<Town> {
  const town: Town = {
    companyId: inCompany ?? newId(),
    businessUnitId: newId(),
    technicianId: newId(),
    customerId: newId(),
    addressId: newId(),
    accessId: newId(),
    activityTypeId: newId(),
  };
  const { companyId, businessUnitId, technicianId, customerId, addressId, accessId, activityTypeId } = town;
  await db.write(async (tx) => {
    if (!inCompany) await insertRows(tx, 'company', [{ id: companyId, name: 'Heating', createdAt: morning }]);
    await insertRows(tx, 'businessUnit', [
      {
        id: businessUnitId,
        companyId,
        slug: businessUnitId,
        name: 'Vaduz',
        zone: 'Europe/Vaduz',
        languages: ['en', 'it'],
        defaultLanguage: 'en',
        portalOn: true,
        welcome: { en: 'Welcome' },
        channels: ['email'],
        createdAt: morning,
      },
    ]);
    await insertRows(tx, 'technician', [
      {
        id: technicianId,
        companyId,
        name: 'Ada Example',
        colour: '#aa0000',
        baseLabel: 'Base',
        baseLon: 9.52,
        baseLat: 47.14,
        zone: 'Europe/Vaduz',
        weeklyHours: { 1: [{ from: '08:00', to: '17:00' }] },
        createdAt: morning,
      },
    ]);
    await insertRows(tx, 'technicianBusinessUnit', [{ companyId, technicianId, businessUnitId }]);
    await insertRows(tx, 'customer', [
      {
        id: customerId,
        businessUnitId,
        reference: 'C-1',
        name: 'Zoë Öztürk',
        kind: 'individual',
        language: 'en',
        createdAt: morning,
      },
    ]);
    await insertRows(tx, 'address', [
      {
        id: addressId,
        businessUnitId,
        customerId,
        line1: 'Städtle 1',
        postalCode: '9490',
        city: 'Vaduz',
        country: 'LI',
        lon: 9.52,
        lat: 47.14,
        location: 'located',
        isStandard: true,
      },
    ]);
    await insertRows(tx, 'access', [
      {
        id: accessId,
        businessUnitId,
        name: 'Zoë Öztürk',
        email: 'zoe@example.org',
        language: 'en',
        createdAt: morning,
      },
    ]);
    await insertRows(tx, 'accessCustomer', [{ businessUnitId, accessId, customerId }]);
    await insertRows(tx, 'activityType', [
      {
        id: activityTypeId,
        businessUnitId,
        reference: 'SERVICE',
        name: { en: 'Yearly service' },
        description: {},
        kind: 'intervention',
        duration: 3600,
        notice: 86_400,
        horizonDays: 21,
        step: 1800,
        width: 7200,
        goal: 'relevance',
        holdSeconds: 600,
      },
    ]);
  });
  return town;
}

/** An intervention with one part; returns the ids. */
export async function makePart(tx: Queries, town: Town): Promise<{ interventionId: string; partId: string }> {
  const { businessUnitId, activityTypeId, customerId, addressId } = town;
  const interventionId = newId();
  const partId = newId();
  await insertRows(tx, 'intervention', [
    {
      id: interventionId,
      businessUnitId,
      reference: interventionId,
      activityTypeId,
      customerId,
      addressId,
      status: 'pending',
      createdAt: morning,
    },
  ]);
  await insertRows(tx, 'part', [
    { id: partId, businessUnitId, interventionId, position: 0, duration: 3600, zone: 'Europe/Vaduz' },
  ]);
  return { interventionId, partId };
}

/** A stop `[startsAt, endsAt)` of the town's technician for a part; `changes` replace single values. */
export function stop(
  town: Town,
  partId: string,
  startsAt: number,
  endsAt: number,
  changes: Partial<NewAssignment> = {},
): NewAssignment {
  return {
    id: newId(),
    businessUnitId: town.businessUnitId,
    technicianId: town.technicianId,
    date,
    partId,
    position: 0,
    lon: 9.52,
    lat: 47.14,
    zone: 'Europe/Vaduz',
    startsAt,
    endsAt,
    earliest: startsAt,
    latest: startsAt,
    ...changes,
  };
}
