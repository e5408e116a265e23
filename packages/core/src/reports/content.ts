import {
  findActivityType,
  findAccess,
  findBusinessUnit,
  findSubmission,
  listInterventions,
  type ActivityType,
  type BusinessUnit,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { findForm, findFormVersion } from '@itinera/db/forms';
import { portalName } from '../business-units/portal-name.ts';
import { displayOf, reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { visitRenderer } from '../forms/form-facts.ts';
import { promiseOf } from '../interventions/promise.ts';
import { spokenMoment, spokenWindow } from '../notifications/times.ts';
import { m } from '../paraglide/messages.js';
import type { SystemScope } from '../scopes.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { renderedForm } from '../shared/forms/rendered-form.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import type { PortalField } from '../shared/portal-display.ts';
import { answered, type ReportAnswer } from './answered.ts';
import { reportTexts } from './texts.ts';
import { reasonWords } from './words.ts';

/** What a report says, in words. */
export interface ReportContent {
  language: Language;
  title: string;
  company: { name: string; contact: string[]; colour: string | null; logo: string | null };
  /** The company's words above what was recorded, and below it; '' without. */
  intro: string;
  ending: string;
  facts: { label: string; text: string }[];
  /** To the closing form, in its order. */
  answers: ReportAnswer[];
}

/** What a report is made of, and the revision of the intervention that it was. */
export interface GatheredReport {
  content: ReportContent;
  revision: number;
  zone: string;
}

/**
 * What the report of closed work says, in its customer's language, without what the type's display hides from customers: it is
 * theirs to have. null: the work is not closed (any more), its words were erased, or its type has no report made.
 */
export async function gatherReport(
  ctx: Context,
  q: Queries,
  scope: SystemScope,
  interventionId: string,
): Promise<GatheredReport | null> {
  const { companyId, businessUnitId } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const page = { limit: 1, offset: 0 };
  const filter = { ids: [interventionId] };
  const [row] = (await listInterventions(q, businessUnitId, { filter, order: 'newest', page })).rows;
  if (!unit || row?.intervention.status !== 'terminated' || row.intervention.erasedAt !== null) return null;
  const type = await findActivityType(q, businessUnitId, row.intervention.activityTypeId);
  if (!type || !reportOf(type).made) return null;
  const language = await languageOf(q, unit, row);
  const zone = row.part?.zone ?? unit.zone;
  const contact = [unit.contactEmail, unit.contactPhone, unit.contactAddress];
  const content = {
    language,
    title: reportOf(type).name[language] || m.report_name({}, { locale: language }),
    company: {
      name: portalName(unit),
      contact: contact.filter((line) => line !== null),
      colour: unit.accentColour,
      logo: unit.logo,
    },
    ...(await reportTexts(q, unit, row, type, language)),
    facts: factsOf(row, type, { language, zone }),
    answers: await answersOf(ctx, q, scope, row, language),
  };
  return { content, revision: row.intervention.revision, zone };
}

/** Of whoever booked it, else of the customer. */
async function languageOf(
  q: Queries,
  unit: BusinessUnit,
  { intervention, customer }: InterventionSummary,
): Promise<Language> {
  const { createdByAccessId } = intervention;
  const access = createdByAccessId === null ? undefined : await findAccess(q, unit.id, createdByAccessId);
  const spoken = [access?.language, customer.language, unit.defaultLanguage];
  return spoken.find(isLanguage) ?? 'en';
}

function factsOf(
  row: InterventionSummary,
  type: ActivityType,
  { language, zone }: { language: Language; zone: string },
): ReportContent['facts'] {
  const { intervention, part, address, customer, technicianName } = row;
  const { reference, actualStart, actualEnd, result, resultCode, resultReason, comment } = intervention;
  const { hiddenFields } = displayOf(type);
  const unless = <T>(field: PortalField, value: T): T | null => (hiddenFields.includes(field) ? null : value);
  const locale = { locale: language };
  const promise = promiseOf(part);
  const window = promise && spokenWindow(promise, language);
  const moment = (at: number | null): string | null =>
    at === null ? null : spokenMoment(at, zone, language);
  const outcome = result === 'ko' ? m.report_ko({}, locale) : m.report_ok({}, locale);
  const reason = result === 'ko' && resultCode !== null ? reasonWords(resultCode, language) : null;
  const all: [label: string, text: string | null][] = [
    [m.report_reference({}, locale), unless('reference', reference)],
    [m.report_customer({}, locale), displayName(customer)],
    [m.report_address({}, locale), unless('address', address && addressText(address))],
    [m.report_work({}, locale), localized(type.name, language)],
    [m.report_wish({}, locale), unless('comment', comment)],
    [m.report_promised({}, locale), window && `${window.date}, ${window.from}–${window.to} (${window.zone})`],
    [m.report_began({}, locale), moment(actualStart)],
    [m.report_ended({}, locale), moment(actualEnd)],
    [m.report_technician({}, locale), unless('technician', technicianName)],
    [
      m.report_result({}, locale),
      result && (reason ? m.report_ko_because({ result: outcome, reason }, locale) : outcome),
    ],
    [m.report_comment({}, locale), reportOf(type).comment ? resultReason : null],
  ];
  return all.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

async function answersOf(
  ctx: Context,
  q: Queries,
  scope: SystemScope,
  { intervention }: InterventionSummary,
  language: Language,
): Promise<ReportAnswer[]> {
  const { businessUnitId } = scope;
  const form = await findForm(q, businessUnitId, {
    ownerId: intervention.activityTypeId,
    purpose: 'closing',
  });
  const submission = form && (await findSubmission(q, businessUnitId, form.id, intervention.id));
  if (!form || submission?.state !== 'final') return [];
  const version = await findFormVersion(q, form.id, submission.version);
  if (!version) return [];
  const render = await visitRenderer(ctx, q, scope, intervention, 'customer');
  const definition = renderedForm(version.definition as FormDefinition, render);
  return answered(definition, submission.answers as Answers, language);
}
