import {
  findAddress,
  findCustomer,
  findHold,
  findIntervention,
  insertRows,
  linkAccessToCustomer,
  listAddresses,
  loadAssignments,
  updateCustomer,
  type Database,
  type Queries,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore } from './stores.ts';
import { date, makePart, makeTown, morning, newId, stop, type Town } from './town.ts';

describe.each(engines)('ownership on %s', (engine) => {
  let db: Database;
  let drop: () => Promise<void>;
  let own: Town;
  let other: Town;
  beforeAll(async () => {
    ({ db, drop } = await makeStore(engine));
    own = await makeTown(db);
    other = await makeTown(db, own.companyId);
  });
  afterAll(() => drop());

  const intervention = (town: Town) => ({
    id: newId(),
    businessUnitId: town.businessUnitId,
    reference: newId(),
    activityTypeId: town.activityTypeId,
    customerId: town.customerId,
    addressId: town.addressId,
    status: 'pending' as const,
    createdAt: morning,
  });

  /** What a row of `own` may not refer to: rows of `other`, a sibling unit. Each with the same row done right. */
  const cases: [string, (tx: Queries, to: Town) => Promise<unknown>][] = [
    [
      'an address of a customer',
      (tx, to) =>
        insertRows(tx, 'address', [
          {
            id: newId(),
            businessUnitId: own.businessUnitId,
            customerId: to.customerId,
            line1: 'x',
            postalCode: '1',
            city: 'y',
            country: 'LI',
            location: 'not-located',
          },
        ]),
    ],
    [
      'an intervention of a customer and site',
      (tx, to) =>
        insertRows(tx, 'intervention', [
          { ...intervention(own), customerId: to.customerId, addressId: to.addressId },
        ]),
    ],
    [
      'an intervention of an activity type',
      (tx, to) =>
        insertRows(tx, 'intervention', [{ ...intervention(own), activityTypeId: to.activityTypeId }]),
    ],
    [
      'an intervention made by an access',
      (tx, to) => insertRows(tx, 'intervention', [{ ...intervention(own), createdByAccessId: to.accessId }]),
    ],
    [
      'an access for a customer',
      (tx, to) => linkAccessToCustomer(tx, own.businessUnitId, own.accessId, to.customerId),
    ],
    [
      'a hold by an access',
      (tx, to) =>
        insertRows(tx, 'hold', [
          {
            id: newId(),
            businessUnitId: own.businessUnitId,
            accessId: to.accessId,
            activityTypeId: own.activityTypeId,
            customerId: own.customerId,
            promiseStart: morning,
            promiseEnd: morning,
            expiresAt: morning,
            createdAt: morning,
            offer: {},
          },
        ]),
    ],
    [
      'an assignment to a technician',
      async (tx, to) => {
        const { partId } = await makePart(tx, own);
        const startsAt = morning + Number.parseInt(partId.slice(-6), 16) * 10;
        await insertRows(tx, 'assignment', [
          stop({ ...own, technicianId: to.technicianId }, partId, startsAt, startsAt + 10),
        ]);
      },
    ],
    [
      'a portal action of an activity type',
      async (tx, to) => {
        await insertRows(tx, 'portalAction', [
          {
            id: newId(),
            businessUnitId: own.businessUnitId,
            activityTypeId: to.activityTypeId,
            kind: 'book',
            enabled: true,
          },
        ]);
      },
    ],
    [
      'a message about an intervention',
      async (tx, to) => {
        const { interventionId } = await makePart(tx, to);
        await insertRows(tx, 'message', [
          {
            id: newId(),
            businessUnitId: own.businessUnitId,
            channel: 'email',
            kind: 'x',
            recipient: 'x',
            language: 'en',
            subject: '',
            text: '',
            createdAt: morning,
            interventionId,
          },
        ]);
      },
    ],
  ];

  test.each(cases)('S29 %s of another unit is refused by the database', async (_, write) => {
    await expect(db.write((tx) => write(tx, other))).rejects.toMatchObject({ code: 'foreign-key' });
    await db.write((tx) => write(tx, own));
  });

  test('S29 staff, skills and technicians of another company are refused by the database', async () => {
    const stranger = await makeTown(db);
    const staffUserId = newId();
    const skillId = newId();
    await db.write(async (tx) => {
      await insertRows(tx, 'staffUser', [
        {
          id: staffUserId,
          companyId: stranger.companyId,
          name: 's',
          email: 's@example.org',
          language: 'en',
          createdAt: morning,
        },
      ]);
      await insertRows(tx, 'skill', [
        { id: skillId, companyId: stranger.companyId, code: 'GAS', name: { en: 'Gas' } },
      ]);
    });
    const refused = (work: (tx: Queries) => Promise<unknown>) =>
      expect(db.write(work)).rejects.toMatchObject({ code: 'foreign-key' });
    const { companyId, businessUnitId, technicianId } = own;
    await refused((tx) =>
      insertRows(tx, 'staffRole', [{ companyId, staffUserId, businessUnitId, role: 'supervisor' }]),
    );
    const preview = { grantHash: newId(), companyId, businessUnitId, accessId: own.accessId };
    const asked = { staffSessionHash: 'x', createdAt: morning, expiresAt: morning };
    await refused((tx) => insertRows(tx, 'portalPreview', [{ ...preview, ...asked, staffUserId }]));
    await refused((tx) =>
      insertRows(tx, 'technicianSkill', [{ companyId, technicianId, skillId, level: 1 }]),
    );
    await refused((tx) =>
      insertRows(tx, 'technicianBusinessUnit', [
        { companyId, technicianId: stranger.technicianId, businessUnitId },
      ]),
    );
    await db.write((tx) =>
      insertRows(tx, 'staffRole', [
        {
          companyId: stranger.companyId,
          staffUserId,
          businessUnitId: stranger.businessUnitId,
          role: 'supervisor',
        },
      ]),
    );
  });

  test('stores find nothing of another unit', async () => {
    const { interventionId } = await db.write((tx) => makePart(tx, other));
    const from = own.businessUnitId;
    expect(await findCustomer(db.read, from, other.customerId)).toBeUndefined();
    expect(await findAddress(db.read, from, other.addressId)).toBeUndefined();
    expect(await listAddresses(db.read, from, [other.customerId])).toEqual([]);
    expect(await findIntervention(db.read, from, interventionId)).toBeUndefined();
    expect(await findHold(db.read, from, newId())).toBeUndefined();
    expect(
      await db.write((tx) => updateCustomer(tx, from, other.customerId, 1, { name: 'theirs' })),
    ).toBeUndefined();
    expect(await findCustomer(db.read, other.businessUnitId, other.customerId)).toMatchObject({
      name: 'Zoë Öztürk',
    });
  });

  test('a company sees the assignments of all its units, and of no other company', async () => {
    const { partId } = await db.write((tx) => makePart(tx, other));
    await db.write((tx) =>
      insertRows(tx, 'assignment', [stop(other, partId, morning - 7200, morning - 3600)]),
    );
    const range = { technicianIds: [other.technicianId], fromDate: date, toDate: date };
    expect(await loadAssignments(db.read, own.companyId, range, morning)).toHaveLength(1);
    const stranger = await makeTown(db);
    expect(await loadAssignments(db.read, stranger.companyId, range, morning)).toEqual([]);
  });
});
