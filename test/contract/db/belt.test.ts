import {
  deleteHold,
  findOverlaps,
  insertRows,
  loadAssignments,
  retimeAssignments,
  type Database,
  type DatabaseTarget,
  type DbErrorCode,
  type NewAssignment,
} from '@itinera/db';
import { dropBelt, withoutLocks } from '@itinera/db/testing';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore, sql } from './stores.ts';
import { date, makePart, makeTown, morning, newId, stop, type Town } from './town.ts';

const hour = 3600;

describe.each(engines)('the belt over technicians’ time on %s', (engine) => {
  let db: Database;
  let target: DatabaseTarget;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, target, drop } = await makeStore(engine)));
  afterAll(() => drop());

  const at = (town: Town, from: number, to: number, changes: Partial<NewAssignment> = {}) =>
    db.write(async (tx) => {
      const { partId } = await makePart(tx, town);
      const row = stop(town, partId, morning + from * hour, morning + to * hour, changes);
      await insertRows(tx, 'assignment', [row]);
      return row.id ?? '';
    });
  const times = async (town: Town) =>
    (
      await loadAssignments(
        db.read,
        town.companyId,
        { technicianIds: [town.technicianId], fromDate: date, toDate: date },
        morning,
      )
    ).map(({ startsAt, endsAt }) => [(startsAt - morning) / hour, (endsAt - morning) / hour]);

  test('refuses whatever overlaps, and lets what only touches pass', async () => {
    const town = await makeTown(db);
    await at(town, 4, 6);
    for (const [from, to] of [
      [4, 6],
      [3, 5],
      [5, 7],
      [4.5, 5],
      [3, 7],
    ] as const) {
      await expect(at(town, from, to)).rejects.toMatchObject({ name: 'DbError', code: 'overlap' });
    }
    await at(town, 3, 4);
    await at(town, 6, 7);
    expect(await times(town)).toHaveLength(3);
  });

  test('looks past the row before: a long one that began earlier still refuses', async () => {
    const town = await makeTown(db);
    await at(town, 0, 10);
    await at(town, 2, 3, { deliberateOverlap: true });
    await expect(at(town, 5, 6)).rejects.toMatchObject({ code: 'overlap' });
  });

  test('another technician’s time is another matter', async () => {
    const [one, two] = [await makeTown(db), await makeTown(db)];
    await at(one, 0, 1);
    await at(two, 0, 1);
    expect(await times(two)).toEqual([[0, 1]]);
  });

  test('a deliberate overlap passes; taking the mark away is refused while it overlaps', async () => {
    const town = await makeTown(db);
    await at(town, 0, 2);
    const id = await at(town, 1, 3, { deliberateOverlap: true });
    const unmark = sql(target, `UPDATE assignment SET deliberate_overlap = false WHERE id = '${id}'`);
    await expect(unmark).rejects.toMatchObject({
      code: engine === 'sqlite' ? 'SQLITE_CONSTRAINT_TRIGGER' : '23P01',
    });
    expect(await findOverlaps(db.read)).toEqual([]);
  });

  test('refuses an update of the times into another row', async () => {
    const town = await makeTown(db);
    await at(town, 0, 1);
    const id = await at(town, 2, 3);
    const day = { technicianId: town.technicianId, date };
    const move = (from: number, to: number) =>
      db.write((tx) =>
        retimeAssignments(tx, day, [
          { id, position: 1, startsAt: morning + from * hour, endsAt: morning + to * hour },
        ]),
      );
    await expect(move(0.5, 1.5)).rejects.toMatchObject({ code: 'overlap' });
    await move(1, 2);
    expect(await times(town)).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('re-timing moves a whole day later, earlier, and makes two stops change places', async () => {
    const town = await makeTown(db);
    const ids = [await at(town, 0, 1), await at(town, 1, 2), await at(town, 2, 3)];
    const day = { technicianId: town.technicianId, date };
    const retime = (starts: number[]) =>
      db.write((tx) =>
        retimeAssignments(
          tx,
          day,
          starts.map((start, index) => ({
            id: ids[index] ?? '',
            position: start,
            startsAt: morning + start * hour,
            endsAt: morning + (start + 1) * hour,
          })),
        ),
      );
    await retime([1, 2, 3]);
    await retime([0, 1, 2]);
    await retime([2, 1, 0]);
    const rows = await loadAssignments(
      db.read,
      town.companyId,
      { technicianIds: [town.technicianId], fromDate: date, toDate: date },
      morning,
    );
    expect(rows.map(({ id }) => id)).toEqual([...ids].reverse());
    expect(rows.every(({ deliberateOverlap }) => !deliberateOverlap)).toBe(true);
    await expect(retime([0, 0, 1])).rejects.toMatchObject({ code: 'overlap' });
  });

  test('a hold keeps time like a visit, expired or not, and gives way to one in its place', async () => {
    const town = await makeTown(db);
    const holdId = newId();
    await db.write(async (tx) => {
      await insertRows(tx, 'hold', [
        {
          id: holdId,
          businessUnitId: town.businessUnitId,
          accessId: town.accessId,
          activityTypeId: town.activityTypeId,
          customerId: town.customerId,
          addressId: town.addressId,
          promiseStart: morning,
          promiseEnd: morning + hour,
          expiresAt: morning + 600,
          createdAt: morning,
          offer: { relevance: 90 },
        },
      ]);
      const kept = stop(town, '', morning, morning + hour, {
        partId: null,
        holdId,
        expiresAt: morning + 600,
      });
      await insertRows(tx, 'assignment', [kept]);
    });
    await expect(at(town, 0.5, 2)).rejects.toMatchObject({ code: 'overlap' });
    await db.write(async (tx) => {
      const { partId } = await makePart(tx, town);
      expect(await deleteHold(tx, town.businessUnitId, holdId)).toBe(true);
      await insertRows(tx, 'assignment', [stop(town, partId, morning, morning + hour)]);
    });
    expect(await times(town)).toEqual([[0, 1]]);
  });
});

