import type { InterventionStatus } from './interventions.ts';
import type { LocalizedText } from './languages.ts';
import { isFieldCode } from './templates/codes.ts';
import type { TemplateUse } from './templates/template.ts';

/** What of an intervention customers may be shown or not. */
export const portalFields = [
  'reference',
  'address',
  'technician',
  'duration',
  'comment',
  'cancel-reason',
  'history',
] as const;
export type PortalField = (typeof portalFields)[number];

/** Of which forms customers may be shown answers: two of a visit, and their own fields. */
export const shownForms = ['activity', 'closing', 'customer'] as const;
export type ShownForm = (typeof shownForms)[number];

/** How many fields of forms a type may show. */
export const mostShownFields = 100;

/** A field of a form whose answer customers read beside the visit. */
export interface ShownField {
  form: ShownForm;
  code: string;
  /** What it is called for them; where nothing is written, as in the form. */
  label: LocalizedText;
}

/** What customers are told of a visit by mail, each with the portal's own words where staff wrote none. */
export const visitMessages = ['confirmed', 'rescheduled', 'canceled', 'declined', 'technician'] as const;
export type VisitMessage = (typeof visitMessages)[number];

/** Staff's own words of a mail, with replacement codes. What, when, where and the link follow them whatever they are. */
export interface MessageTexts {
  /** Instead of its subject, one line. */
  subject: LocalizedText;
  /** Instead of its first sentence, several lines. */
  text: LocalizedText;
}

/** How customers see the interventions of a type (CAD-PD-06, -07). What is not named is shown, in the portal's own words. */
export interface PortalDisplay {
  /** Interventions that stand so are absent from the portal. */
  hiddenStatuses: InterventionStatus[];
  /** What customers read for a status, instead of the portal's own word, one line, with replacement codes (CAD-LC-03). */
  statusLabels: Partial<Record<InterventionStatus, LocalizedText>>;
  hiddenFields: PortalField[];
  /** Of forms, unlike the above, only what is named is shown, in this order (CAD-PD-05, -06). */
  shownFields: ShownField[];
  /** The promised window, or the planned start besides; it may still move inside the window. */
  time: 'window' | 'exact';
  /** Above the visit instead of the type's name, one line, with replacement codes. */
  heading: LocalizedText;
  /** Below it, several lines, with replacement codes. */
  text: LocalizedText;
  messages: Partial<Record<VisitMessage, MessageTexts>>;
}

/** What of a display says which fields its texts may speak of. */
export interface FieldsShown {
  shownFields: readonly Pick<ShownField, 'form' | 'code'>[];
}

/** What the texts of a type and of its actions may speak of: of fields of forms those that its display shows. */
export function displayTextUse({ shownFields }: FieldsShown): TemplateUse {
  const codes = (isOwn: (form: ShownForm) => boolean) => [
    ...new Set(
      shownFields.filter(({ form, code }) => isOwn(form) && isFieldCode(code)).map(({ code }) => code),
    ),
  ];
  return {
    contexts: ['intervention', 'customer', 'system'],
    custom: {
      intervention: codes((form) => form !== 'customer'),
      customer: codes((form) => form === 'customer'),
    },
  };
}

/** What a type's interventions look like before anybody says otherwise. */
export const plainDisplay: PortalDisplay = {
  hiddenStatuses: [],
  statusLabels: {},
  hiddenFields: [],
  shownFields: [],
  time: 'window',
  heading: {},
  text: {},
  messages: {},
};
