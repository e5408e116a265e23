import { findBusinessUnit, insertRows, type Clocking, type Queries, type Technician } from '@itinera/db';
import { findClocking, lockTechnician, updateClocking } from '@itinera/db/attendance';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { instantOfMinute, localMinute } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { findOwn } from '../technicians/own-technician.ts';
import { requireFree, requireVisitOf } from './clock.ts';
import { longestClocking } from './limits.ts';
import { readAddition, readCorrection } from './schema.ts';
import type { AddClockingInput, ClockedTime, CorrectClockingInput, CurrentClocking } from './types.ts';

/**
 * Gives a clocking another time, or takes it back. What it was before, who changed it when, and why, stays for good.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `not-found`, `not-allowed` (`overlap`), `invalid`.
 */
export async function correctClocking(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CorrectClockingInput,
): Promise<void> {
  await correctAs(ctx, scope, input, (tx, { technicianId }) => technicianOfUnit(tx, scope, technicianId));
}

/**
 * The same of one's own clocking, where the unit lets technicians do it.
 * @throws ItineraError `not-allowed` (`no-corrections`), `not-found` for somebody else's, else as `correctClocking`.
 */
export async function correctOwnClocking(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CorrectClockingInput,
): Promise<void> {
  await correctAs(ctx, scope, input, async (tx, { technicianId }) => {
    const own = await findOwn(tx, scope);
    if (own?.id !== technicianId) throw notFound('clockingId');
    const unit = await findBusinessUnit(tx, scope.companyId, scope.businessUnitId);
    if (unit?.techniciansCorrectClockings === true) return own;
    throw new ItineraError('not-allowed', 'Clockings are corrected by the office: ask there', {
      reason: 'no-corrections',
    });
  });
}

async function correctAs(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CorrectClockingInput,
  technicianOf: (tx: Queries, clocking: Clocking) => Promise<Technician>,
): Promise<void> {
  const { clockingId, revision, time, reason, idempotencyKey } = readCorrection(input);
  requireIds({ clockingId });
  const request = ['correct-clocking', clockingId, revision, time, reason];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  await ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const { businessUnitId } = scope;
      const seen = await findClocking(tx, businessUnitId, clockingId);
      if (!seen) throw notFound('clockingId');
      const technician = await technicianOf(tx, seen);
      await lockTechnician(tx, scope.companyId, technician.id);
      const before = await findClocking(tx, businessUnitId, clockingId);
      if (before?.revision !== revision)
        throw new ItineraError('stale', 'The clocking was changed since it was shown', {
          field: 'revision',
          details: {
            current: before && currentOf(before, technician.zone),
            given: { time, reason },
          },
        });
      const now = ctx.clock.now();
      const to = time === null ? null : readTime(time, technician.zone, now);
      if (to?.end === null && (before.endedAt !== null || before.forgottenAt !== null))
        throw invalid('time.to', 'must say when it ended');
      if (to) await requireFree(tx, technician, { start: to.start, end: to.end ?? now }, clockingId);
      const changes = to ? { startedAt: to.start, endedAt: to.end, voided: false } : { voided: true };
      await updateClocking(tx, businessUnitId, clockingId, revision, { ...changes, siteGone: false });
      const from = before.voided ? null : { start: before.startedAt, end: before.endedAt };
      await leaveTrace(ctx, tx, scope, { clockingId, technicianId: technician.id, from, to, reason });
    }),
  );
}

/**
 * Writes down when somebody worked who did not clock; that it was written by hand stays to be seen.
 * @throws ItineraError `not-found`, `not-allowed` (`overlap`), `invalid`.
 */
export async function addClocking(
  ctx: Context,
  scope: BusinessUnitScope,
  input: AddClockingInput,
): Promise<{ clockingId: string }> {
  const { technicianId, interventionId, time, reason, idempotencyKey } = readAddition(input);
  requireIds({ technicianId, interventionId: interventionId ?? undefined });
  const request = ['add-clocking', technicianId, interventionId, time, reason];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const technician = await technicianOfUnit(tx, scope, technicianId);
      await lockTechnician(tx, scope.companyId, technicianId);
      const now = ctx.clock.now();
      const { start, end } = readTime(time, technician.zone, now);
      await requireFree(tx, technician, { start, end: end ?? now });
      if (interventionId !== null) await requireVisitOf(tx, scope, technician, interventionId, start);
      const clockingId = ctx.ids.newId();
      const { companyId, businessUnitId } = scope;
      await insertRows(tx, 'clocking', [
        {
          id: clockingId,
          companyId,
          businessUnitId,
          technicianId,
          interventionId,
          startedAt: start,
          endedAt: end,
          byHand: true,
          createdAt: now,
        },
      ]);
      const to = { start, end };
      await leaveTrace(ctx, tx, scope, { clockingId, technicianId, from: null, to, reason });
      return { clockingId };
    }),
  );
}

/** As it is now, on the technician's clock, for whoever saw it otherwise. */
function currentOf({ revision, startedAt, endedAt, voided }: Clocking, zone: string): CurrentClocking {
  const to = endedAt === null ? null : localMinute(endedAt, zone);
  return { revision, from: localMinute(startedAt, zone), to, voided };
}

interface Trace {
  clockingId: string;
  technicianId: string;
  from: { start: EpochSeconds; end: EpochSeconds | null } | null;
  to: { start: EpochSeconds; end: EpochSeconds | null } | null;
  reason: string;
}

async function leaveTrace(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { clockingId, technicianId, from, to, reason }: Trace,
): Promise<void> {
  await insertRows(tx, 'clockingCorrection', [
    {
      id: ctx.ids.newId(),
      businessUnitId: scope.businessUnitId,
      clockingId,
      at: ctx.clock.now(),
      staffUserId: scope.staffUserId,
      fromStart: from?.start ?? null,
      fromEnd: from?.end ?? null,
      toStart: to?.start ?? null,
      toEnd: to?.end ?? null,
      reason,
    },
  ]);
  await appendEvent(ctx, tx, scope, {
    kind: from === null ? 'clocking.added' : 'clocking.corrected',
    subjectType: 'technician',
    subjectId: technicianId,
    data: { clockingId, from, to },
  });
}

/** A time on the technician's clock as instants. @throws ItineraError `invalid` (`time.from`, `time.to`). */
function readTime(
  { from, to }: ClockedTime,
  zone: string,
  now: EpochSeconds,
): { start: EpochSeconds; end: EpochSeconds | null } {
  const instant = (field: string, local: string): EpochSeconds => {
    const found = instantOfMinute(local, zone);
    if (found === null) throw invalid(field, 'must be a time that the clock shows on that day');
    if (found < 0 || found > now) throw invalid(field, 'must not be in the future');
    return found;
  };
  const start = instant('time.from', from);
  const end = to === null ? null : instant('time.to', to);
  if (end !== null && end <= start) throw invalid('time.to', 'must be after it began');
  if ((end ?? now) - start > longestClocking) throw invalid('time.to', 'must be at most 16 hours later');
  return { start, end };
}

function invalid(field: string, why: string): ItineraError {
  return new ItineraError('invalid', `${field} ${why}`, { field });
}