describe.each(engines)('R1: eight takers of the same times on %s', (engine) => {
  const takers = 8;
  const times = 12;

  /**
   * Everybody looks for a free time, waits, and takes it: check-then-insert, as a booking does. Whoever loses is told
   * one of `refusals`.
   */
  async function race(db: Database, town: Town, refusals: DbErrorCode[]): Promise<{ acknowledged: number }> {
    const parts = await db.write(async (tx) => {
      const made: string[] = [];
      for (let n = 0; n < takers * times; n++) made.push((await makePart(tx, town)).partId);
      return made;
    });
    const day = { technicianId: town.technicianId, date };
    let acknowledged = 0;
    const taker = async (own: string[]): Promise<void> => {
      for (const [slot, partId] of own.entries()) {
        const row = stop(town, partId, morning + slot * hour, morning + (slot + 1) * hour);
        await db
          .write(async (tx) => {
            await db.lockTechnicianDays(tx, [day]);
            const taken = await loadAssignments(
              tx,
              town.companyId,
              { technicianIds: [town.technicianId], fromDate: date, toDate: date },
              morning,
            );
            if (taken.some((other) => other.startsAt < row.endsAt && row.startsAt < other.endsAt)) return 0;
            if (engine === 'postgres') await setTimeout(5);
            else await setTimeout(0);
            await insertRows(tx, 'assignment', [row]);
            return 1;
          })
          .then(
            (won) => (acknowledged += won),
            (error: { code?: DbErrorCode }) => expect(refusals).toContain(error.code),
          );
      }
    };
    await Promise.all(
      Array.from({ length: takers }, (_, n) => taker(parts.slice(n * times, (n + 1) * times))),
    );
    return { acknowledged };
  }

  async function run(
    arrange: (db: Database, target: DatabaseTarget) => Promise<Database>,
    refusals: DbErrorCode[] = ['overlap'],
  ) {
    const { db, target, drop } = await makeStore(engine);
    const arranged = await arrange(db, target);
    const town = await makeTown(db);
    const { acknowledged } = await race(arranged, town, refusals);
    const overlaps = await findOverlaps(db.read);
    const range = { technicianIds: [town.technicianId], fromDate: date, toDate: date };
    const rows = await loadAssignments(db.read, town.companyId, range, morning);
    await drop();
    return { acknowledged, overlaps: overlaps.length, rows: rows.length };
  }

  test('with lock and belt: none overlap, every time is taken once', async () => {
    expect(await run(async (db) => db)).toEqual({ acknowledged: times, overlaps: 0, rows: times });
  });

  test('with the lock alone: none overlap', async () => {
    const result = await run(async (db, target) => {
      await dropBelt(target);
      return db;
    });
    expect(result).toEqual({ acknowledged: times, overlaps: 0, rows: times });
  });

  // Without the lock two who inserted before either looked wait for each other: PostgreSQL ends that by refusing one
  // of them, and who is unlucky each time it is tried again is told that instead.
  test('with the belt alone: none overlap', async () => {
    const result = await run(async (db) => withoutLocks(db), ['overlap', 'serialization']);
    expect(result).toMatchObject({ overlaps: 0, rows: times });
  });

  test('without lock and belt they do overlap (control)', async () => {
    const result = await run(async (db, target) => {
      await dropBelt(target);
      return withoutLocks(db);
    });
    expect(result.overlaps).toBeGreaterThan(0);
    expect(result.rows).toBeGreaterThan(times);
  });
});
