import { m } from '../paraglide/messages.js';
import type { PortalActionKind } from '../shared/interventions.ts';
import type { Language } from '../shared/languages.ts';
import { render, type Rendered } from './content.ts';

/** What staff are told of something that a customer did in the portal. */
export interface ActFacts {
  company: string;
  kind: PortalActionKind;
  typeName: string;
  customerReference: string;
  /** Of the intervention; null: it was done from the home page. */
  reference: string | null;
  url: string;
}

/** The mail to somebody of the company. */
export function actContent(facts: ActFacts, language: Language): Rendered {
  const locale = { locale: language };
  const what = {
    book: m.mail_act_book,
    schedule: m.mail_act_schedule,
    reschedule: m.mail_act_reschedule,
    cancel: m.mail_act_cancel,
    form: m.mail_act_form,
    survey: m.mail_act_survey,
    sign: m.mail_act_sign,
    propose: m.mail_act_propose,
    message: m.mail_act_message,
  }[facts.kind]({}, locale);
  return render({
    subject: m.mail_act_subject({ company: facts.company, what }, locale),
    intro: m.mail_act_intro({ what }, locale),
    facts: [
      { label: m.mail_what({}, locale), value: facts.typeName },
      { label: m.mail_act_customer({}, locale), value: facts.customerReference },
      ...(facts.reference === null ? [] : [{ label: m.mail_reference({}, locale), value: facts.reference }]),
    ],
    link: { label: m.mail_act_open({}, locale), url: facts.url },
  });
}
