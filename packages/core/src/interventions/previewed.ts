import {
  findBusinessUnit,
  listActivityTypes,
  listInterventions,
  type ActivityType,
  type BusinessUnit,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { nothingAsked } from '../catalogue/action-background.ts';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { Language } from '../shared/languages.ts';
import type { ParentFacts } from '../shared/templates/facts.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { customerIntervention, loadParents, shownParent } from './customer-view.ts';
import { loadKnownAnswers, type KnownAnswers } from './shown-answers.ts';
import type { CustomerIntervention } from './types.ts';

const choices = 25;

/** The newest interventions of a type that have an address, or one of them. */
export async function previewRows(
  q: Queries,
  { businessUnitId, id }: ActivityType,
  interventionId?: string,
): Promise<InterventionSummary[]> {
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: { activityTypeIds: [id], ...(interventionId !== undefined && { ids: [interventionId] }) },
    order: 'newest',
    page: { limit: choices, offset: 0 },
  });
  return rows.filter(({ address }) => address !== null);
}

/** An intervention as its customer would see it, and all that it was made of. */
export interface Previewed {
  row: InterventionSummary;
  unit: BusinessUnit;
  known: KnownAnswers;
  /** What texts may tell of what contains it. */
  parent: ParentFacts | null;
  view: CustomerIntervention;
}

/**
 * An intervention as its customer would see it under this type, by the function that makes it for the portal.
 * @throws ItineraError `not-found`.
 */
export async function previewVisit(
  q: Queries,
  scope: BusinessUnitScope,
  { type, row, language, now }: PreviewOf,
): Promise<Previewed> {
  // Who configures sees what the plan shows; a code shows no more of a customer to who may not look at customers.
  const seen = may(scope, 'see-customers')
    ? row
    : { ...row, customer: { ...row.customer, email: null, phone: null, mobile: null, customFields: null } };
  return visitAsDisplayed(q, scope, { type, row: seen, language, now });
}

/**
 * The same with nothing taken out but what the display hides: for its customer.
 * @throws ItineraError `not-found`.
 */
export async function visitAsDisplayed(
  q: Queries,
  { companyId, businessUnitId }: Pick<BusinessUnitScope, 'companyId' | 'businessUnitId'>,
  { type, row, language, now }: PreviewOf,
): Promise<Previewed> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const known = await loadKnownAnswers(q, businessUnitId, [type], [row]);
  const parents = await loadParents(q, businessUnitId, [row]);
  const others = parents.size === 0 ? [] : await listActivityTypes(q, businessUnitId);
  const types = [type, ...others.filter(({ id }) => id !== type.id)];
  const settings = { unit, access: { enabled: true }, customers: [row.customer], types, actions: [] };
  const background = { ...nothingAsked, known, parents };
  const view = customerIntervention(row, settings, background, { language }, now);
  return { row, unit, known, parent: shownParent(row, settings, background), view };
}

interface PreviewOf {
  /** As it is, or is being configured. */
  type: ActivityType;
  row: InterventionSummary;
  language: Language;
  now: EpochSeconds;
}
