import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ItineraError, type Core } from '@itinera/core';
import { contextOf, setUp } from '@itinera/core/set-up';
import { listInterventions, type DatabaseTarget, type Engine } from '@itinera/db';
import { dropBelt } from '@itinera/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditDays, type Audit } from '../../fixtures/audit-days.ts';
import { at, straightRoads } from '../../fixtures/booking-office.ts';
import { makeSmallCompany, openTestCore, type TestCore } from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';
import type { Acknowledged, Task } from './booker.ts';
import { coreDesk, unlock, type Crowd, type Desk } from './desk.ts';

/*
 * R1 and R2: eight processes that want the same technician-days. On PostgreSQL each has a core of its own; on SQLite,
 * where one process has the store, they ask it over HTTP.
 */

const processes = 8;
const attempts = process.env['ITINERA_FULL'] ? 300 : 10;
const seed = Number(process.env['RACES_SEED'] ?? 0) || Math.floor(Math.random() * 1e6);
const hotStarts = [13, 14].flatMap((day) =>
  ['08:30', '09:00', '09:30', '13:00', '14:00'].map((clock) => at(day, clock)),
);
/** For the control: one window on each of eight days. */
const oneADay = [12, 13, 14, 15, 18, 19, 20, 21].map((day) => at(day, '09:00'));

/** The eight, for all races of this file. */
let bookers: ChildProcess[] = [];
beforeAll(() => {
  const program = fileURLToPath(new URL('booker.ts', import.meta.url));
  bookers = Array.from({ length: processes }, () => fork(program, { execArgv: [] }));
});
afterAll(() => bookers.forEach((booker) => booker.kill()));

interface Outcome {
  told: Acknowledged[];
  audit: Audit;
  /** Intervention -> promised start, in the store. */
  planned: Map<string, number | null>;
  canceled: number;
}

async function race(
  engine: Engine,
  { unlocked, inOrder }: { unlocked: boolean; inOrder: boolean },
): Promise<Outcome> {
  const { target, store, drop } = await makeMigratedTarget(engine);
  const t = await openTestCore(store, { travel: straightRoads });
  try {
    const crowd = await gather(t);
    if (unlocked) await dropBelt(target);
    const told = await (engine === 'postgres'
      ? run(crowd, inOrder, { url: urlOf(target), unlocked })
      : served(t.core, crowd, unlocked, (server) => run(crowd, inOrder, { server })));
    return { told, ...(await lookInto(t, crowd)) };
  } finally {
    await t.close();
    await drop();
  }
}

/** Eight people of two customers, each with an access of their own. */
async function gather(t: TestCore): Promise<Crowd> {
  const company = await makeSmallCompany(t.core);
  const { mario, lisa } = company.customers;
  const accessIds: string[] = [];
  for (let n = 0; n < processes; n++) {
    const { accessId } = await setUp(t.core).sharedAccess({
      businessUnitId: company.businessUnitId,
      customerIds: [(n % 2 === 0 ? mario : lisa).customerId],
      name: `Person ${n}`,
      email: `person-${n}@example.com`,
      language: 'en',
    });
    accessIds.push(accessId);
  }
  return { company, accessIds };
}

async function run(crowd: Crowd, inOrder: boolean, where: Task['at']): Promise<Acknowledged[]> {
  const sendTask = (booker: ChildProcess, n: number) => {
    const task: Task = inOrder
      ? { n, seed, attempts: oneADay.length, inOrder, starts: oneADay, crowd, at: where }
      : { n, seed, attempts, inOrder, starts: hotStarts, crowd, at: where };
    booker.send(task);
    return answerOf(booker);
  };
  await Promise.all(bookers.map(sendTask));
  const told = bookers.map((booker) => {
    booker.send('go');
    return answerOf(booker);
  });
  return (await Promise.all(told)) as Acknowledged[];
}

