import {
  findAccess,
  findActivityType,
  findBusinessUnit,
  findCustomer,
  listPortalActions,
  type ActivityType,
  type BusinessUnit,
  type Customer,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import type { AccessScope } from '../scopes.ts';
import type { ActionVerdict, PortalActionKind } from '../shared/interventions.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { loadActionBackground, type JudgedVisit } from './action-background.ts';
import { loadFormStates } from './form-states.ts';
import { notConfigured, offeredAction, standsAt, verdictOn } from './offered-action.ts';

/** What one person may do now, for one customer and on one visit or from home: asked again by whatever executes it. */
export interface ActionJudge {
  unit: BusinessUnit;
  type: ActivityType;
  customer: Customer;
  /** Of the type, in staff's order. */
  actions: readonly PortalAction[];
  /** Of a kind the first that is offered. */
  offered(kind: PortalActionKind): { action: PortalAction | null; verdict: ActionVerdict };
  /** One of them by itself; one that does not stand here is not configured. */
  byId(actionId: string): { action: PortalAction | null; verdict: ActionVerdict };
}

/** Reads everything a verdict rests on, in the caller's transaction; null where unit, type or customer are gone. */
export async function loadActionJudge(
  q: Queries,
  scope: AccessScope,
  about: { activityTypeId: string; customerId: string; visit: JudgedVisit | null; now: EpochSeconds },
): Promise<ActionJudge | null> {
  const { companyId, businessUnitId, language } = scope;
  const { activityTypeId, customerId, visit, now } = about;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const customer = await findCustomer(q, businessUnitId, customerId);
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  if (!unit || !customer || !type) return null;
  const access = await findAccess(q, businessUnitId, scope.accessId);
  const actions = await listPortalActions(q, businessUnitId, activityTypeId);
  const interventionIds = visit ? [visit.intervention.id] : [];
  const background = {
    ...(await loadActionBackground(q, businessUnitId, actions, {
      interventionIds,
      customerIds: [customerId],
    })),
    forms: await loadFormStates(q, businessUnitId, actions, interventionIds),
  };
  const status = visit ? { status: visit.intervention.status } : {};
  const shown = isShown({ portal: unit, access, customer, type, ...status });
  const question = { now, shown, type, customer, visit, language, unitZone: unit.zone };
  return {
    unit,
    type,
    customer,
    actions,
    offered: (kind) => offeredAction(kind, actions, background, question),
    byId(actionId) {
      const found = actions.find(({ id }) => id === actionId);
      const action = found && standsAt(found, visit ? 'intervention' : 'home') ? found : null;
      return { action, verdict: action ? verdictOn(action, background, question) : notConfigured };
    },
  };
}
