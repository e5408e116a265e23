import type { ActivityType, Customer, InterventionSummary, Queries } from '@itinera/db';
import { listFilesOf, type StoredFile } from '@itinera/db/files';
import { listAnsweredForms, type AnsweredForm } from '@itinera/db/forms';
import { displayOf } from '../catalogue/settings.ts';
import { customerFields } from '../catalogue/showable-fields.ts';
import { filesOfAnswer, viewOf } from '../files/own-files.ts';
import { answersOfTexts } from '../shared/forms/answer-text.ts';
import { answerTexts } from '../shared/forms/answer-texts.ts';
import { answerTo, type Answers } from '../shared/forms/answers.ts';
import { emptyForm, type FormDefinition, type FormField } from '../shared/forms/definition.ts';
import { isAsked } from '../shared/forms/field-traits.ts';
import { localized, type Language, type LocalizedText } from '../shared/languages.ts';
import type { ShownField } from '../shared/portal-display.ts';
import { answerWords } from './answer-words.ts';
import type { ShownAnswer } from './types.ts';

/** What was answered about some interventions, of types that show answers, loaded once for a page. */
export interface KnownAnswers {
  forms: readonly AnsweredForm[];
  files: readonly StoredFile[];
  /** What the unit asks of its customers. */
  customer: Pick<FormDefinition, 'fields'>;
}

const noAnswers: KnownAnswers = { forms: [], files: [], customer: emptyForm };

/**
 * Reads what the types of these interventions show of answers; nothing where none shows any. What the unit asks of its
 * customers is known where any type shows it: codes of actions on the home page speak of it without an intervention.
 */
export async function loadKnownAnswers(
  q: Queries,
  businessUnitId: string,
  types: readonly ActivityType[],
  rows: readonly InterventionSummary[],
): Promise<KnownAnswers> {
  const shown = new Map(types.map((type) => [type.id, displayOf(type).shownFields]));
  const showing = rows.filter(
    ({ intervention }) => (shown.get(intervention.activityTypeId) ?? []).length > 0,
  );
  const asksCustomers = [...shown.values()].some((all) => all.some(({ form }) => form === 'customer'));
  const customer = asksCustomers ? await customerFields(q, businessUnitId) : emptyForm;
  if (showing.length === 0) return { ...noAnswers, customer };
  const ids = showing.map(({ intervention }) => intervention.id);
  const forms = await listAnsweredForms(q, businessUnitId, ids);
  const files = forms.length > 0 ? await listFilesOf(q, businessUnitId, ids) : [];
  return { forms, files, customer };
}

/**
 * The answers that a display names, and none else. `render` puts values in the place of the codes in the labels of forms, for
 * the reader's eyes.
 */
export function shownAnswers(
  shownFields: readonly ShownField[],
  { intervention, customer }: InterventionSummary,
  known: KnownAnswers,
  language: Language,
  render: (text: string) => string,
): ShownAnswer[] {
  const own = known.forms.filter(({ interventionId }) => interventionId === intervention.id);
  return shownFields.flatMap(({ form, code, label }): ShownAnswer[] => {
    const answered = own.find(({ purpose }) => purpose === form);
    const found =
      form === 'customer'
        ? customerAnswer(code, known.customer, customer.customFields ?? {}, language)
        : answered && answerOf(code, answered, known.files, language);
    if (!found) return [];
    const asked = found.label[language] ?? '';
    const words =
      label[language] ||
      render(asked) ||
      localized(label, language) ||
      render(localized(found.label, language));
    return [{ form, code, label: words || code, text: found.text, files: found.files }];
  });
}

/** Own fields of a customer that a display names, by code: what texts speak of where there is no visit. */
export function shownOwnFields(
  shownFields: readonly ShownField[],
  { customFields }: Pick<Customer, 'customFields'>,
  known: Pick<KnownAnswers, 'customer'>,
  language: Language,
): Record<string, string> {
  const own = shownFields.filter(({ form }) => form === 'customer');
  return Object.fromEntries(
    own.map(({ code }) => [
      code,
      customerAnswer(code, known.customer, customFields ?? {}, language)?.text ?? '',
    ]),
  );
}

/** An answer under the label of its form. */
type Found = (Pick<ShownAnswer, 'text' | 'files'> & { label: LocalizedText }) | undefined;

function answerOf(
  code: string,
  { definition, answers }: Pick<AnsweredForm, 'definition' | 'answers'>,
  files: readonly StoredFile[],
  language: Language,
): Found {
  const field = (definition as FormDefinition).fields.find((one) => one.code === code);
  const value = field && isAsked(field) ? answerTo(answers as Answers, code) : undefined;
  if (!field || value === undefined) return undefined;
  const sent = filesOfAnswer(isFiles(field) || field.type === 'signature' ? value : undefined);
  return {
    label: field.label,
    text: isFiles(field) ? '' : wordsOf(field, answers as Answers, language),
    files: files.filter(({ id, field: of }) => of === code && sent.includes(id)).map(viewOf),
  };
}

/** A field of the customer: by the unit's form where that asks for it and can read it, else the text as it is stored. */
function customerAnswer(
  code: string,
  definition: Pick<FormDefinition, 'fields'>,
  texts: Readonly<Record<string, string>>,
  language: Language,
): Found {
  const text = Object.hasOwn(texts, code) ? (texts[code] ?? '').trim() : '';
  if (text === '') return undefined;
  const field = definition.fields.find((one) => one.code === code);
  const { answers } = answersOfTexts({ fields: field ? [field] : [] }, texts);
  const read = answerOf(code, { definition, answers }, [], language);
  return read ?? { label: field?.label ?? {}, text, files: [] };
}

function isFiles({ type }: FormField): boolean {
  return type === 'photo' || type === 'file';
}

/** An answer as customers read it. */
function wordsOf(field: FormField, answers: Answers, language: Language): string {
  const [answer] = answerTexts({ fields: [field] }, answers, language);
  return answer ? answerWords(field.type, answer, language) : '';
}
