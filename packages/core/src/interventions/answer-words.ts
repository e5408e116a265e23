import { m } from '../paraglide/messages.js';
import type { AnswerText } from '../shared/forms/answer-texts.ts';
import type { FieldType } from '../shared/forms/definition.ts';
import type { Language } from '../shared/languages.ts';
import { dateText } from '../shared/templates/words.ts';

/** An answer as customers read it in their language; a number with all its decimals, and without signs between thousands: it may be a year. */
export function answerWords(
  type: FieldType | undefined,
  { value, text }: Pick<AnswerText, 'value' | 'text'>,
  language: Language,
): string {
  const locale = { locale: language };
  if (typeof value === 'boolean') return value ? m.answer_yes({}, locale) : m.answer_no({}, locale);
  if (typeof value === 'number') {
    const written = { useGrouping: false, maximumFractionDigits: 20 };
    return new Intl.NumberFormat(language, written).format(value);
  }
  if (type !== 'date' && type !== 'date-time') return text;
  const [day = '', time] = text.split('T');
  // A day has no zone: it is read and written on the same clock.
  const date = dateText(Date.parse(`${day}T00:00:00Z`) / 1000, 'UTC', language);
  return time === undefined ? date : `${date}, ${time}`;
}
