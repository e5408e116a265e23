import type { TypeSettings } from '@itinera/core';
import {
  interventionStatuses,
  portalFields,
  visitMessages,
  type InterventionStatus,
  type Language,
  type MessageTexts,
  type PortalDisplay,
  type PortalField,
  type ShownForm,
  type VisitMessage,
} from '@itinera/core/shared';
import { everyLanguage, written } from './general-draft.ts';

/** A field of a form that is shown, and what it is called for customers. */
export interface AnswerDraft {
  form: ShownForm;
  code: string;
  label: Record<Language, string>;
}

/** How customers see a type, as its form holds it: every status and field says whether it is shown. */
export interface DisplayDraft {
  portalShown: boolean;
  statuses: Record<InterventionStatus, { shown: boolean; label: Record<Language, string> }>;
  fields: Record<PortalField, boolean>;
  answers: AnswerDraft[];
  time: PortalDisplay['time'];
  heading: Record<Language, string>;
  text: Record<Language, string>;
  messages: Record<VisitMessage, MessageDraft>;
}

/** Staff's own words of a mail. */
export type MessageDraft = Record<keyof MessageTexts, Record<Language, string>>;

export function displayDraft({ portalShown, display }: TypeSettings): DisplayDraft {
  const statuses = interventionStatuses.map((status) => [
    status,
    { shown: !display.hiddenStatuses.includes(status), label: everyLanguage(display.statusLabels[status]) },
  ]);
  return {
    portalShown,
    statuses: Object.fromEntries(statuses) as DisplayDraft['statuses'],
    fields: Object.fromEntries(
      portalFields.map((field) => [field, !display.hiddenFields.includes(field)]),
    ) as DisplayDraft['fields'],
    answers: display.shownFields.map((one) => ({ ...one, label: everyLanguage(one.label) })),
    time: display.time,
    heading: everyLanguage(display.heading),
    text: everyLanguage(display.text),
    messages: Object.fromEntries(
      visitMessages.map((message) => {
        const own = display.messages[message];
        return [message, { subject: everyLanguage(own?.subject), text: everyLanguage(own?.text) }];
      }),
    ) as DisplayDraft['messages'],
  };
}

/** What is sent for a draft. */
export function displayOf(draft: DisplayDraft) {
  const { portalShown, statuses, fields, answers, time, heading, text } = draft;
  const labels = interventionStatuses.flatMap((status) => {
    const label = written(statuses[status].label);
    return Object.keys(label).length > 0 ? [[status, label]] : [];
  });
  const display: PortalDisplay = {
    hiddenStatuses: interventionStatuses.filter((status) => !statuses[status].shown),
    statusLabels: Object.fromEntries(labels) as PortalDisplay['statusLabels'],
    hiddenFields: portalFields.filter((field) => !fields[field]),
    shownFields: answers.map((one) => ({ ...one, label: written(one.label) })),
    time,
    heading: written(heading),
    text: written(text),
    messages: Object.fromEntries(
      visitMessages.flatMap((message) => {
        const own = {
          subject: written(draft.messages[message].subject),
          text: written(draft.messages[message].text),
        };
        return Object.keys({ ...own.subject, ...own.text }).length > 0 ? [[message, own]] : [];
      }),
    ),
  };
  return { portalShown, display };
}
