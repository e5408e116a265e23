import { z } from 'zod';
import { loadVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { lockedFields } from '../shared/forms/locked-fields.ts';
import { requireIds } from '../shared/ids.ts';
import { instantOfMinute } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import { koReasons } from '../shared/work.ts';
import { takeStep } from './step.ts';
import type { CloseByFormInput, StepOutcome } from './types.ts';

const minute = z.iso.datetime({
  local: true,
  precision: -1,
  error: 'must be a date and a time, YYYY-MM-DDTHH:MM',
});
const read = parseInput(
  z.strictObject({
    interventionId: z.string(),
    seen: z.string().nullable(),
    version: z.int().min(0),
    answers: z.looseObject({
      actual_start: minute,
      actual_end: minute,
      result: z.enum(['ok', 'ko'], 'must be ok or ko'),
    }),
    reason: z.enum(koReasons, `must be one of ${koReasons.join(', ')}`).nullish(),
    comment: z.string().optional(),
    idempotencyKey: z.string(),
  }),
);

/**
 * Closes work by its closing form as a page of the office sends it: times on the clock of the visit's place, in the form's locked
 * fields. Else as the step `closed`.
 * @throws ItineraError as `takeStep`; `invalid` (`answers.…`).
 */
export async function closeByForm(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CloseByFormInput,
): Promise<StepOutcome> {
  const { interventionId, seen, version, answers, reason, comment, idempotencyKey } = read(input);
  requireIds({ interventionId });
  const { part } = await loadVisit(ctx.db.read, scope.businessUnitId, interventionId);
  const instant = (field: 'actual_start' | 'actual_end'): number => {
    const found = instantOfMinute(answers[field], part.zone);
    if (found !== null) return found;
    const name = `answers.${field}`;
    throw new ItineraError('invalid', `${name}: the clock skips that time on that day`, { field: name });
  };
  const endedAt = instant('actual_end');
  const locked = new Set(lockedFields.map(({ code }) => code));
  const others = Object.entries(answers).filter(([code]) => !locked.has(code));
  return takeStep(ctx, scope, {
    ...{ interventionId, seen, idempotencyKey, step: 'closed' },
    // Said by a page that is never offline: when it was pressed is when it is recorded.
    at: endedAt,
    sentAt: ctx.clock.now(),
    closing: {
      startedAt: instant('actual_start'),
      endedAt,
      result: answers.result,
      reason: answers.result === 'ok' ? null : reason,
      comment,
      answers: Object.fromEntries(others),
      version,
    },
  });
}
