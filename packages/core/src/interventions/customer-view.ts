import {
  findAccess,
  findBusinessUnit,
  findCustomers,
  listActivityTypes,
  listInterventions,
  listPortalActions,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { loadActionBackground, type ActionBackground } from '../catalogue/action-background.ts';
import type { PortalLayers } from '../catalogue/bookable-types.ts';
import { loadFormStates } from '../catalogue/form-states.ts';
import { offeredAction } from '../catalogue/offered-action.ts';
import { addressView } from '../customers/address-view.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { PortalActionKind } from '../shared/interventions.ts';
import { localized } from '../shared/languages.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { ParentFacts } from '../shared/templates/facts.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { actionWords } from './action-words.ts';
import { asDisplayed, displayedParent } from './as-displayed.ts';
import { extraActions } from './extra-actions.ts';
import { promiseOf } from './promise.ts';
import { loadKnownAnswers, type KnownAnswers } from './shown-answers.ts';
import type { CustomerIntervention, OfferedAction } from './types.ts';

/** What decides what a customer sees and may do, loaded once for a page. */
export async function loadPortalSettings(q: Queries, scope: AccessScope): Promise<PortalLayers> {
  const { companyId, businessUnitId } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return {
    unit,
    access: await findAccess(q, businessUnitId, scope.accessId),
    customers: await findCustomers(q, businessUnitId, scope.customerIds),
    types: await listActivityTypes(q, businessUnitId),
    actions: await listPortalActions(q, businessUnitId),
  };
}

/** What the conditions of actions ask about, and the answers that are shown. */
export interface PageBackground extends ActionBackground {
  known: KnownAnswers;
}

/** What the conditions of the actions ask about, for a page with these interventions. */
export async function loadPageBackground(
  q: Queries,
  { businessUnitId, customerIds }: AccessScope,
  { actions, types }: PortalLayers,
  rows: readonly InterventionSummary[],
): Promise<PageBackground> {
  const interventionIds = rows.map(({ intervention }) => intervention.id);
  const background = await loadActionBackground(q, businessUnitId, actions, {
    interventionIds,
    customerIds,
  });
  const forms = await loadFormStates(q, businessUnitId, actions, interventionIds);
  const known = await loadKnownAnswers(q, businessUnitId, types, rows);
  return { ...background, forms, known, parents: await loadParents(q, businessUnitId, rows) };
}

/** What contains these, by id. */
export async function loadParents(
  q: Queries,
  businessUnitId: string,
  rows: readonly InterventionSummary[],
): Promise<Map<string, InterventionSummary>> {
  const ids = [...new Set(rows.flatMap(({ intervention: { parentId } }) => parentId ?? []))];
  if (ids.length === 0) return new Map();
  const page = { limit: ids.length, offset: 0 };
  const found = await listInterventions(q, businessUnitId, { filter: { ids }, order: 'oldest', page });
  return new Map(found.rows.map((row) => [row.intervention.id, row]));
}

/** What a text of staff's may tell of what contains an intervention. */
export function shownParent(
  { intervention }: InterventionSummary,
  { types }: Pick<PortalLayers, 'types'>,
  { parents }: Pick<ActionBackground, 'parents'>,
): ParentFacts | null {
  const parent = parents?.get(intervention.parentId ?? '');
  const type = types.find(({ id }) => id === parent?.intervention.activityTypeId);
  return parent ? displayedParent(parent, type) : null;
}

/** Types that customers see at all: interventions of others are absent from the portal. */
export function shownTypeIds({ types }: Pick<PortalLayers, 'types'>): string[] {
  return types.filter(({ portalShown }) => portalShown).map(({ id }) => id);
}

/** One intervention as its customer may know it, with what can be done about it now. */
export function customerIntervention(
  row: InterventionSummary,
  settings: PortalLayers,
  background: PageBackground,
  { language }: Pick<AccessScope, 'language'>,
  now: EpochSeconds,
): CustomerIntervention {
  const { intervention, part, assignment, address, customer } = row;
  if (!address) throw notFound('interventionId');
  const { unit, access } = settings;
  const type = settings.types.find(({ id }) => id === intervention.activityTypeId);
  const promise = promiseOf(part);
  const promiseStart = assignment ? (promise?.start ?? null) : null;
  const bookAction = settings.actions.find(
    ({ kind, activityTypeId }) => kind === 'book' && activityTypeId === intervention.activityTypeId,
  );
  const question = {
    now,
    shown: isShown({ portal: unit, access, customer, type, status: intervention.status }),
    type,
    customer,
    visit: { intervention, promiseStart, zone: part?.zone ?? unit.zone },
    language,
    unitZone: unit.zone,
  };
  const offered = (kind: PortalActionKind): OfferedAction => {
    const { action, verdict } = offeredAction(kind, settings.actions, background, question);
    return { ...verdict, ...actionWords(action, language) };
  };
  const whole = {
    id: intervention.id,
    reference: intervention.reference,
    typeId: intervention.activityTypeId,
    typeName: localized(row.activityTypeName, language),
    status: intervention.status,
    awaiting: intervention.awaitingSince !== null,
    result: intervention.result,
    promise,
    duration: part?.duration ?? type?.duration ?? 0,
    technicianName: row.technicianName,
    address: addressView(address, customer, unit.zone),
    comment: intervention.comment,
    cancelReason: intervention.cancelReason,
    closedAt: intervention.closedAt,
    revision: intervention.revision,
    actions: {
      book: actionWords(bookAction ?? null, language),
      schedule: offered('schedule'),
      reschedule: offered('reschedule'),
      cancel: offered('cancel'),
    },
    extras: extraActions(settings.actions, background, question),
  };
  const parent = shownParent(row, settings, background);
  return asDisplayed(whole, { row, type, unit, language, now, parent, known: background.known });
}
