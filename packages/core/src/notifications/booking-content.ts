import { m } from '../paraglide/messages.js';
import type { Language } from '../shared/languages.ts';
import type { PromisedWindow } from '../shared/units.ts';
import { render, type Rendered } from './content.ts';
import { spokenWindow } from './times.ts';

export type BookingMessageKind =
  | 'booking-confirmed'
  | 'booking-rescheduled'
  | 'booking-canceled'
  | 'booking-declined'
  /** Somebody else comes at the same time. */
  | 'booking-technician';

/** What a booking's mail tells. */
export interface BookingFacts {
  name: string;
  typeName: string;
  promise: PromisedWindow | null;
  place: string | null;
  /** null, as the place: customers are not shown it. */
  reference: string | null;
  /** The intervention's page in the portal. */
  url: string;
  /** How to reach the company, e-mail and telephone. */
  contact: string[];
  /** Who comes, where the message tells it. */
  technician?: string | undefined;
  /** What staff say about it to the customer. */
  words?: string | undefined;
  /** The type's own words, instead of subject and first sentence; '': ours. */
  own?: { subject: string; text: string } | undefined;
}

/** The mail of a booking that was confirmed, moved or canceled, or whose time was declined. */
export function bookingContent(kind: BookingMessageKind, facts: BookingFacts, language: Language): Rendered {
  const locale = { locale: language };
  const when = facts.promise && spokenWindow(facts.promise, language);
  const spoken = when && (when.from === when.to ? m.mail_moment(when, locale) : m.mail_window(when, locale));
  const title = { type: facts.typeName, date: when?.date ?? '' };
  const canceled = kind === 'booking-canceled';
  const over = canceled || kind === 'booking-declined';
  return render({
    subject: facts.own?.subject || subjectOf(kind, title, language),
    hello: m.mail_hello({ name: facts.name }, locale),
    intro: facts.own?.text || introOf(kind, language),
    facts: [
      { label: m.mail_what({}, locale), value: facts.typeName },
      ...(spoken ? [{ label: over ? m.mail_was({}, locale) : m.mail_when({}, locale), value: spoken }] : []),
      ...(facts.technician ? [{ label: m.mail_who({}, locale), value: facts.technician }] : []),
      ...(facts.place ? [{ label: m.mail_where({}, locale), value: facts.place }] : []),
      ...(facts.reference ? [{ label: m.mail_reference({}, locale), value: facts.reference }] : []),
    ],
    notes: [
      ...(facts.words ? [facts.words] : []),
      ...(facts.contact.length > 0 ? [m.mail_contact({ contact: facts.contact.join(', ') }, locale)] : []),
    ],
    link: canceled ? undefined : { label: m.mail_open({}, locale), url: facts.url },
  });
}

function subjectOf(
  kind: BookingMessageKind,
  title: { type: string; date: string },
  language: Language,
): string {
  const locale = { locale: language };
  switch (kind) {
    case 'booking-confirmed':
      return m.mail_booked_subject(title, locale);
    case 'booking-rescheduled':
      return m.mail_moved_subject(title, locale);
    case 'booking-canceled':
      return title.date === ''
        ? m.mail_canceled_subject_undated(title, locale)
        : m.mail_canceled_subject(title, locale);
    case 'booking-declined':
      return m.mail_declined_subject(title, locale);
    case 'booking-technician':
      return m.mail_technician_subject(title, locale);
  }
}

function introOf(kind: BookingMessageKind, language: Language): string {
  const locale = { locale: language };
  switch (kind) {
    case 'booking-confirmed':
      return m.mail_booked_intro({}, locale);
    case 'booking-rescheduled':
      return m.mail_moved_intro({}, locale);
    case 'booking-canceled':
      return m.mail_canceled_intro({}, locale);
    case 'booking-declined':
      return m.mail_declined_intro({}, locale);
    case 'booking-technician':
      return m.mail_technician_intro({}, locale);
  }
}
