import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import { render, type Rendered } from './content.ts';

/** What the mail with a report tells (CAD-RE-06). */
export interface ReportMailFacts {
  name: string;
  /** Of the report, as its type calls it. */
  report: string;
  typeName: string;
  /** On which the work was done, as it is spoken. */
  date: string;
  /** null: customers are not shown it. */
  reference: string | null;
  /** A former version was sent before. */
  corrected: boolean;
  /** Where it is: with the mail, in the portal because it is too large for one, or with us. */
  where: 'attached' | 'portal' | 'ask';
  /** The visit's page in the portal; null: there is nothing to be had. */
  url: string | null;
  /** How to reach the company, e-mail and telephone. */
  contact: string[];
}

/** The mail that brings the report of a visit, or says where it is. */
export function reportContent(facts: ReportMailFacts, language: Language): Rendered {
  const locale = { locale: language };
  const { report, typeName: type, date, corrected, reference, contact, url } = facts;
  const subject = { report, type, date };
  const where = {
    attached: m.mail_report_attached,
    portal: m.mail_report_in_portal,
    ask: m.mail_report_ask,
  }[facts.where];
  return render({
    subject: corrected
      ? m.mail_report_corrected_subject(subject, locale)
      : m.mail_report_subject(subject, locale),
    hello: m.mail_hello({ name: facts.name }, locale),
    intro: corrected ? m.mail_report_corrected_intro({}, locale) : m.mail_report_intro({ date }, locale),
    facts: [
      { label: m.mail_what({}, locale), value: type },
      ...(reference === null ? [] : [{ label: m.mail_reference({}, locale), value: reference }]),
    ],
    notes: [
      where({}, locale),
      ...(contact.length > 0 ? [m.mail_contact({ contact: contact.join(', ') }, locale)] : []),
    ],
    link: url === null ? undefined : { label: m.mail_report_open({}, locale), url },
  });
}
