import {
  deleteStaleHoldsOfAllUnits,
  extendHold,
  listAccessMatches,
  findTravelTable,
  findTravelTimes,
  insertRows,
  listAssignmentsOf,
  listCustomers,
  listInterventions,
  listLiveHoldsOfAccess,
  loadAssignments,
  loadTechnicianCalendars,
  loadTechnicianDays,
  storeDayLegs,
  storeTravelTimes,
  updateAccess,
  updateCustomer,
  type Database,
  type DayLeg,
  type InterventionFilter,
  type NewHold,
} from '@itinera/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore } from './stores.ts';
import { date, makePart, makeTown, morning, newId, stop, type Town } from './town.ts';

const page = { limit: 100, offset: 0 };

describe.each(engines)('stores on %s', (engine) => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, drop } = await makeStore(engine)));
  afterAll(() => drop());

  const hold = (town: Town, changes: Partial<NewHold> = {}): NewHold & { id: string } => ({
    businessUnitId: town.businessUnitId,
    accessId: town.accessId,
    activityTypeId: town.activityTypeId,
    customerId: town.customerId,
    addressId: town.addressId,
    promiseStart: morning,
    promiseEnd: morning + 3600,
    expiresAt: morning + 600,
    createdAt: morning,
    offer: {},
    ...changes,
    id: newId(),
  });

  /** A hold with its stop `[start, start + 1 h)`. */
  const makeHold = async (town: Town, start: number, changes: Partial<NewHold> = {}): Promise<string> => {
    const row = hold(town, changes);
    await db.write(async (tx) => {
      await insertRows(tx, 'hold', [row]);
      const kept = { partId: null, holdId: row.id, expiresAt: row.expiresAt };
      await insertRows(tx, 'assignment', [stop(town, '', start, start + 3600, kept)]);
    });
    return row.id;
  };
  const dayOf = (town: Town) => ({ technicianIds: [town.technicianId], fromDate: date, toDate: date });

  test('lists come in pages with the total', async () => {
    const town = await makeTown(db);
    const names = ['anna', 'Bruno', 'Émile', 'Zora', 'carla'];
    await db.write((tx) =>
      insertRows(
        tx,
        'customer',
        names.map((name, n) => ({
          id: newId(),
          businessUnitId: town.businessUnitId,
          reference: `P-${n}`,
          name,
          kind: 'individual' as const,
          status: name === 'Zora' ? ('inactive' as const) : ('active' as const),
          language: 'en',
          createdAt: morning,
        })),
      ),
    );
    const all: string[] = [];
    for (let offset = 0; offset < 6; offset += 2) {
      const { rows, total } = await listCustomers(db.read, town.businessUnitId, {
        filter: { withInactive: true },
        order: 'name',
        page: { limit: 2, offset },
      });
      expect(total).toBe(6);
      all.push(...rows.map(({ customer }) => customer.name));
    }
    expect([...all].sort()).toEqual([...names, 'Zoë Öztürk'].sort());
    expect(all.slice(0, 3)).toEqual(['anna', 'Bruno', 'carla']);
  });

  test('an e-mail finds whom it reaches in the company, while they may act, and nobody of another', async () => {
    const town = await makeTown(db);
    const sibling = await makeTown(db, town.companyId);
    await makeTown(db);
    const found = async (channel: 'email' | 'sms' = 'email') =>
      (await listAccessMatches(db.read, town.companyId, channel, 'zoe@example.org'))
        .map(({ access, customer }) => [access.id, customer.id])
        .sort();
    const own = [town.accessId, town.customerId];
    expect(await found()).toEqual([own, [sibling.accessId, sibling.customerId]].sort());
    expect(await found('sms')).toEqual([]);
    const { businessUnitId, customerId } = sibling;
    await db.write((tx) => updateCustomer(tx, businessUnitId, customerId, 1, { status: 'inactive' }));
    expect(await found()).toEqual([own]);
    await db.write((tx) => updateAccess(tx, town.businessUnitId, town.accessId, 1, { enabled: false }));
    expect(await found()).toEqual([]);
  });

  test('expired holds are not among what occupies a day, nor among the live ones', async () => {
    const town = await makeTown(db);
    await makeHold(town, morning);
    const { businessUnitId, accessId, companyId } = town;
    expect(await loadAssignments(db.read, companyId, dayOf(town), morning + 599)).toHaveLength(1);
    expect(await loadAssignments(db.read, companyId, dayOf(town), morning + 600)).toHaveLength(0);
    expect(await listLiveHoldsOfAccess(db.read, businessUnitId, accessId, morning + 599)).toHaveLength(1);
    expect(await listLiveHoldsOfAccess(db.read, businessUnitId, accessId, morning + 600)).toHaveLength(0);
  });

  test('a hold is extended once, while it lives, with its stop', async () => {
    const town = await makeTown(db);
    const id = await makeHold(town, morning);
    const extend = (now: number) =>
      db.write((tx) => extendHold(tx, town.businessUnitId, id, morning + 1200, now));
    expect(await extend(morning + 600)).toBeUndefined();
    expect(await extend(morning + 599)).toMatchObject({
      expiresAt: morning + 1200,
      extendedAt: morning + 599,
    });
    expect(await extend(morning + 650)).toBeUndefined();
    expect(await listAssignmentsOf(db.read, town.businessUnitId, { holdId: id })).toMatchObject([
      { expiresAt: morning + 1200 },
    ]);
  });

  test('tidying deletes stale holds with their stops, and no others', async () => {
    const town = await makeTown(db);
    const stale = await makeHold(town, morning, { expiresAt: morning - 10_000 });
    const fresh = await makeHold(town, morning + 7200);
    await db.write((tx) => deleteStaleHoldsOfAllUnits(tx, morning - 5_000, 100));
    const stops = (holdId: string) => listAssignmentsOf(db.read, town.businessUnitId, { holdId });
    expect(await stops(stale)).toEqual([]);
    expect(await stops(fresh)).toHaveLength(1);
  });

  test('a day keeps its legs and counts its revision up; locking makes the day', async () => {
    const town = await makeTown(db);
    const day = { technicianId: town.technicianId, date };
    const legs: DayLeg[] = [
      { from: [9.5, 47.1], to: [9.6, 47.2], seconds: 600, metres: null, estimated: true },
    ];
    await db.write(async (tx) => {
      await db.lockTechnicianDays(tx, [day, { ...day, date: '2027-01-16' }, day]);
      await storeDayLegs(tx, day, legs);
    });
    expect(
      await loadTechnicianDays(db.read, town.companyId, { ...dayOf(town), toDate: '2027-01-31' }),
    ).toEqual([
      { ...day, revision: 1, legs },
      { ...day, date: '2027-01-16', revision: 0, legs: null },
    ]);
    await db.write((tx) => db.lockTechnicianDays(tx, []));
  });

  test('days locked in opposite order by many writers never wait for each other in a circle', async () => {
    const towns = [await makeTown(db), await makeTown(db), await makeTown(db)];
    const days = towns.flatMap(({ technicianId }) =>
      ['2027-02-01', '2027-02-02'].map((day) => ({ technicianId, date: day })),
    );
    let runs = 0;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        db.write(async (tx) => {
          runs++;
          await db.lockTechnicianDays(tx, n % 2 === 0 ? days : [...days].reverse());
          for (const day of days) await storeDayLegs(tx, day, []);
        }),
      ),
    );
    expect(runs).toBe(30);
    const stored = await loadTechnicianDays(db.read, towns[0]?.companyId ?? '', {
      technicianIds: [towns[0]?.technicianId ?? ''],
      fromDate: '2027-02-01',
      toDate: '2027-02-01',
    });
    expect(stored).toMatchObject([{ revision: 30 }]);
  });

  test('a deadlock, forced by locking in two orders, is retried and both writes are kept', async () => {
    const [one, two] = [await makeTown(db), await makeTown(db)];
    const [first, second] = [one, two].map(({ technicianId }) => ({ technicianId, date }));
    if (!first || !second) throw new Error('no days');
    await db.write((tx) => db.lockTechnicianDays(tx, [first, second]));
    let runs = 0;
    const both = Promise.withResolvers<void>();
    let begun = 0;
    const write = (days: (typeof first)[]) =>
      db.write(async (tx) => {
        runs++;
        for (const [index, day] of days.entries()) {
          await db.lockTechnicianDays(tx, [day]);
          await storeDayLegs(tx, day, []);
          if (engine === 'postgres' && index === 0 && begun < 2) {
            if (++begun === 2) both.resolve();
            await both.promise;
          }
        }
      });
    await Promise.all([write([first, second]), write([second, first])]);
    expect(runs).toBe(engine === 'postgres' ? 3 : 2);
    const [day] = await loadTechnicianDays(db.read, one.companyId, dayOf(one));
    expect(day?.revision).toBe(2);
  });

  test('calendars hold skills by code, and only what touches the range', async () => {
    const town = await makeTown(db);
    const { companyId, technicianId } = town;
    const skillId = newId();
    const absence = (startsAt: number, endsAt: number, reason: string) => ({
      id: newId(),
      companyId,
      technicianId,
      startsAt,
      endsAt,
      reason,
    });
    await db.write(async (tx) => {
      await insertRows(tx, 'skill', [{ id: skillId, companyId, code: 'GAS', name: { en: 'Gas' } }]);
      await insertRows(tx, 'technicianSkill', [{ companyId, technicianId, skillId, level: 3 }]);
      await insertRows(tx, 'technicianException', [
        { companyId, technicianId, date, hours: [{ from: '10:00', to: '24:00' }] },
        { companyId, technicianId, date: '2027-03-01', hours: [] },
      ]);
      await insertRows(tx, 'absence', [
        absence(morning - 100, morning, 'ends as it begins'),
        absence(morning - 100, morning + 1, 'reaches in'),
        absence(morning + 86_400, morning + 90_000, 'begins as it ends'),
      ]);
    });
    const range = { fromDate: date, toDate: date, from: morning, to: morning + 86_400 };
    const [calendar, ...others] = await loadTechnicianCalendars(db.read, town.businessUnitId, range);
    expect(others).toEqual([]);
    expect(calendar).toMatchObject({
      technician: { id: technicianId, weeklyHours: { 1: [{ from: '08:00', to: '17:00' }] } },
      skills: { GAS: 3 },
      exceptions: [{ date, hours: [{ from: '10:00', to: '24:00' }] }],
      absences: [{ reason: 'reaches in' }],
    });
    expect(await loadTechnicianCalendars(db.read, town.businessUnitId, range, [])).toEqual([]);
  });

  test('interventions are listed by promise, person, technician, plan and words', async () => {
    const town = await makeTown(db);
    const made = await db.write(async (tx) => {
      const parts = [await makePart(tx, town), await makePart(tx, town), await makePart(tx, town)];
      await insertRows(tx, 'assignment', [
        stop(town, parts[1]?.partId ?? '', morning, morning + 3600),
        // A crew: the second technician's stop must not list the intervention twice.
        stop(town, parts[1]?.partId ?? '', morning + 7200, morning + 7300),
      ]);
      return parts.map(({ interventionId }) => interventionId);
    });
    const [, planned] = made;
    const list = async (filter: InterventionFilter) =>
      (await listInterventions(db.read, town.businessUnitId, { filter, order: 'promise', page })).rows.map(
        ({ intervention }) => intervention.id,
      );
    expect([...(await list({}))].sort()).toEqual([...made].sort());
    expect(await list({ planned: true })).toEqual([planned]);
    expect(await list({ planned: false })).toHaveLength(2);
    expect(await list({ technicianIds: [town.technicianId] })).toEqual([planned]);
    expect(await list({ customerIds: [] })).toEqual([]);
    expect(await list({ customerIds: [town.customerId] })).toHaveLength(3);
    expect(await list({ status: ['canceled'] })).toEqual([]);
    expect(await list({ search: 'öZTÜRK' })).toHaveLength(3);
    expect(await list({ ids: [planned ?? ''] })).toEqual([planned]);
    const summary = await listInterventions(db.read, town.businessUnitId, {
      filter: { planned: true },
      order: 'newest',
      page,
    });
    expect(summary).toMatchObject({
      total: 1,
      rows: [
        {
          activityTypeName: { en: 'Yearly service' },
          customer: { name: 'Zoë Öztürk' },
          address: { city: 'Vaduz' },
          technicianName: 'Ada Example',
          assignment: { startsAt: morning },
        },
      ],
    });
  });

  test('travel times are kept by pair, newest wins, and found by table or by pair', async () => {
    const row = (fromKey: string, toKey: string, seconds: number) => ({
      profile: `car ${engine}`,
      fromKey,
      toKey,
      seconds,
      metres: seconds * 10,
      fetchedAt: morning,
    });
    const keys = Array.from({ length: 80 }, (_, n) => `${9 + n / 1000},47`);
    const rows = keys.flatMap((from, f) => keys.map((to, t) => row(from, to, f * 100 + t)));
    await db.write((tx) => storeTravelTimes(tx, rows));
    await db.write((tx) => storeTravelTimes(tx, [row('9,47', '9.001,47', 77)]));
    const table = await findTravelTable(db.read, `car ${engine}`, ['9,47'], ['9.001,47', '9.002,47', 'none']);
    expect(table.map(({ seconds }) => seconds).sort()).toEqual([2, 77]);
    const journeys = rows.map(({ fromKey, toKey }) => ({ fromKey, toKey }));
    expect(await findTravelTimes(db.read, `car ${engine}`, journeys)).toHaveLength(6400);
    expect(
      await findTravelTimes(db.read, `car ${engine}`, [
        { fromKey: '9.002,47', toKey: '9.001,47' },
        { fromKey: 'none', toKey: 'none' },
      ]),
    ).toEqual([row('9.002,47', '9.001,47', 201)]);
    expect(await findTravelTimes(db.read, 'bicycle', journeys.slice(0, 3))).toEqual([]);
  });
});
