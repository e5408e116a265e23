import type { Queries } from '@itinera/db';
import { findForm, findFormVersion, listTypeForms } from '@itinera/db/forms';
import { emptyForm, type FormDefinition } from '../shared/forms/definition.ts';
import { isAsked } from '../shared/forms/field-traits.ts';
import type { ShownForm } from '../shared/portal-display.ts';
import type { ShowableField } from './settings-types.ts';

/** The fields whose answers a type may show: whatever somebody answers. What is computed may hold what is hidden. */
export async function showableFields(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
): Promise<ShowableField[]> {
  const forms = await listTypeForms(q, businessUnitId, activityTypeId);
  const of = (purpose: ShownForm) => forms.find((form) => form.purpose === purpose)?.definition ?? emptyForm;
  return [
    ...fieldsOf('activity', of('activity') as FormDefinition),
    ...fieldsOf('closing', of('closing') as FormDefinition),
    ...fieldsOf('customer', await customerFields(q, businessUnitId)),
  ];
}

/** What the unit asks of its customers now. */
export async function customerFields(
  q: Queries,
  businessUnitId: string,
): Promise<Pick<FormDefinition, 'fields'>> {
  const form = await findForm(q, businessUnitId, { ownerId: businessUnitId, purpose: 'customer' });
  const stored = form && (await findFormVersion(q, form.id, form.version));
  return stored ? (stored.definition as FormDefinition) : emptyForm;
}

function fieldsOf(form: ShownForm, { fields }: Pick<FormDefinition, 'fields'>): ShowableField[] {
  return fields.filter(isAsked).map(({ code, label }) => ({ form, code, label }));
}
