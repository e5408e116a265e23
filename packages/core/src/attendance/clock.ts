import { insertRows, type Clocking, type Queries, type Technician } from '@itinera/db';
import {
  findOpenClocking,
  listClockingsAround,
  listVisitsOfTechnician,
  lockTechnician,
  updateClocking,
} from '@itinera/db/attendance';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { wasTheirs } from '../interventions/was-theirs.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import { phoneTime } from '../shared/phone-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { findOwn } from '../technicians/own-technician.ts';
import { longestClocking } from './limits.ts';
import { readClockIn, readClockOut } from './schema.ts';
import type { ClockInInput, ClockOutInput } from './types.ts';

/**
 * A technician begins, at a site or the day: one clocking is open at a time, in all units together. One that was left open
 * for longer than anybody works is marked as forgotten; no end is made up for it. A site that was theirs when they were shown it
 * and is not any more is kept with it, for staff to look at.
 * @throws ItineraError `not-found` (who asks is no technician of the unit; a visit that is not theirs), `not-allowed`
 *   (`already-open`, `open-elsewhere`, `overlap`), `invalid` (as `phoneTime`), `key-reused`.
 */
export async function clockIn(
  ctx: Context,
  scope: BusinessUnitScope,
  input: ClockInInput,
): Promise<{ clockingId: string }> {
  const { idempotencyKey: key, interventionId, seen, place, ...tap } = readClockIn(input);
  // Without `sentAt`: what waited on the phone is the same tap whenever it is sent again.
  const call = { actor: actorOf(scope), key, request: ['clock-in', interventionId, tap.at, place] };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const own = await lockOwn(tx, scope);
      const now = ctx.clock.now();
      const { at: time, clockOffset: shift } = phoneTime(tap, now);
      const siteGone =
        interventionId !== null && !(await isTheirs(ctx, tx, scope, own, { interventionId, seen, time }));
      const open = await findOpenClocking(tx, scope.companyId, own.id);
      if (open && time - open.startedAt <= longestClocking)
        throw refusal(isElsewhere(open, scope) ? 'open-elsewhere' : 'already-open');
      if (open) await updateClocking(tx, open.businessUnitId, open.id, open.revision, { forgottenAt: now });
      await requireFree(tx, own, { start: time, end: Math.max(now, time + 1) });
      const clockingId = ctx.ids.newId();
      await insertRows(tx, 'clocking', [
        {
          id: clockingId,
          companyId: scope.companyId,
          businessUnitId: scope.businessUnitId,
          technicianId: own.id,
          interventionId,
          siteGone,
          startedAt: time,
          startPlace: place,
          startShift: shift,
          createdAt: now,
        },
      ]);
      await appendEvent(ctx, tx, scope, {
        kind: 'clocking.started',
        subjectType: 'technician',
        subjectId: own.id,
        data: {
          ...{ clockingId, interventionId, at: time, shift, forgotten: open?.id ?? null },
          ...(siteGone && { siteGone }),
        },
      });
      return { clockingId };
    }),
  );
}

/**
 * The technician ends what is open; never another clocking than was open when it was tapped, where the tap says which.
 * @throws ItineraError `not-found` (no technician of the unit), `not-allowed` (`not-open`, `other-open`, `open-elsewhere`,
 *   `forgotten`: it would last longer than anybody works, so its end has to be said; `overlap`), `invalid` (`at`, reason `before-start`, and
 *   as `phoneTime`), `key-reused`.
 */
