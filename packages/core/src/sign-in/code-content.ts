import { render, type Rendered } from '../notifications/content.ts';
import { spokenWindow } from '../notifications/times.ts';
import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { codeLifetime } from './limits.ts';

/** The mail with a code. It names nobody: whoever reads it has proven nothing yet. */
export function codeContent(
  { company, code, reference }: { company: string; code: string; reference: string },
  language: Language,
): Rendered {
  const locale = { locale: language };
  return render({
    subject: m.mail_code_subject({ company }, locale),
    intro: m.mail_code_intro({ company }, locale),
    highlight: code,
    notes: [
      m.mail_code_reference({ reference }, locale),
      m.mail_code_lifetime({ minutes: String(codeLifetime / 60) }, locale),
      m.mail_code_not_you({}, locale),
    ],
  });
}

/** The notice that codes are paused until an instant, or closed (null), after too many wrong ones. */
export function pausedContent(
  { company, until, zone }: { company: string; until: EpochSeconds | null; zone: string },
  language: Language,
): Rendered {
  const locale = { locale: language };
  const end = until === null ? null : spokenWindow({ start: until, end: until, zone }, language);
  return render({
    subject: m.mail_paused_subject({ company }, locale),
    intro: end
      ? m.mail_paused_intro({ until: `${end.from} (${end.zone})` }, locale)
      : m.mail_closed_intro({}, locale),
    notes: [m.mail_paused_not_you({}, locale)],
  });
}
