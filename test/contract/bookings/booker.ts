import { once } from 'node:events';
import { ItineraError } from '@itinera/core';
import { straightRoads } from '../../fixtures/booking-office.ts';
import { openTestCore } from '../../fixtures/small-company.ts';
import { coreDesk, remoteDesk, unlock, type Crowd, type Desk } from './desk.ts';

/*
 * One of several processes that want the same technician-days: holds and confirms windows of a few hot hours, now and
 * then moves or cancels what it has. Says that it is ready, waits for a line (so that all begin together), prints what
 * was acknowledged to it, as JSON, and ends.
 */

/** What a booker is told, as JSON in its first argument. */
export interface Task {
  /** Its own number, of its person and its random numbers. */
  n: number;
  seed: number;
  attempts: number;
  /**
   * Takes the windows in their order, once each, and neither moves nor cancels: all bookers meet in each window, and
   * no later change of the day puts right what went wrong.
   */
  inOrder: boolean;
  /** Starts of the windows everybody wants. */
  starts: number[];
  crowd: Crowd;
  /** A PostgreSQL database of which it opens its own core, or the address of a server that has the only one. */
  at: { url: string; unlocked: boolean } | { server: string };
}

/** What it was told is done. */
export interface Acknowledged {
  /** Intervention -> promised start, as last acknowledged; canceled ones are not in it. */
  booked: Record<string, number>;
  canceled: string[];
  moved: number;
  alternatives: number;
  refused: Record<string, number>;
}

async function work({ n, seed, attempts, inOrder, starts, crowd }: Task, desk: Desk): Promise<Acknowledged> {
  const next = random(seed * 1000 + n);
  const told: Acknowledged = { booked: {}, canceled: [], moved: 0, alternatives: 0, refused: {} };
  const customer = n % 2 === 0 ? crowd.company.customers.mario : crowd.company.customers.lisa;
  const request = { activityTypeId: crowd.company.types.service, addressId: customer.addressIds[0]! };
  const key = () => `booker-${seed}-${n}-${Math.floor(next() * 1e15)}`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const own = Object.keys(told.booked);
    const mine = own[Math.floor(next() * own.length)];
    const choice = inOrder ? 1 : next();
    try {
      if (mine !== undefined && choice < 0.15) {
        await desk.cancel({ interventionId: mine, reason: 'other', idempotencyKey: key() });
        delete told.booked[mine];
        told.canceled.push(mine);
        continue;
      }
      const start = starts[inOrder ? attempt : Math.floor(next() * starts.length)]!;
      const held = await desk.hold({
        ...request,
        ...(mine !== undefined && choice < 0.35 && { interventionId: mine }),
        start,
        end: start + 7200,
        idempotencyKey: key(),
      });
      const result =
        held.kind === 'held' ? await desk.confirm({ holdId: held.hold.id, idempotencyKey: key() }) : held;
      if (result.kind === 'alternatives') told.alternatives++;
      else {
        told.booked[result.interventionId] = result.promise.start;
        if (result.rescheduled) told.moved++;
      }
    } catch (error) {
      if (!(error instanceof ItineraError)) throw error;
      const why = `${error.code} ${error.reason ?? ''}`.trim();
      told.refused[why] = (told.refused[why] ?? 0) + 1;
    }
  }
  return told;
}

/** Mulberry32: small, seeded, good enough to choose windows with. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function workWithAll(task: Task, desk: Desk): Promise<void> {
  console.log('ready');
  await once(process.stdin, 'data');
  console.log(JSON.stringify(await work(task, desk)));
  process.stdin.destroy();
}

const task = JSON.parse(process.argv[2] ?? '') as Task;
if ('server' in task.at) {
  await workWithAll(task, remoteDesk(task.at.server, task.n));
} else {
  const t = await openTestCore({ engine: 'postgres', url: task.at.url }, { travel: straightRoads });
  if (task.at.unlocked) unlock(t.core);
  await workWithAll(task, coreDesk(t.core, task.crowd, task.n));
  await t.close();
}
