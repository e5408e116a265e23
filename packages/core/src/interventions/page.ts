import {
  findActivityType,
  findBusinessUnit,
  listInterventionEvents,
  listInterventions,
  type ActivityType,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { addressView } from '../customers/address-view.ts';
import { may, seesOwnOnly } from '../rights.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import { isOpen } from '../shared/portal-actions.ts';
import { staffHistory } from './history.ts';
import { seenTechnicianIds } from './list.ts';
import { canBeAssigned } from './can-be-assigned.ts';
import { plannedTimes, promiseOf } from './promise.ts';
import { takesParts } from './require-container.ts';
import { interventionRow } from './staff-view.ts';
import { staffHistoryKinds, type AutomaticPlanning, type StaffIntervention } from './types.ts';

const historyLength = 200;

/**
 * The whole of one intervention of the unit.
 * @throws ItineraError `not-found`, also for a technician's eyes when it is not their own, nor of who delegates to them.
 */
export async function page(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<StaffIntervention> {
  const found = await staffPage(ctx.db.read, scope, interventionId);
  const { technician } = found;
  if (seesOwnOnly(scope)) {
    const seen = await seenTechnicianIds(ctx.db.read, scope);
    if (!technician || !seen.includes(technician.id)) throw notFound('interventionId');
  }
  return found;
}

/** The same, seen from inside a transaction too. */
export async function staffPage(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  interventionId: string,
): Promise<StaffIntervention> {
  requireIds({ interventionId });
  const { companyId, businessUnitId } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: { ids: [interventionId] },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  const [row] = rows;
  if (!unit || !row?.address) throw notFound('interventionId');
  const { intervention, part, assignment, address, customer } = row;
  const events = await listInterventionEvents(q, businessUnitId, {
    interventionId,
    kinds: staffHistoryKinds,
    limit: historyLength,
  });
  const type = await findActivityType(q, businessUnitId, intervention.activityTypeId);
  const [container = null] =
    intervention.parentId === null ? [] : await rowsOf(q, businessUnitId, { ids: [intervention.parentId] });
  const parts = await rowsOf(q, businessUnitId, { parentId: interventionId });
  const mayChange = may(scope, 'plan') && isOpen(intervention.status);
  return {
    ...interventionRow(row, scope.language),
    typeId: intervention.activityTypeId,
    customerId: customer.id,
    address: addressView(address, customer, unit.zone),
    comment: intervention.comment,
    duration: part?.duration ?? 0,
    date: assignment?.date ?? null,
    plannedEnd: plannedTimes(part, assignment)?.end ?? null,
    cancelReason: intervention.cancelReason,
    cancelDetails: intervention.cancelDetails,
    rescheduleCount: intervention.rescheduleCount,
    awaitingSince: intervention.awaitingSince,
    confirmedAt: intervention.confirmedAt,
    createdAt: intervention.createdAt,
    otherColumns: Object.entries(intervention.customFields ?? {})
      .map(([name, text]) => ({ name, text }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    history: await staffHistory(q, events, scope),
    automatic: automaticPlanning(type, row),
    container: container && {
      id: container.intervention.id,
      reference: container.intervention.reference,
      typeName: localized(container.activityTypeName, scope.language),
    },
    parts: parts.map((one) => interventionRow(one, scope.language)),
    can: {
      plan: mayChange && assignment === null,
      move: mayChange && assignment !== null,
      cancel: mayChange,
      decide: mayChange && intervention.awaitingSince !== null,
      confirm: mayChange && promiseOf(part) !== null && intervention.awaitingSince === null,
      addPart: may(scope, 'plan') && Boolean(type?.container) && takesParts(intervention.status),
    },
  };
}

const mostParts = 100;

async function rowsOf(
  q: Queries,
  businessUnitId: string,
  filter: { ids: string[] } | { parentId: string },
): Promise<InterventionSummary[]> {
  const page = { limit: mostParts, offset: 0 };
  return (await listInterventions(q, businessUnitId, { filter, order: 'oldest', page })).rows;
}

function automaticPlanning(
  type: ActivityType | undefined,
  { intervention, address, assignment }: InterventionSummary,
): AutomaticPlanning | null {
  if (!type || !isOpen(intervention.status) || assignment) return null;
  // An action of the portal may let work wait whose type is planned by hand.
  if (type.assignment === 'by-hand' && intervention.status !== 'autoassign_pending') return null;
  const fits = canBeAssigned({ ...type, assignment: 'automatic' }, address ?? undefined);
  return {
    state: intervention.assignStopped ? 'stopped' : fits ? 'waiting' : 'unfit',
    reason: intervention.assignReason,
    nextAt: intervention.assignAt,
  };
}
