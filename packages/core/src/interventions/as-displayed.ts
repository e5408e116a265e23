import type { ActivityType, BusinessUnit, InterventionSummary } from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import { displayOf } from '../catalogue/settings.ts';
import { m } from '../paraglide/messages.js';
import { localized, type Language } from '../shared/languages.ts';
import type { PortalDisplay, PortalField, ShownForm } from '../shared/portal-display.ts';
import { plainStatus, type ParentFacts, type TemplateFacts } from '../shared/templates/facts.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { inWords } from './action-words.ts';
import { addressFacts, customerFacts } from './plain-facts.ts';
import { plannedTimes, promiseOf } from './promise.ts';
import { shownAnswers, type KnownAnswers } from './shown-answers.ts';
import type { CustomerIntervention } from './types.ts';

/** An intervention before its type's display took away what customers are not shown, and put its texts in. */
export type WholeIntervention = Omit<
  CustomerIntervention,
  | 'plannedStart'
  | 'statusLabel'
  | 'heading'
  | 'text'
  | 'technicianShown'
  | 'historyShown'
  | 'addressId'
  | 'fields'
>;

/** What the view is made of. */
export interface Shown {
  row: InterventionSummary;
  type: ActivityType | undefined;
  unit: BusinessUnit;
  language: Language;
  now: EpochSeconds;
  /** What contains it, where customers are shown that. */
  parent?: ParentFacts | null;
}

/** What the view is made of, with what was answered about it. */
export interface ShownWithAnswers extends Shown {
  known: KnownAnswers;
}

/**
 * An intervention as its type lets customers see it (CAD-PD-02, -06, -07): what is hidden is not in it, and as the texts
 * are made of what is left, no replacement code can reach it either.
 */
export function asDisplayed(whole: WholeIntervention, shown: ShownWithAnswers): CustomerIntervention {
  const { row, type, language } = shown;
  const display = displayOf(type ?? { display: null });
  const isShown = (field: PortalField) => !display.hiddenFields.includes(field);
  const view: CustomerIntervention = {
    ...withAnswers(whole, shown),
    addressId: row.intervention.addressId,
    technicianShown: isShown('technician'),
    cancelReason: isShown('cancel-reason') ? whole.cancelReason : null,
    historyShown: isShown('history'),
    heading: whole.typeName,
    text: '',
  };
  const facts = displayedFacts(view, shown);
  const words = (text: PortalDisplay['heading'], target: 'subject' | 'text') =>
    renderTemplate(localized(text, language), facts, target);
  return {
    ...view,
    heading: words(display.heading, 'subject') || whole.typeName,
    text: words(display.text, 'text').trim(),
    actions: {
      book: inWords(view.actions.book, facts),
      schedule: inWords(view.actions.schedule, facts),
      reschedule: inWords(view.actions.reschedule, facts),
      cancel: inWords(view.actions.cancel, facts),
    },
    extras: view.extras.map((extra) => inWords(extra, facts)),
  };
}

/** What is spoken of an intervention, before its type's display takes away what customers are not shown. */
type Spoken = Pick<
  WholeIntervention,
  | 'reference'
  | 'typeName'
  | 'status'
  | 'result'
  | 'promise'
  | 'duration'
  | 'technicianName'
  | 'address'
  | 'comment'
>;
type SpokenView = Omit<Spoken, 'duration'> &
  Pick<CustomerIntervention, 'duration' | 'plannedStart' | 'statusLabel' | 'fields'>;

/** What codes may stand for where the text is no page of the portal, but for the same customer. */
export function spokenFacts(whole: Spoken, shown: ShownWithAnswers): TemplateFacts {
  return displayedFacts(withAnswers(whole, shown), shown);
}