/** The next thing a booker says; a booker that dies instead fails the race. */
function answerOf(booker: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`a booker ended with ${code}`));
    booker.once('exit', died);
    booker.once('message', (message) => {
      booker.off('exit', died);
      resolve(message);
    });
  });
}

/** The core behind `POST /` on the loopback, while `work` lasts. */
async function served<T>(
  core: Core,
  crowd: Crowd,
  unlocked: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (unlocked) unlock(core);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { n, command, input } = JSON.parse(Buffer.concat(chunks).toString()) as {
        n: number;
        command: keyof Desk;
        input: never;
      };
      coreDesk(core, crowd, n)
        [command](input)
        .then((done) => response.end(JSON.stringify({ done })))
        .catch((error: unknown) => {
          const { code, reason = null } =
            error instanceof ItineraError ? error : { code: 'unavailable', reason: String(error) };
          response.end(JSON.stringify({ refused: { code, reason } }));
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function lookInto(t: TestCore, { company }: Crowd): Promise<Omit<Outcome, 'told'>> {
  const q = contextOf(t.core).db.read;
  const { companyId, businessUnitId } = company;
  const audit = await auditDays(q, {
    companyId,
    businessUnitIds: [businessUnitId],
    fromDate: '2027-01-11',
    toDate: '2027-01-31',
    now: t.clock.now(),
    travel: straightRoads,
  });
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: {},
    order: 'newest',
    page: { limit: 100_000, offset: 0 },
  });
  const open = rows.filter(({ intervention }) => intervention.status === 'pending');
  return {
    audit,
    planned: new Map(
      open.map(({ intervention, assignment, part }) => [
        intervention.id,
        assignment && part ? part.promiseStart : null,
      ]),
    ),
    canceled: rows.length - open.length,
  };
}

function urlOf(target: DatabaseTarget): string {
  if ('file' in target) throw new Error('a SQLite file has no URL');
  return target.url;
}

describe.each(engines)('eight processes want the same technician-days on %s (R1, R2)', (engine) => {
  test(`no overlap, no broken promise, and what was acknowledged is what there is: seed ${seed}`, async () => {
    const { told, audit, planned, canceled } = await race(engine, { unlocked: false, inOrder: false });
    const { stops, ...wrong } = audit;
    expect(wrong).toEqual({ overlaps: 0, broken: [], mistimed: [] });
    const acknowledged = Object.fromEntries(told.flatMap(({ booked }) => Object.entries(booked)));
    expect(Object.fromEntries(planned)).toEqual(acknowledged);
    expect(canceled).toBe(told.reduce((sum, one) => sum + one.canceled.length, 0));
    // They did get into each other's way, and each did get something.
    const sum = (count: (one: Acknowledged) => number) => told.reduce((total, one) => total + count(one), 0);
    const moved = sum(({ moved }) => moved);
    const alternatives = sum(({ alternatives }) => alternatives);
    console.log(
      `${engine}: seed ${seed}, ${stops} stops, ${canceled} canceled, ${moved} moved, ${alternatives} alternatives`,
    );
    expect(stops).toBeGreaterThan(8);
    expect(canceled).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(0);
    expect(alternatives).toBeGreaterThan(0);
    for (const { refused } of told)
      expect(Object.keys(refused).filter((why) => why !== 'not-allowed limit-reached')).toEqual([]);
  }, 600_000);

  test('all at once in each of eight windows: no overlap, no broken promise; the control without locks and belt has some', async () => {
    const locked = await race(engine, { unlocked: false, inOrder: true });
    expect(locked.audit).toMatchObject({ overlaps: 0, broken: [], mistimed: [] });
    expect(locked.planned.size).toBeGreaterThan(oneADay.length);
    const { audit } = await race(engine, { unlocked: true, inOrder: true });
    console.log(`${engine} control: ${audit.overlaps} overlaps, ${audit.broken.length} broken promises`);
    expect(audit.overlaps).toBeGreaterThan(0);
    expect(audit.broken.length).toBeGreaterThan(0);
  }, 600_000);
});
