import { findTechnician, type Part, type Queries } from '@itinera/db';
import type { Interval } from '@itinera/planner';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Wish } from '../availability/wish.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import { promiseOf, windowOf } from '../interventions/promise.ts';
import { queueBookingMessage } from './queue-booking-message.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { EpochSeconds, PromisedWindow } from '../shared/units.ts';
import { agreedWish } from './agreed-time.ts';
import { changeDays } from './change-days.ts';
import { daysToLock, findPlacement, type Placement } from './placement.ts';
import { loadToPlan, writePlan } from './plan.ts';

/** Staff give a planned visit to somebody else, who comes in the same window. */
export interface ReassignInput {
  interventionId: string;
  technicianId: string;
  /** The intervention's as staff saw it. */
  revision: number;
  idempotencyKey: string;
}

export interface Reassigned {
  interventionId: string;
  technicianId: string;
  promise: PromisedWindow;
}

/** A planned visit as somebody else may keep it. */
export interface PromiseToKeep {
  wish: Wish;
  /** As it is stored. */
  promise: PromisedWindow;
  /** What is left of it. */
  window: Interval;
}

/**
 * What is left of the window of a visit, to be kept exactly, by the rules that bind whoever plans: working time, ways,
 * others' promises, skills, the customer's opening hours and wishes. null: not planned, or its window is past.
 */
export function promiseToKeep(wish: Wish, part: Part, now: EpochSeconds): PromiseToKeep | null {
  const promise = windowOf(part);
  if (!promise) return null;
  const start = Math.max(promise.start, Math.ceil(now / 60) * 60);
  if (start > promise.end) return null;
  const window = { start, end: promise.end };
  return { wish: agreedWish(wish, window, wish.type.duration), promise, window };
}

/**
 * Gives a planned visit to another technician in the window that it has; what the customer was promised and confirmed
 * stays. The day is judged again inside the write, as for every plan. null: there is no room for it (any more).
 * Customers are told where they are shown who comes.
 * @throws ItineraError `stale` when `revision` is not the current one (`details.current` and `details.given`),
 *   `not-found`, `not-allowed` (`role`, `status`, `not-located` ...), `key-reused`.
 */
export async function reassign(
  ctx: Context,
  scope: BusinessUnitScope,
  { interventionId, technicianId, revision, idempotencyKey }: ReassignInput,
): Promise<Reassigned | null> {
  requireIds({ interventionId, technicianId });
  const request = ['reassign', interventionId, technicianId, revision];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  return changeDays<Reassigned>(ctx, scope, call, async (view) => {
    const { visit, wish } = await loadToPlan(view.q, scope, interventionId, revision);
    const kept = promiseToKeep(wish, visit.part, view.now);
    if (!kept) return null;
    const stopId = ctx.ids.newId();
    const placement = await findPlacement(ctx, view, {
      wish: kept.wish,
      window: kept.window,
      stopId,
      only: { technicianId },
      leaving: visit.stops,
      moving: [],
      holdIds: [],
    });
    if (!placement) return null;
    return {
      interventionId,
      days: daysToLock(view, placement),
      commit: (tx) => write(ctx, tx, scope, { visit, kept, placement, stopId, now: view.now }),
    };
  });
}

interface ToWrite {
  visit: PlannedVisit;
  kept: PromiseToKeep;
  placement: Placement;
  stopId: string;
  now: EpochSeconds;
}

async function write(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { visit, kept: { wish, promise }, placement, stopId, now }: ToWrite,
): Promise<Reassigned> {
  const { intervention, part, stops } = visit;
  const { technicianId } = placement.day;
  const technician = await findTechnician(tx, scope.companyId, technicianId);
  if (!technician) throw notFound('technicianId');
  const { revision } = await writePlan(
    tx,
    { visit, wish, placement, window: promise, stopId, now },
    // What waits for staff goes on waiting; what is only planned stays so.
    { awaitingSince: intervention.awaitingSince, promised: part.promised },
  );
  if (promiseOf(part))
    await queueBookingMessage(ctx, tx, scope, {
      kind: 'booking-technician',
      interventionId: intervention.id,
      revision,
      technician: { id: technician.id, name: technician.name },
    });
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.reassigned',
    subjectType: 'intervention',
    subjectId: intervention.id,
    data: { promise: promiseOf(part), from: stops.map((stop) => stop.technicianId), to: technicianId },
  });
  return { interventionId: intervention.id, technicianId, promise };
}