/** What is left of it, and the answers that the type shows. */
function withAnswers<Whole extends Spoken>(
  whole: Whole,
  shown: ShownWithAnswers,
): Omit<Whole, keyof SpokenView> & SpokenView {
  const { row, type, language } = shown;
  const display = displayOf(type ?? { display: null });
  const isShown = (field: PortalField) => !display.hiddenFields.includes(field);
  const bare = {
    ...whole,
    reference: isShown('reference') ? whole.reference : null,
    address: isShown('address') ? whole.address : null,
    technicianName: isShown('technician') ? whole.technicianName : null,
    duration: isShown('duration') ? whole.duration : null,
    comment: isShown('comment') ? whole.comment : '',
    plannedStart: display.time === 'exact' ? (plannedTimes(row.part, row.assignment)?.start ?? null) : null,
    statusLabel: null,
    fields: [],
  };
  const label = (text: string) => renderTemplate(text, displayedFacts(bare, shown), 'subject');
  const view = { ...bare, fields: shownAnswers(display.shownFields, row, shown.known, language, label) };
  const word = localized(display.statusLabels[whole.status] ?? {}, language);
  return {
    ...view,
    statusLabel: renderTemplate(word, displayedFacts(view, shown), 'subject').trim() || null,
  };
}

/** A text of staff's with codes as this customer reads it, of the view that `asDisplayed` made. */
export function textAsDisplayed(text: string, view: CustomerIntervention, shown: Shown): string {
  return renderTemplate(text, displayedFacts(view, shown), 'text');
}

/** What codes may stand for: what the view still has, and the customer's own data. */
function displayedFacts(view: SpokenView, { row, unit, language, now, parent = null }: Shown): TemplateFacts {
  const { address, customer } = row;
  return {
    language,
    now,
    zone: view.promise?.zone ?? unit.zone,
    intervention: {
      reference: view.reference,
      title: view.typeName,
      promise: view.promise,
      start: view.plannedStart,
      duration: view.duration,
      comment: view.comment,
      status: view.statusLabel ?? statusWord(view, language),
      businessUnitName: portalName(unit),
      address: view.address &&
        address && {
          text: view.address.text,
          additional: address.line2,
          zipCode: address.postalCode,
          lon: view.address.lon,
          lat: view.address.lat,
        },
      technicians:
        view.technicianName === null ? [] : [{ name: view.technicianName, email: row.technicianEmail }],
      // What technicians write on closing is for staff; the portal has no place for it.
      report: { result: view.result, comment: null },
      custom: customOf(view, (form) => form !== 'customer'),
      parent,
    },
    customer: { ...customerFacts(customer), custom: customOf(view, (form) => form === 'customer') },
  };
}

/** Answers that are shown, by code; of two forms with one code the first that is shown. */
function customOf(
  { fields }: Pick<CustomerIntervention, 'fields'>,
  isOwn: (form: ShownForm) => boolean,
): Record<string, string> {
  const own = fields.filter(({ form }) => isOwn(form)).toReversed();
  return Object.fromEntries(own.map(({ code, text }) => [code, text]));
}

/** What a text may tell of an intervention that contains another; null: customers are not shown it at all. */
export function displayedParent(
  { intervention, part, assignment, address }: InterventionSummary,
  type: ActivityType | undefined,
): ParentFacts | null {
  if (!type?.portalShown || !type.active) return null;
  const display = displayOf(type);
  if (display.hiddenStatuses.includes(intervention.status)) return null;
  const isShown = (field: PortalField) => !display.hiddenFields.includes(field);
  return {
    reference: isShown('reference') ? intervention.reference : null,
    promise: promiseOf(part),
    start: display.time === 'exact' ? (plannedTimes(part, assignment)?.start ?? null) : null,
    address: address && isShown('address') ? addressFacts(address) : null,
    custom: {},
  };
}

/** What codes say of a status (1.19), in a language. */
export function statusWord({ status }: Pick<CustomerIntervention, 'status'>, language: Language): string {
  const locale = { locale: language };
  const words = {
    pending: m.code_status_pending,
    cancelled: m.code_status_cancelled,
    terminated: m.code_status_terminated,
  };
  return words[plainStatus(status)]({}, locale);
}

/** Type by type, the statuses whose interventions are absent from the portal. */
export function hiddenWork(
  types: readonly ActivityType[],
): { activityTypeId: string; statuses: PortalDisplay['hiddenStatuses'] }[] {
  return types.flatMap((type) => {
    const statuses = displayOf(type).hiddenStatuses;
    return statuses.length === 0 ? [] : [{ activityTypeId: type.id, statuses }];
  });
}

/** Types that hide this of their interventions. */
export function typesHiding(field: PortalField, types: readonly ActivityType[]): string[] {
  return types.filter((type) => displayOf(type).hiddenFields.includes(field)).map(({ id }) => id);
}
