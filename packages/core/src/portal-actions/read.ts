import {
  eventsOfSubject,
  findActivityType,
  findStaffNames,
  listInterventions,
  listPortalActions,
  type ActivityType,
  type Queries,
} from '@itinera/db';
import { loadUnitFacts } from '../catalogue/action-background.ts';
import { displayOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { lastActionChange } from './change.ts';
import { actionSetup } from './setup.ts';
import type { ActionSample, ActionsPage } from './types.ts';

const sampleCount = 30;

/**
 * The portal actions of a type, in the order in which customers get them.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function actionsPage(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<ActionsPage> {
  return readActionsPage(ctx.db.read, scope, activityTypeId);
}

export async function readActionsPage(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<ActionsPage> {
  const { businessUnitId } = scope;
  const type = await ownType(q, businessUnitId, activityTypeId);
  const facts = await loadUnitFacts(q, businessUnitId, activityTypeId);
  const rows = await listPortalActions(q, businessUnitId, activityTypeId);
  const { notice, horizonDays, offeredHours, minimumRelevance, maximumReschedules, name } = type;
  return {
    type: {
      id: type.id,
      name,
      shown: type.active && type.portalShown,
      notice,
      horizonDays,
      offeredHours,
      minimumRelevance,
      maximumReschedules,
      shownFields: displayOf(type).shownFields.map(({ form, code }) => ({ form, code })),
    },
    actions: rows.map((row) => actionSetup(row, facts)),
    facts,
    lastChange: await lastChangeShown(q, businessUnitId, activityTypeId),
  };
}

/**
 * The latest interventions of a type, of any status: something to try conditions on.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function actionSamples(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<ActionSample[]> {
  const q = ctx.db.read;
  await ownType(q, businessUnitId, activityTypeId);
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: { activityTypeIds: [activityTypeId] },
    order: 'newest',
    page: { limit: sampleCount, offset: 0 },
  });
  return rows.map(({ intervention, customer, part, assignment }) => ({
    id: intervention.id,
    reference: intervention.reference,
    customerName: customer.name,
    status: intervention.status,
    promiseStart: assignment && part?.promised ? part.promiseStart : null,
  }));
}

/** @throws ItineraError `not-found`. */
export async function ownType(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
): Promise<ActivityType> {
  requireIds({ activityTypeId });
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  if (!type) throw notFound('activityTypeId');
  return type;
}

async function lastChangeShown(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
): Promise<ActionsPage['lastChange']> {
  const last = lastActionChange(
    await eventsOfSubject(q, businessUnitId, { type: 'activity-type', id: activityTypeId }),
  );
  if (!last) return null;
  const { sequence, at, actorId, actorType } = last.event;
  const names = actorType === 'staff' && actorId !== null ? await findStaffNames(q, [actorId]) : null;
  return { sequence, at, what: last.change.what, actorName: (actorId && names?.get(actorId)) ?? null };
}
