import { loadVisit } from '../availability/planned-visit.ts';
import { changeDays } from '../bookings/change-days.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { instantOfMinute } from '../shared/local-time.ts';
import { correctClosing } from './clock.ts';
import { readCorrection } from './correction-schema.ts';
import { correctionStep, correctLockedAnswers } from './correction.ts';
import { closedWith } from './read.ts';
import type { CorrectWorkInput } from './types.ts';

/**
 * Corrects what closed work was closed with: actual start and end (on the clock of the visit's place), result, reason and
 * comment, with why. What it was before stays in its history.
 * @throws ItineraError `not-found`, `stale` (`details.current`), `not-allowed` (`state`, `role`), `invalid`, `key-reused`,
 *   `unavailable`.
 */
export async function correctWork(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CorrectWorkInput,
): Promise<{ revision: number }> {
  const { idempotencyKey: key, ...asked } = readCorrection(input);
  const { interventionId, revision, start, end, result, reason, comment, words } = asked;
  const call = { actor: actorOf(scope), key, request: ['correct-work', asked] };
  const outcome = await changeDays(ctx, scope, call, async (view) => {
    const visit = await loadVisit(view.q, scope.businessUnitId, interventionId);
    if (visit.intervention.revision !== revision)
      throw new ItineraError('stale', 'The intervention was changed since it was shown', {
        field: 'revision',
        details: { current: closedWith(visit) },
      });
    const times = { startedAt: instant('start', start, visit), endedAt: instant('end', end, visit) };
    if (times.endedAt < times.startedAt)
      throw new ItineraError('invalid', 'end: must not be before the start', { field: 'end' });
    const whole = { ...times, result, reason, comment, answers: {}, version: 0 };
    const closing = { ...whole, ...possible(whole, view.now) };
    const store = (tx: typeof view.q) => correctLockedAnswers(ctx, tx, scope, visit, closing);
    return correctionStep(ctx, scope, view, visit, { closing, words, store });
  });
  if (!outcome) throw new ItineraError('unavailable', 'The day is changing too fast: try again');
  return outcome;
}

type Visit = Awaited<ReturnType<typeof loadVisit>>;

/** An unchanged minute keeps its seconds. */
function instant(field: 'start' | 'end', minute: string, visit: Visit): number {
  const stored = closedWith(visit);
  const known = field === 'start' ? visit.intervention.actualStart : visit.intervention.actualEnd;
  if (known !== null && stored[field] === minute) return known;
  const found = instantOfMinute(minute, visit.part.zone);
  if (found !== null) return found;
  throw new ItineraError('invalid', `${field}: the clock skips that time on that day`, { field });
}

/** Supervisors correct what is longer ago than a phone keeps things. */
function possible(closing: Parameters<typeof correctClosing>[0], now: number) {
  try {
    return correctClosing(closing, 0, now);
  } catch (error) {
    if (!(error instanceof ItineraError)) throw error;
    if (error.reason === 'too-long-ago') return {};
    const field = error.field === 'closing.endedAt' ? 'end' : 'start';
    throw new ItineraError('invalid', error.message.replace(/^closing\.\w+/, field), {
      field,
      ...(error.reason !== undefined && { reason: error.reason }),
    });
  }
}
