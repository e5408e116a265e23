import {
  DbError,
  lockAccess,
  lockCustomer,
  lockIntervention,
  type Queries,
  type TechnicianDay,
} from '@itinera/db';
import { TravelError, type TravelTimes } from '@itinera/planner';
import { keyOf } from '../availability/load-problem.ts';
import type { Context } from '../context.ts';
import { once, storedOutcome, type KeyedCall } from '../idempotency/once.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { gatherTravel } from './gathered-travel.ts';

/** Restarts after the first try, whether a leg was missing or the day was taken. */
const restarts = 3;

/** Through what a step looks: the store and the roads outside the transaction, then both inside it. */
export interface View {
  q: Queries;
  travel: TravelTimes;
  now: EpochSeconds;
  /** 0 at first; one more each time that somebody else was quicker. */
  round: number;
  /** Inside: the days that are locked (`keyOf`), the only ones that may change. */
  locked: ReadonlySet<string> | null;
}

/** What a command is about to do, decided but not yet done. */
export interface Step<R> {
  /**
   * Locked first, in this order: the access whose holds are counted, the customer whose uses are, the intervention, then the
   * days.
   */
  accessId?: string | undefined;
  customerId?: string | undefined;
  interventionId?: string | undefined;
  /** Every day the command changes or may yet choose. */
  days: TechnicianDay[];
  commit(tx: Queries): Promise<R>;
}

/**
 * The one way in which technicians' days change. `prepare` is run twice: outside a transaction, so that every travel
 * time it needs is fetched, then inside, with the days locked and everything loaded again, where it may use only what
 * was fetched. When the day has a place by then that nobody asked about, or the room is gone, all is rolled back and
 * begun again, at most three times.
 *
 * Once for each idempotency key: a replay gets the first outcome. Only what was committed is an outcome: errors and
 * "no room" (null) leave the key free, so that the same request may succeed later.
 */
export async function changeDays<R>(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  call: KeyedCall,
  prepare: (view: View) => Promise<Step<R> | null>,
): Promise<R | null> {
  const replay = await storedOutcome<R>(ctx, call);
  if (replay) return replay.outcome;
  const travel = gatherTravel(ctx.travel);
  for (let round = 0; round <= restarts; round++) {
    const outside: View = {
      q: ctx.db.read,
      travel: travel.asking,
      now: ctx.clock.now(),
      round,
      locked: null,
    };
    const planned = await orStored(ctx, call, () => prepare(outside));
    if (planned.stored) return planned.stored.outcome;
    if (planned.step === null) return null;
    const { accessId, customerId, interventionId, days } = planned.step;
    try {
      return await ctx.db.write((tx) =>
        once(ctx, tx, call, async () => {
          if (accessId !== undefined) await lockAccess(tx, scope.businessUnitId, accessId);
          if (customerId !== undefined) await lockCustomer(tx, scope.businessUnitId, customerId);
          if (interventionId !== undefined) await lockIntervention(tx, scope.businessUnitId, interventionId);
          await ctx.db.lockTechnicianDays(tx, days);
          const locked = new Set(days.map(keyOf));
          const inside = { ...outside, q: tx, travel: travel.known(), now: ctx.clock.now(), locked };
          const step = await prepare(inside);
          if (step === null || !step.days.every((day) => locked.has(keyOf(day)))) throw new Overtaken();
          return step.commit(tx);
        }),
      );
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      ctx.logger.debug({ round, cause: error.name }, 'a day changed while it was being booked');
    }
  }
  return null;
}

/** The day is no longer as it was when the step was planned. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

function isOvertaken(error: unknown): error is Error {
  return (
    error instanceof Overtaken ||
    (error instanceof TravelError && error.code === 'unknown-place') ||
    (error instanceof DbError && error.code === 'overlap')
  );
}

/** A parallel twin may have done it while we looked: then its outcome is the answer, not what is left to see now. */
async function orStored<R>(
  ctx: Context,
  call: KeyedCall,
  prepare: () => Promise<Step<R> | null>,
): Promise<{ step: Step<R> | null; stored: { outcome: R } | null }> {
  let step: Step<R> | null = null;
  try {
    step = await prepare();
    if (step !== null) return { step, stored: null };
  } catch (error) {
    const stored = await storedOutcome<R>(ctx, call);
    if (!stored) throw error;
    return { step, stored };
  }
  return { step, stored: await storedOutcome<R>(ctx, call) };
}
