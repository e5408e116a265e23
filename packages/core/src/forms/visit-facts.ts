import {
  findActivityType,
  listInterventions,
  type BusinessUnit,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { listAnsweredForms } from '@itinera/db/forms';
import { portalName } from '../business-units/portal-name.ts';
import { displayOf } from '../catalogue/settings.ts';
import { customerFields } from '../catalogue/showable-fields.ts';
import { displayedParent, statusWord } from '../interventions/as-displayed.ts';
import { loadParents } from '../interventions/customer-view.ts';
import { plannedTimes, promiseOf } from '../interventions/promise.ts';
import { shownAnswers, type KnownAnswers } from '../interventions/shown-answers.ts';
import type { ShownAnswer } from '../interventions/types.ts';
import { emptyForm, type FormDefinition } from '../shared/forms/definition.ts';
import { localized, type Language } from '../shared/languages.ts';
import { notFound } from '../shared/ids.ts';
import {
  plainDisplay,
  type PortalDisplay,
  type PortalField,
  type ShownField,
} from '../shared/portal-display.ts';
import type { ParentFacts, TemplateFacts } from '../shared/templates/facts.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import { addressFacts, customerFacts } from '../interventions/plain-facts.ts';

/** Puts what is known of a visit to what is known anyway, in its language. */
export type VisitFacts = (common: TemplateFacts) => TemplateFacts;

/** Nothing is hidden, and the planned time is told. */
const everything: PortalDisplay = { ...plainDisplay, time: 'exact' };

/**
 * What the codes of a visit's forms stand for. `forCustomer`: what the type's display hides, or does not show of answers, is not
 * in it, so that no code reaches it (CAD-PD-06).
 * @throws ItineraError `not-found`.
 */
export async function loadVisitFacts(
  q: Queries,
  unit: BusinessUnit,
  interventionId: string,
  forCustomer: boolean,
): Promise<VisitFacts> {
  const { rows } = await listInterventions(q, unit.id, {
    filter: { ids: [interventionId] },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  const [row] = rows;
  if (!row) throw notFound('interventionId');
  const { intervention, part, assignment, address, customer } = row;
  const type = await findActivityType(q, unit.id, intervention.activityTypeId);
  const display = forCustomer ? displayOf(type ?? { display: null }) : everything;
  const known: KnownAnswers = {
    forms: await listAnsweredForms(q, unit.id, [interventionId]),
    files: [],
    customer: await customerFields(q, unit.id),
  };
  const fields = forCustomer ? display.shownFields : everyField(known, row);
  const parentIn = await loadParentFacts(q, row, forCustomer);
  const isShown = (field: PortalField) => !display.hiddenFields.includes(field);
  const named = row.technicianName !== null && isShown('technician');
  return (common) => {
    const { language } = common;
    const answered = answersIn(fields, row, known, language);
    const told = {
      ...common,
      intervention: {
        reference: isShown('reference') ? intervention.reference : null,
        title: localized(row.activityTypeName, language),
        promise: promiseOf(part),
        start: display.time === 'exact' ? (plannedTimes(part, assignment)?.start ?? null) : null,
        duration: isShown('duration') ? (part?.duration ?? null) : null,
        comment: isShown('comment') ? intervention.comment : null,
        status: statusWord(intervention, language),
        businessUnitName: portalName(unit),
        address: address && isShown('address') ? addressFacts(address) : null,
        technicians: named ? [{ name: row.technicianName ?? '', email: row.technicianEmail }] : [],
        // What technicians write on closing is for staff.
        report: { result: intervention.result, comment: forCustomer ? null : intervention.resultReason },
        custom: customTexts(answered),
        parent: parentIn(language),
      },
      customer: { ...customerFacts(customer), custom: customTexts(answered, 'customer') },
    };
    const label = localized(display.statusLabels[intervention.status] ?? {}, language);
    const status = renderTemplate(label, told, 'subject').trim();
    return status === '' ? told : { ...told, intervention: { ...told.intervention, status } };
  };
}

function answersIn(
  fields: readonly ShownField[],
  row: InterventionSummary,
  known: KnownAnswers,
  language: Language,
): ShownAnswer[] {
  return shownAnswers(fields, row, known, language, (label) => label);
}

/** Answers about the work, or of the customer, by code; of two forms with one code the first counts, as beside the visit. */
function customTexts(answered: readonly ShownAnswer[], of?: 'customer'): Record<string, string> {
  const own = answered.filter(({ form }) => (form === 'customer') === (of === 'customer')).toReversed();
  return Object.fromEntries(own.map(({ code, text }) => [code, text]));
}

/** Every answer there is, for eyes that see all. */
function everyField({ forms }: KnownAnswers, { customer }: InterventionSummary): ShownField[] {
  const answered = forms.flatMap(({ purpose, definition }) =>
    purpose === 'activity' || purpose === 'closing'
      ? (definition as FormDefinition).fields.map(({ code }) => ({ form: purpose, code, label: {} }))
      : [],
  );
  const own = Object.keys(customer.customFields ?? {});
  return [...answered, ...own.map((code) => ({ form: 'customer' as const, code, label: {} }))];
}

/** What contains it, as far as whoever reads may see that, with what was answered about it. */
async function loadParentFacts(
  q: Queries,
  row: InterventionSummary,
  forCustomer: boolean,
): Promise<(language: Language) => ParentFacts | null> {
  const { businessUnitId, parentId } = row.intervention;
  const parent = parentId === null ? undefined : (await loadParents(q, businessUnitId, [row])).get(parentId);
  const type = parent && (await findActivityType(q, businessUnitId, parent.intervention.activityTypeId));
  if (!parent || !type) return () => null;
  const seen = forCustomer ? type : { ...type, portalShown: true, active: true, display: everything };
  const facts = displayedParent(parent, seen);
  const forms = await listAnsweredForms(q, businessUnitId, [parent.intervention.id]);
  const known = { forms, files: [], customer: emptyForm };
  const fields = forCustomer ? displayOf(type).shownFields : everyField(known, parent);
  return (language) => facts && { ...facts, custom: customTexts(answersIn(fields, parent, known, language)) };
}
