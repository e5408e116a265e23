import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import { koReasons, type KoReason } from '../shared/work.ts';

/** Why work was not done, for customers; a reason that is none any more is another one. */
export function reasonWords(code: string, language: Language): string {
  const reason = koReasons.find((one) => one === code) ?? 'other';
  const words: Record<KoReason, typeof m.report_ko_other> = {
    'no-show': m.report_ko_no_show,
    'no-access': m.report_ko_no_access,
    refused: m.report_ko_refused,
    'not-possible': m.report_ko_not_possible,
    'parts-missing': m.report_ko_parts_missing,
    other: m.report_ko_other,
  };
  return words[reason]({}, { locale: language });
}
