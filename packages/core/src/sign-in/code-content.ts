import { render, type Rendered } from '../notifications/content.ts';
import { textMessage, type TextMessage } from '../notifications/queue-message.ts';
import { spokenWindow } from '../notifications/times.ts';
import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { codeLifetime } from './limits.ts';

export type Channel = 'email' | 'sms';

const minutes = String(codeLifetime / 60);

/** What a message with a code tells; `url`: the link that proves as much as the code, where there is one. */
export interface CodeFacts {
  company: string;
  code: string;
  reference: string;
  url: string | null;
}

/** The message with a code for signing in. It names nobody: whoever reads it has proven nothing yet. */
export function codeContent(channel: Channel, facts: CodeFacts, language: Language): Rendered | TextMessage {
  const { company, code, reference, url } = facts;
  const locale = { locale: language };
  if (channel === 'sms')
    return textMessage(
      [m.sms_code({ company, code, reference, minutes }, locale), url && m.sms_link({ url }, locale)]
        .filter(Boolean)
        .join('\n'),
    );
  return render({
    subject: m.mail_code_subject({ company }, locale),
    intro: m.mail_code_intro({ company }, locale),
    highlight: code,
    notes: [
      m.mail_code_reference({ reference }, locale),
      m.mail_code_lifetime({ minutes }, locale),
      m.mail_code_not_you({}, locale),
    ],
    link: url === null ? undefined : { label: m.mail_code_link({}, locale), url },
  });
}

/** The message with a code by which somebody who is signed in proves an identifier, the new one or the one on file. */
export function proofContent(
  channel: Channel,
  { company, code, reference }: Omit<CodeFacts, 'url'>,
  language: Language,
): Rendered | TextMessage {
  const locale = { locale: language };
  if (channel === 'sms') return textMessage(m.sms_proof({ company, code, reference, minutes }, locale));
  return render({
    subject: m.mail_proof_subject({ company }, locale),
    intro: m.mail_proof_intro({ company }, locale),
    highlight: code,
    notes: [
      m.mail_code_reference({ reference }, locale),
      m.mail_code_lifetime({ minutes }, locale),
      m.mail_proof_not_you({}, locale),
    ],
  });
}

/** The notice that codes are paused until an instant, or closed (null), after too many wrong ones. */
export function pausedContent(
  channel: Channel,
  { company, until, zone }: { company: string; until: EpochSeconds | null; zone: string },
  language: Language,
): Rendered | TextMessage {
  const locale = { locale: language };
  const end = until === null ? null : spokenWindow({ start: until, end: until, zone }, language);
  const untilText = end && `${end.from} (${end.zone})`;
  if (channel === 'sms')
    return textMessage(
      untilText ? m.sms_paused({ company, until: untilText }, locale) : m.sms_closed({ company }, locale),
    );
  return render({
    subject: m.mail_paused_subject({ company }, locale),
    intro: untilText ? m.mail_paused_intro({ until: untilText }, locale) : m.mail_closed_intro({}, locale),
    notes: [m.mail_paused_not_you({}, locale)],
  });
}
