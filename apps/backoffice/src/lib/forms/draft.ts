import {
  codePattern,
  factName,
  newField,
  type Amount,
  type AnswerSkill,
  type FieldType,
  type FormDefinition,
  type FormField,
} from '@itinera/core/shared';
import type { Rule } from './rules.ts';

/** A field in the designer. */
export interface DraftField {
  /** Of its row, for as long as the page is open. */
  key: number;
  /** Answers may be stored under its code already: it stays what it is. */
  stored: boolean;
  field: FormField;
}

/** A form as the designer holds it. */
export interface FormDraft {
  fields: DraftField[];
  duration: Amount | null;
  skills: AnswerSkill[];
  portal: boolean;
}

let made = 0;

/** A draft that the designer may change, of a form as it is. */
export function draftOf({ fields, ...others }: FormDefinition): FormDraft {
  return {
    ...structuredClone(others),
    fields: structuredClone(fields).map((field) => ({ key: ++made, stored: true, field })),
  };
}

/** What is sent for a draft; texts that nobody typed are none. */
export function definitionOf({ fields, duration, ...others }: FormDraft): FormDefinition {
  return {
    ...others,
    duration: duration && wholeAmount(duration),
    fields: fields.map(({ field }) => ({
      ...field,
      label: filled(field.label),
      help: filled(field.help),
      placeholder: filled(field.placeholder),
      default: field.default === '' ? null : field.default,
      earliest: field.earliest || null,
      latest: field.latest || null,
      minimum: field.minimum ?? null,
      maximum: field.maximum ?? null,
      decimals: field.decimals ?? 0,
      computed:
        field.computed && 'amount' in field.computed
          ? { amount: wholeAmount(field.computed.amount) }
          : field.computed,
      options: field.options.map(({ code, label }) => ({ code, label: filled(label) })),
    })),
  };
}

/** An input that was emptied holds no number. */
function wholeAmount({ base, terms, minimum, maximum }: Amount): Amount {
  return {
    base: base ?? 0,
    terms: terms.map((term) =>
      'times' in term ? { ...term, times: term.times ?? 0 } : { ...term, plus: term.plus ?? 0 },
    ),
    minimum: minimum ?? null,
    maximum: maximum ?? null,
  };
}

function filled<T extends Record<string, string | undefined>>(texts: T): T {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text?.trim())) as T;
}

/** A new field of a type, ready for its row. */
export function draftField(type: FieldType): DraftField {
  return { key: ++made, stored: false, field: newField(type, '') };
}

/** The code that a label suggests, one that nobody has: lower case, no accents, no spaces (CAD-FO-03). */
export function codeFrom(label: string, taken: readonly string[]): string {
  const words = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = words
    .split(/[^a-z0-9]/)
    .filter((word) => word !== '')
    .join('_')
    .replace(/^[_0-9]+/, '')
    .slice(0, 44);
  const base = codePattern.test(plain) ? plain : 'field';
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(code)) return code;
  }
}

/** Writes a field's new code wherever the form names it. */
export function renameField(draft: FormDraft, from: string, to: string): void {
  if (from === '') return;
  const inAmount = (amount: Amount | null): void => {
    for (const term of amount?.terms ?? []) if (term.field === from) term.field = to;
  };
  inAmount(draft.duration);
  for (const skill of draft.skills) if (skill.field === from) skill.field = to;
  for (const { field } of draft.fields) {
    if (field.computed && 'amount' in field.computed) inAmount(field.computed.amount);
    if (field.shownWhen) renameFact(field.shownWhen, factName(from), factName(to));
  }
}

function renameFact(rule: Rule, from: string, to: string): void {
  if ('fact' in rule) {
    if (rule.fact === from) rule.fact = to;
  } else
    for (const child of 'not' in rule ? [rule.not] : 'all' in rule ? rule.all : rule.any)
      renameFact(child, from, to);
}

/** Moves a row by one place; false where there is none. */
export function moveBy(fields: DraftField[], index: number, by: -1 | 1): boolean {
  const [one, other] = [fields[index], fields[index + by]];
  if (!one || !other) return false;
  [fields[index], fields[index + by]] = [other, one];
  return true;
}
