import { z } from 'zod';
import { reassign } from '../bookings/reassign.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { writeAbsence } from '../technicians/absences.ts';
import type { AcceptedHandOver, AcceptedMove, AcceptHandOverInput, MoveOutcome } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.strictObject({
    moves: z
      .array(
        z.strictObject({
          interventionId: z.string(),
          technicianId: z.string(),
          revision: shownRevision,
        }),
      )
      .max(100, 'must have at most 100 moves'),
    absence: z
      .strictObject({ technicianId: z.string(), from: z.string(), to: z.string(), reason: z.string() })
      .optional(),
    idempotencyKey: z.string().min(8, 'must have 8 characters or more').max(100),
  }),
);

/**
 * Does what somebody accepted of a plan: each visit goes to its technician within its promise, in a write of its own in
 * which the day is judged again; what cannot be done any more is told and changes nothing. An absence is written first.
 * The same call again does what is not done yet, and nothing twice.
 * @throws ItineraError `invalid`, `not-found`, `not-allowed` (`role`: absences take another right), `key-reused`.
 */
export async function acceptHandOver(
  ctx: Context,
  scope: BusinessUnitScope,
  input: AcceptHandOverInput,
): Promise<AcceptedHandOver> {
  const { moves, absence, idempotencyKey } = read(input);
  for (const { interventionId, technicianId } of moves) requireIds({ interventionId, technicianId });
  if (absence) await noteAbsence(ctx, scope, absence, idempotencyKey);
  const results: AcceptedHandOver['results'] = [];
  for (const move of moves)
    results.push({
      interventionId: move.interventionId,
      outcome: await outcomeOf(ctx, scope, move, `${idempotencyKey}:${move.interventionId}`),
    });
  return { results };
}

async function outcomeOf(
  ctx: Context,
  scope: BusinessUnitScope,
  move: AcceptedMove,
  idempotencyKey: string,
): Promise<MoveOutcome> {
  try {
    return (await reassign(ctx, scope, { ...move, idempotencyKey })) ? 'moved' : 'no-room';
  } catch (error) {
    if (!(error instanceof ItineraError)) throw error;
    if (error.code === 'stale') return 'changed';
    if (error.code === 'not-allowed') return 'refused';
    throw error;
  }
}

async function noteAbsence(
  ctx: Context,
  scope: BusinessUnitScope,
  absence: NonNullable<AcceptHandOverInput['absence']>,
  idempotencyKey: string,
): Promise<void> {
  if (!may(scope, 'manage-technicians'))
    throw new ItineraError('not-allowed', 'Absences take the permission manage-technicians', {
      reason: 'role',
    });
  const call = { actor: actorOf(scope), key: `${idempotencyKey}:absence`, request: ['absence', absence] };
  await ctx.db.write((tx) =>
    once(ctx, tx, call, () => writeAbsence(ctx, tx, scope, { ...absence, repeat: null })),
  );
}
