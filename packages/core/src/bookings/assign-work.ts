import {
  claimWork,
  listDueWork,
  listWorkToAwait,
  noteTry,
  updateIntervention,
  type OpenWork,
  type Queries,
  type WaitingWork,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { searchSlots } from '../availability/search.ts';
import { takenOut } from '../availability/taken-out.ts';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { Seconds } from '../shared/units.ts';
import { systemScope } from '../system-scope.ts';
import { loadToPlan, placeWork, writeAndTell, writePlan, type PlanToWrite } from './plan.ts';
import { makesRoom, nextPause } from './assign-pauses.ts';

/** How much work one go begins to await, and how much it tries to plan. */
const awaitedAtOnce = 100;
const triedAtOnce = 10;
/** Longer than one try takes: when it is over, the worker that tried is taken for dead. */
const busyFor: Seconds = 120;

/**
 * Plans what waits to be planned automatically (CAD-AT-11), and lets open work of such types wait that nobody planned: for
 * places that are known by now, types that were switched over, files. Each is planned to the best of all that staff's
 * assistant offers now, looked at again in the transaction; where nothing fits, it is tried again when the plan changes,
 * or after a pause that grows. A job of the worker; any number may call it together.
 */
export async function assignWork(ctx: Context): Promise<void> {
  for (const work of await listWorkToAwait(ctx.db.read, awaitedAtOnce)) await beginToWait(ctx, work);
  const now = ctx.clock.now();
  const due = await listDueWork(ctx.db.read, { now, reasons: makesRoom, limit: triedAtOnce });
  for (const work of due)
    if (await ctx.db.write((tx) => claimWork(tx, work, now + busyFor))) await tryOne(ctx, work);
}

async function beginToWait(ctx: Context, work: OpenWork): Promise<void> {
  const { businessUnitId, interventionId, revision } = work;
  await ctx.db.write(async (tx) => {
    const changes = { status: 'autoassign_pending' as const, assignAt: null };
    // Somebody else changed it, or let it wait: nothing is left to do.
    if (!(await updateIntervention(tx, businessUnitId, interventionId, revision, changes))) return;
    await tell(ctx, tx, systemScope(work), interventionId, 'intervention.waiting');
  });
}

/** What nobody expected of one keeps no other from being planned. */
async function tryOne(ctx: Context, work: WaitingWork): Promise<void> {
  let reason: string | null;
  try {
    reason = await planOne(ctx, systemScope(work), work);
  } catch (error) {
    if (error instanceof ItineraError && (error.code === 'stale' || error.code === 'not-found')) return;
    if (!(error instanceof ItineraError && error.code === 'not-allowed'))
      ctx.logger.error({ err: error, intervention: work.interventionId }, 'automatic planning failed');
    reason = (error instanceof ItineraError && error.reason) || 'failed';
  }
  if (reason === null) return;
  const nextAt = ctx.clock.now() + nextPause(work.attempts);
  const noted = { reason, nextAt };
  await ctx.db.write((tx) => noteTry(tx, work, noted));
}

/** null: it is planned; else the first thing in the way of most windows, or `overtaken`. */
async function planOne(ctx: Context, scope: SystemScope, work: WaitingWork): Promise<string | null> {
  const { interventionId, revision } = work;
  const { visit, wish } = await loadToPlan(ctx.db.read, scope, interventionId, revision);
  const found = await searchSlots(ctx.db.read, ctx.travel, wish, ctx.clock.now(), {
    result: 'windows',
    out: takenOut(visit, []),
  });
  const [best] = found.offers;
  if (!best) return mostOften(found.rejected) ?? 'no-time';
  const window = { start: best.window.start, end: best.window.end };
  const request = ['assign', interventionId, window.start, window.end, revision];
  const key = `assign:${interventionId}:${revision}:${work.attempts}`;
  const wanted = { call: { actor: actorOf(scope), key, request }, interventionId, revision, window };
  const planned = await placeWork(ctx, scope, wanted, async (tx, plan) => {
    await store(ctx, tx, scope, plan);
    return true;
  });
  return planned ? null : 'overtaken';
}

async function store(ctx: Context, tx: Queries, scope: SystemScope, plan: PlanToWrite): Promise<void> {
  if (promises(plan.wish)) await writeAndTell(ctx, tx, scope, plan, { byItself: true });
  else {
    await writePlan(tx, plan, { confirmedAt: null, promised: false });
    await tell(ctx, tx, scope, plan.visit.intervention.id, 'intervention.scheduled');
  }
}

/** Nobody promised the customer anything unless the type says so. */
function promises({ type }: Wish): boolean {
  return type.assignment === 'automatic-promised';
}

function mostOften(rejected: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(rejected).sort(([, a], [, b]) => b - a)[0]?.[0];
}

function tell(ctx: Context, tx: Queries, scope: SystemScope, subjectId: string, kind: string): Promise<void> {
  return appendEvent(ctx, tx, scope, { kind, subjectType: 'intervention', subjectId });
}