export async function clockOut(
  ctx: Context,
  scope: BusinessUnitScope,
  input: ClockOutInput,
): Promise<{ clockingId: string }> {
  const { idempotencyKey: key, place, clockingId, ...tap } = readClockOut(input);
  const call = { actor: actorOf(scope), key, request: ['clock-out', tap.at, place] };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      const own = await lockOwn(tx, scope);
      const { at: time, clockOffset: shift } = phoneTime(tap, ctx.clock.now());
      const open = await findOpenClocking(tx, scope.companyId, own.id);
      if (!open) throw refusal('not-open');
      if (isElsewhere(open, scope)) throw refusal('open-elsewhere');
      if (clockingId && clockingId !== open.id) throw refusal('other-open');
      if (time <= open.startedAt)
        throw new ItineraError('invalid', 'at must be after the clocking began', {
          field: 'at',
          reason: 'before-start',
        });
      if (time - open.startedAt > longestClocking) throw refusal('forgotten');
      await requireFree(tx, own, { start: open.startedAt, end: time }, open.id);
      const changes = { endedAt: time, endPlace: place, endShift: shift };
      await updateClocking(tx, scope.businessUnitId, open.id, open.revision, changes);
      await appendEvent(ctx, tx, scope, {
        kind: 'clocking.ended',
        subjectType: 'technician',
        subjectId: own.id,
        data: { clockingId: open.id, at: time, shift },
      });
      return { clockingId: open.id };
    }),
  );
}

/** Who asks, kept from their own second phone. */
async function lockOwn(tx: Queries, scope: BusinessUnitScope): Promise<Technician> {
  const own = await findOwn(tx, scope);
  if (!own) throw notFound('technicianId');
  await lockTechnician(tx, scope.companyId, own.id);
  return own;
}

/** Whether the site is theirs that day; false: it was when they were shown it. @throws ItineraError `not-found`: it never was. */
async function isTheirs(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  own: Technician,
  { interventionId, seen, time }: { interventionId: string; seen: string | undefined; time: EpochSeconds },
): Promise<boolean> {
  try {
    await requireVisitOf(tx, scope, own, interventionId, time);
    return true;
  } catch (error) {
    if (seen !== undefined && (await wasTheirs(ctx, tx, scope, { interventionId, seen }))) return false;
    throw error;
  }
}

/**
 * A visit is a technician's who was planned to it that day, or the one before where a night is long.
 * @throws ItineraError `not-found`.
 */
export async function requireVisitOf(
  tx: Queries,
  { businessUnitId }: BusinessUnitScope,
  { id, zone }: Technician,
  interventionId: string,
  time: EpochSeconds,
): Promise<void> {
  const toDate = localDate(time, zone);
  const dates = { fromDate: shiftDate(toDate, -1), toDate };
  const visits = await listVisitsOfTechnician(tx, businessUnitId, id, dates);
  if (!visits.some((visit) => visit.interventionId === interventionId)) throw notFound('interventionId');
}

/**
 * Nobody is at two places at once: the time must not meet another clocking of the technician, in whichever unit. One that
 * was left open for too long stands in nobody's way.
 * @throws ItineraError `not-allowed` (`overlap`).
 */
export async function requireFree(
  tx: Queries,
  { companyId, id }: Technician,
  time: { start: EpochSeconds; end: EpochSeconds },
  butId?: string,
): Promise<void> {
  const others = await listClockingsAround(tx, companyId, id, time);
  const met = others.filter(
    (one) => one.id !== butId && (one.endedAt !== null || time.start - one.startedAt <= longestClocking),
  );
  if (met.length > 0) throw refusal('overlap');
}

function isElsewhere(open: Clocking, { businessUnitId }: BusinessUnitScope): boolean {
  return open.businessUnitId !== businessUnitId;
}

const refusals = {
  'already-open': 'You are clocked in: clock out first',
  'open-elsewhere': 'You are clocked in for another business unit: clock out there first',
  'not-open': 'You are not clocked in',
  'other-open': 'Another clocking is open by now: say whether that one ended',
  forgotten: 'The clocking is open for too long: say when it ended, with the reason',
  overlap: 'There is another clocking at that time',
} as const;

function refusal(reason: keyof typeof refusals): ItineraError {
  return new ItineraError('not-allowed', refusals[reason], { reason });
}
