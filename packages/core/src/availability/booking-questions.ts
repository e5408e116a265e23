import type { BookingAnswers, Form, Queries } from '@itinera/db';
import { findBookingAnswers, findForm, findFormVersion } from '@itinera/db/forms';
import type { AccessScope } from '../scopes.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { isAsked } from '../shared/forms/field-traits.ts';
import { readForm } from '../shared/forms/read-form.ts';
import { validateAnswers } from '../shared/forms/validate-answers.ts';

/** What customers are asked before they choose a time (CAD-FO-01). */
interface Questions {
  form: Form;
  definition: FormDefinition;
  /** Whether nothing of it has to be answered. */
  optional: boolean;
}

/**
 * And how far they are: `open` is not answered and need not be, `missing` has to be, `changed` was answered as it was asked
 * before somebody changed it, `given` counts.
 */
export type BookingQuestions =
  | (Questions & { state: 'open' | 'missing' | 'changed'; row: BookingAnswers | undefined })
  | (Questions & { state: 'given'; row: BookingAnswers });

/** What a person is asked of the work they are about to book; null where it is nothing. */
export async function loadBookingQuestions(
  q: Queries,
  { businessUnitId, accessId }: AccessScope,
  of: { activityTypeId: string; addressId: string },
): Promise<BookingQuestions | null> {
  const form = await findForm(q, businessUnitId, { ownerId: of.activityTypeId, purpose: 'activity' });
  const version = form && (await findFormVersion(q, form.id, form.version));
  if (!form || !version) return null;
  const definition = version.definition as FormDefinition;
  if (!definition.portal || !asksAnything(definition)) return null;
  const row = await findBookingAnswers(q, businessUnitId, { accessId, ...of });
  const optional = validateAnswers(definition, {}, { mode: 'final' }).problems.length === 0;
  const questions = { form, definition, optional };
  if (row?.state !== 'final') return { ...questions, row, state: optional ? 'open' : 'missing' };
  return { ...questions, row, state: row.version === form.version ? 'given' : 'changed' };
}

/** Whether somebody who opens the form is asked something; what hangs on other answers comes after these. */
function asksAnything(definition: FormDefinition): boolean {
  const { isShown } = readForm(definition, {});
  return definition.fields.some((field) => isAsked(field) && isShown(field.code));
}
