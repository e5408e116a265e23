import type { AnswerValue, Position, Signature } from './answers.ts';
import { formLimits, type FormField, type TextFormat } from './definition.ts';
import { traitsOf } from './field-traits.ts';
import { isMoment } from './moments.ts';

/** What is wrong with one answer; the application has the words. `limit`: the end that is not kept to. */
export interface AnswerProblem {
  /** Code of the field. */
  field: string;
  problem:
    | 'unknown-field'
    | 'missing'
    | 'wrong-type'
    | 'too-short'
    | 'too-long'
    | 'too-small'
    | 'too-large'
    | 'too-many-decimals'
    | 'too-early'
    | 'too-late'
    | 'too-few'
    | 'too-many'
    | 'unknown-option'
    | 'unknown-file'
    | 'wrong-format';
  limit?: number | string;
}

/** An answer cleaned, or what is wrong with it. */
export type CheckedAnswer = { value: AnswerValue } | Omit<AnswerProblem, 'field'>;

const wrongType = { problem: 'wrong-type' } as const;
const longest = { 'short-text': 500, 'text-area': 5000 } as const;
const fileId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * One answer that is not blank: its type is exact (`5` is no number to a text field, `'5'` none to a number's). `lenient`: of a
 * draft, of which only what it is made of is asked, not whether it is enough.
 */
export function checkAnswer(field: FormField, given: unknown, lenient = false): CheckedAnswer {
  switch (traitsOf(field.type).answer) {
    case 'text':
      return checkText(field, given, lenient);
    case 'moment':
      return checkMoment(field, given, lenient);
    case 'number':
      return checkNumber(field, given, lenient);
    case 'option':
      return checkOption(field, given);
    case 'options':
      return checkOptions(field, given, lenient);
    case 'boolean':
      return typeof given === 'boolean' ? { value: given } : wrongType;
    case 'files':
      return checkFiles(field, given, lenient);
    case 'signature':
      return checkSignature(given);
    case 'position':
      return checkPosition(given);
    case null:
      return wrongType;
  }
}

/** The most letters an answer to a text field may have. */
export function longestText({ type, maximum }: Pick<FormField, 'type' | 'maximum'>): number {
  const most = type === 'text-area' ? longest['text-area'] : longest['short-text'];
  return Math.min(maximum ?? most, most);
}

/** The most files an answer may have: one, unless the field says more. */
export function mostFiles({ maximum }: Pick<FormField, 'maximum'>): number {
  return Math.min(maximum ?? 1, formLimits.files);
}

function checkText(field: FormField, given: unknown, lenient: boolean): CheckedAnswer {
  if (typeof given !== 'string') return wrongType;
  const value = given.replace(/\r\n?/g, '\n').trim();
  // Control characters cannot be stored, nor put into a message.
  if ((field.type === 'text-area' ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u).test(value)) return wrongType;
  const most = longestText(field);
  if (value.length > most) return { problem: 'too-long', limit: most };
  if (lenient) return { value };
  if (field.minimum !== null && value.length < field.minimum)
    return { problem: 'too-short', limit: field.minimum };
  if (field.format !== null && !fits(field.format, value))
    return { problem: 'wrong-format', limit: field.format };
  return { value };
}

/** Each looks at every letter once. */
function fits(format: TextFormat, value: string): boolean {
  if (format === 'digits') return /^\d+$/.test(value);
  if (format === 'phone') return /^\+?[\d ()./-]+$/.test(value) && value.replace(/\D/g, '').length >= 5;
  const at = value.indexOf('@');
  const host = value.slice(at + 1);
  return at > 0 && !/[\s@]/.test(host) && !/\s/.test(value) && host.slice(1, -1).includes('.');
}

function checkMoment(field: FormField, given: unknown, lenient: boolean): CheckedAnswer {
  if (typeof given !== 'string' || !isMoment(field.type, given)) return wrongType;
  if (!lenient && field.earliest !== null && given < field.earliest)
    return { problem: 'too-early', limit: field.earliest };
  if (!lenient && field.latest !== null && given > field.latest)
    return { problem: 'too-late', limit: field.latest };
  return { value: given };
}

function checkNumber(field: FormField, given: unknown, lenient: boolean): CheckedAnswer {
  if (typeof given !== 'number' || !Number.isFinite(given) || Math.abs(given) > 1e9) return wrongType;
  if (lenient) return { value: given };
  if (Number(given.toFixed(field.decimals)) !== given)
    return { problem: 'too-many-decimals', limit: field.decimals };
  if (field.minimum !== null && given < field.minimum) return { problem: 'too-small', limit: field.minimum };
  if (field.maximum !== null && given > field.maximum) return { problem: 'too-large', limit: field.maximum };
  return { value: given };
}

function checkOption({ options }: FormField, given: unknown): CheckedAnswer {
  if (typeof given !== 'string') return wrongType;
  return options.some(({ code }) => code === given) ? { value: given } : { problem: 'unknown-option' };
}

/** In the order of the options, each once. */
function checkOptions(
  { options, minimum, maximum }: FormField,
  given: unknown,
  lenient: boolean,
): CheckedAnswer {
  if (!Array.isArray(given) || given.length > formLimits.options) return wrongType;
  if (!given.every((one) => options.some(({ code }) => code === one))) return { problem: 'unknown-option' };
  const value = options.map(({ code }) => code).filter((code) => given.includes(code));
  return counted(value, lenient ? null : minimum, lenient ? null : maximum);
}

function checkFiles(field: FormField, given: unknown, lenient: boolean): CheckedAnswer {
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'string' && fileId.test(one)))
    return wrongType;
  return counted([...new Set(given as string[])], lenient ? null : field.minimum, mostFiles(field));
}

function counted(value: string[], least: number | null, most: number | null): CheckedAnswer {
  if (least !== null && value.length < least) return { problem: 'too-few', limit: least };
  if (most !== null && value.length > most) return { problem: 'too-many', limit: most };
  return { value };
}

function checkSignature(given: unknown): CheckedAnswer {
  if (typeof given !== 'object' || given === null) return wrongType;
  const { name, drawing, ...others } = given as Partial<Record<keyof Signature, unknown>>;
  if (typeof name !== 'string' || Object.keys(others).length > 0) return wrongType;
  if (drawing !== null && !(typeof drawing === 'string' && fileId.test(drawing))) return wrongType;
  const plain = name.trim();
  if (plain === '' || plain.length > 200 || /\p{Cc}/u.test(plain)) return wrongType;
  return { value: { name: plain, drawing } };
}

function checkPosition(given: unknown): CheckedAnswer {
  if (typeof given !== 'object' || given === null) return wrongType;
  const { lat, lon, ...others } = given as Partial<Record<keyof Position, unknown>>;
  if (typeof lat !== 'number' || typeof lon !== 'number' || Object.keys(others).length > 0) return wrongType;
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return wrongType;
  return { value: { lat, lon } };
}
