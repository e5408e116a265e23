import { listParts, updatePart, type Intervention, type Queries } from '@itinera/db';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { effectsOf } from '../shared/forms/effects.ts';
import { isOpen } from '../shared/portal-actions.ts';
import type { Seconds } from '../shared/units.ts';

/**
 * Gives work that is not promised yet the time that its answers say. What is planned keeps its time until it is moved: a
 * route is not changed by a form. Returns the new duration; null where there is none.
 */
export async function applyEffects(
  tx: Queries,
  { id, businessUnitId, status }: Intervention,
  definition: FormDefinition,
  answers: Answers,
): Promise<Seconds | null> {
  const { duration } = effectsOf(definition, answers);
  const [part, ...others] = await listParts(tx, businessUnitId, [id]);
  if (duration === null || !part || others.length > 0 || part.promiseStart !== null || !isOpen(status))
    return null;
  if (part.duration !== duration) await updatePart(tx, businessUnitId, part.id, { duration });
  return duration;
}
