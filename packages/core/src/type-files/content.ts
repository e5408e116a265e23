import { listPortalActions, listSkills, type ActivityType, type Queries } from '@itinera/db';
import { findForm } from '@itinera/db/forms';
import { loadUnitFacts } from '../catalogue/action-background.ts';
import { typeSettings } from '../catalogue/settings.ts';
import { definitionOf } from '../forms/form-page.ts';
import { actionSetup } from '../portal-actions/setup.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { languages, type Language, type LocalizedText } from '../shared/languages.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { typeFormPurposes, type PortableForm, type ReadTypeFile, type TypeContent } from './type-file.ts';

/** A type whole, as it is stored; skills by their codes. */
export async function contentOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  type: ActivityType,
): Promise<TypeContent & { logo: string | null }> {
  const { logo, position: _position, ...settings } = await typeSettings(q, type);
  const codeOf = new Map((await listSkills(q, companyId)).map(({ id, code }) => [id, code]));
  const forms: TypeContent['forms'] = {};
  for (const purpose of typeFormPurposes) {
    const form = await findForm(q, businessUnitId, { ownerId: type.id, purpose });
    if (form) forms[purpose] = portableForm(await definitionOf(q, form, purpose), codeOf);
  }
  const unitFacts = await loadUnitFacts(q, businessUnitId, type.id);
  const actions = (await listPortalActions(q, businessUnitId, type.id)).map((row) => {
    const { id: _id, revision: _revision, faults: _faults, ...action } = actionSetup(row, unitFacts);
    return action;
  });
  return { type: settings, logo, forms, actions };
}

function portableForm(
  { skills, ...form }: FormDefinition,
  codeOf: ReadonlyMap<string, string>,
): PortableForm {
  return {
    ...form,
    skills: skills.flatMap(({ skillId, ...asked }) => {
      const skill = codeOf.get(skillId);
      return skill === undefined ? [] : [{ ...asked, skill }];
    }),
  };
}

/**
 * A form of a file with the ids of this company's skills, and its words in this unit's language where they had none;
 * `unknown`: the codes of skills that were left out. What is no form stays as it is, for whoever reads it to refuse.
 */
export function formHere(
  given: ReadTypeFile['forms'][keyof ReadTypeFile['forms']],
  idOf: ReadonlyMap<string, string>,
  language: Language,
): { definition: unknown; unknown: string[] } {
  if (typeof given !== 'object' || given === null) return { definition: given, unknown: [] };
  const unknown: string[] = [];
  const parts: Record<string, unknown> = { ...given };
  const { skills, fields } = parts;
  if (Array.isArray(skills))
    parts['skills'] = skills.flatMap((asked: unknown) => {
      if (typeof asked !== 'object' || asked === null || !('skill' in asked)) return [asked];
      const { skill, ...others } = asked;
      const skillId = typeof skill === 'string' ? idOf.get(skill) : undefined;
      if (skillId === undefined) {
        unknown.push(String(skill).slice(0, 100));
        return [];
      }
      return [{ ...others, skillId }];
    });
  if (Array.isArray(fields)) parts['fields'] = fields.map((field: unknown) => spokenField(field, language));
  return { definition: parts, unknown };
}

function spokenField(field: unknown, language: Language): unknown {
  if (typeof field !== 'object' || field === null) return field;
  const parts: Record<string, unknown> = { ...field };
  for (const part of ['label', 'help'])
    if (isText(parts[part])) parts[part] = spokenIn(parts[part], language);
  if (Array.isArray(parts['options']))
    parts['options'] = parts['options'].map((option: unknown) => {
      const label =
        typeof option === 'object' && option !== null && 'label' in option ? option.label : undefined;
      return isText(label) ? { ...(option as object), label: spokenIn(label, language) } : option;
    });
  return parts;
}

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words of somebody who speaks another language are none in the unit's: it gets those there are. */
export function spokenIn(words: LocalizedText, language: Language): LocalizedText {
  if (words[language]) return words;
  const other = languages.map((one) => words[one]).find((text) => typeof text === 'string' && text !== '');
  return other === undefined ? words : { ...words, [language]: other };
}
