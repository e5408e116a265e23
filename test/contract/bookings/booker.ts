import { once } from 'node:events';
import { ItineraError } from '@itinera/core';
import { straightRoads } from '../../fixtures/booking-office.ts';
import { openTestCore } from '../../fixtures/small-company.ts';
import { seededRandom } from '../../helpers/random.ts';
import { coreDesk, remoteDesk, unlock, type Crowd, type Desk } from './desk.ts';

/*
 * One of several processes that want the same technician-days: holds and confirms windows of a few hot hours, now and
 * then moves or cancels what it has. Says that it is ready, waits to be let go (so that all begin together), and says
 * what was acknowledged to it.
 */

/** What a booker is told to do. */
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
  const random = seededRandom(seed * 1000 + n);
  const told: Acknowledged = { booked: {}, canceled: [], moved: 0, alternatives: 0, refused: {} };
  const customer = n % 2 === 0 ? crowd.company.customers.mario : crowd.company.customers.lisa;
  const request = { activityTypeId: crowd.company.types.service, addressId: customer.addressIds[0]! };
  const key = () => `booker-${seed}-${n}-${random.int(0, 1e9)}`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const own = Object.keys(told.booked);
    const mine: string | undefined = random.pick(own);
    const choice = inOrder ? 100 : random.int(1, 100);
    try {
      if (mine !== undefined && choice <= 15) {
        await desk.cancel({ interventionId: mine, reason: 'other', idempotencyKey: key() });
        delete told.booked[mine];
        told.canceled.push(mine);
        continue;
      }
      const start = inOrder ? starts[attempt]! : random.pick(starts);
      const held = await desk.hold({
        ...request,
        ...(mine !== undefined && choice <= 35 && { interventionId: mine }),
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

/**
 * Takes one task after the other: gets ready, says so, waits for the others, books, and says what it was told. The
 * process stays, because loading a core costs more than most races.
 */
async function takeTask(task: Task): Promise<Acknowledged> {
  const { at, crowd, n } = task;
  const t =
    'url' in at ? await openTestCore({ engine: 'postgres', url: at.url }, { travel: straightRoads }) : null;
  if (t !== null && 'url' in at && at.unlocked) unlock(t.core);
  const desk = 'server' in at ? remoteDesk(at.server, n) : coreDesk(t!.core, crowd, n);
  const gone = once(process, 'message');
  say('ready');
  await gone;
  const told = await work(task, desk);
  await t?.close();
  return told;
}

function say(message: 'ready' | Acknowledged): void {
  process.send?.(message);
}

for (;;) {
  const [task] = (await once(process, 'message')) as [Task];
  say(await takeTask(task));
}
