import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import type { RequestKind } from '../shared/requests.ts';
import { render, type Rendered } from './content.ts';

/** What a customer is told of a request of theirs. */
export interface RequestFacts {
  name: string;
  company: string;
  /** The portal. */
  url: string;
  contact: string[];
}

/** The mail that says it arrived. It does not repeat what was written. */
export function receivedContent(kind: RequestKind, facts: RequestFacts, language: Language): Rendered {
  const locale = { locale: language };
  const intro =
    kind === 'message'
      ? m.mail_request_received_message({}, locale)
      : m.mail_request_received_proposal({}, locale);
  return render({
    subject: m.mail_request_received_subject({ company: facts.company }, locale),
    hello: m.mail_hello({ name: facts.name }, locale),
    intro,
    notes: contactNote(facts, language),
    link: { label: m.mail_request_open({}, locale), url: facts.url },
  });
}

/**
 * The mail with what staff answer, line by line as they wrote it, and how many files the portal has with it. `date`: when it
 * was asked, as it is spoken.
 */
export function answeredContent(
  { answer, date, files, ...facts }: RequestFacts & { answer: string; date: string; files: number },
  language: Language,
): Rendered {
  const locale = { locale: language };
  return render({
    subject: m.mail_request_answered_subject({ company: facts.company }, locale),
    hello: m.mail_hello({ name: facts.name }, locale),
    intro: m.mail_request_answered_intro({ date }, locale),
    notes: [
      ...answer.split('\n').filter((line) => line.trim() !== ''),
      ...(files > 0 ? [m.mail_request_answered_files({ count: files }, locale)] : []),
      ...contactNote(facts, language),
    ],
    link: { label: m.mail_request_open({}, locale), url: facts.url },
  });
}

function contactNote({ contact }: Pick<RequestFacts, 'contact'>, language: Language): string[] {
  return contact.length > 0 ? [m.mail_contact({ contact: contact.join(', ') }, { locale: language })] : [];
}
