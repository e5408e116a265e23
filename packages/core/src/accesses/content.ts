import { render, type Rendered } from '../notifications/content.ts';
import { textMessage, type TextMessage } from '../notifications/queue-message.ts';
import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';

/** The mail that tells a person they may sign in, and where. */
export function invitationContent(
  { company, name, email, url }: { company: string; name: string; email: string; url: string },
  language: Language,
): Rendered {
  const locale = { locale: language };
  return render({
    subject: m.mail_invitation_subject({ company }, locale),
    hello: m.mail_hello({ name }, locale),
    intro: m.mail_invitation_intro({ company }, locale),
    notes: [m.mail_invitation_how({ email }, locale), m.mail_invitation_stays({}, locale)],
    link: { label: m.mail_invitation_open({}, locale), url },
  });
}

/** The notice to where somebody was reached until now. It does not say where they are reached from now on. */
export function identifierChangedContent(
  { company, name, contact }: { company: string; name: string; contact: string[] },
  language: Language,
): Rendered {
  const locale = { locale: language };
  return render({
    subject: m.mail_identifier_changed_subject({ company }, locale),
    hello: m.mail_hello({ name }, locale),
    intro: m.mail_identifier_changed_intro({ company }, locale),
    notes: [
      m.mail_identifier_changed_sessions({}, locale),
      ...(contact.length > 0 ? [m.mail_contact({ contact: contact.join(', ') }, locale)] : []),
    ],
  });
}

/** The same in a text message. */
export function identifierChangedText(company: string, language: Language): TextMessage {
  const locale = { locale: language };
  return textMessage(
    `${m.mail_identifier_changed_intro({ company }, locale)} ${m.mail_identifier_changed_sessions({}, locale)}`,
  );
}
