import { findActivityType, listSkills, type Form, type Queries } from '@itinera/db';
import { findForm, findFormVersion } from '@itinera/db/forms';
import { ownUnit } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { startingForm } from '../shared/forms/locked-fields.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import { readFormOf } from './definition-schema.ts';
import type { FormOf, FormPage } from './types.ts';

/** A form of a unit, and whose it is. */
export interface FoundForm {
  key: { ownerId: string; purpose: FormOf['purpose'] };
  /** The activity type's name; null: of the unit's customers. */
  name: string | null;
  form: Form | undefined;
  definition: FormDefinition;
}

/**
 * A form to work on.
 * @throws ItineraError `not-found`, `not-allowed` (`role`), `invalid` (`purpose`).
 */
export async function formPage(ctx: Context, scope: BusinessUnitScope, of: FormOf): Promise<FormPage> {
  return pageOf(ctx.db.read, scope, of);
}

/** The same, seen from inside a transaction too. */
export async function pageOf(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  of: FormOf,
): Promise<FormPage> {
  const { form, definition, name } = await findOwnForm(q, scope, of);
  const unit = await ownUnit(q, scope);
  const skills = await listSkills(q, scope.companyId);
  return {
    ...of,
    definition,
    version: form?.version ?? 0,
    revision: form?.revision ?? 0,
    name,
    languages: unit.languages.filter(isLanguage),
    defaultLanguage: defaultLanguageOf(unit),
    skills: skills.map((skill) => ({ id: skill.id, code: skill.code, name: skill.name })),
  };
}

export function defaultLanguageOf({ defaultLanguage }: { defaultLanguage: string }): Language {
  return isLanguage(defaultLanguage) ? defaultLanguage : 'en';
}

/** Finds a form of the unit in view with its current version; one that nobody worked on is empty. */
export async function findOwnForm(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  of: FormOf,
): Promise<FoundForm> {
  const { activityTypeId, purpose } = readFormOf(of);
  const { businessUnitId, language } = scope;
  if ((activityTypeId === null) !== (purpose === 'customer'))
    throw new ItineraError('invalid', 'purpose: the customer form is the unit’s, all others a type’s', {
      field: 'purpose',
    });
  let name: string | null = null;
  if (activityTypeId !== null) {
    requireIds({ activityTypeId });
    const type = await findActivityType(q, businessUnitId, activityTypeId);
    if (!type) throw notFound('activityTypeId');
    name = localized(type.name, language);
  }
  const key = { ownerId: activityTypeId ?? businessUnitId, purpose };
  const form = await findForm(q, businessUnitId, key);
  return { key, name, form, definition: await definitionOf(q, form, purpose) };
}

/** What a form asks now. */
export async function definitionOf(
  q: Queries,
  form: Form | undefined,
  purpose: FormOf['purpose'],
): Promise<FormDefinition> {
  if (!form) return startingForm(purpose);
  const stored = await findFormVersion(q, form.id, form.version);
  return stored ? (stored.definition as FormDefinition) : startingForm(purpose);
}
