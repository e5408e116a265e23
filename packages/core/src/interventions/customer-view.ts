import {
  findAccess,
  findBusinessUnit,
  findCustomers,
  listActivityTypes,
  listPortalActions,
  type Access,
  type ActivityType,
  type BusinessUnit,
  type Customer,
  type InterventionSummary,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { addressView } from '../customers/address-view.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { ActionVerdict, PortalActionKind } from '../shared/interventions.ts';
import { localized } from '../shared/languages.ts';
import { actionVerdict, isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { asDisplayed } from './as-displayed.ts';
import { promiseOf } from './promise.ts';
import type { CustomerIntervention } from './types.ts';

/** What decides what a customer sees and may do, loaded once for a page. */
export interface PortalSettings {
  unit: BusinessUnit;
  access: Pick<Access, 'enabled'> | undefined;
  customers: Customer[];
  types: ActivityType[];
  actions: PortalAction[];
}

export async function loadPortalSettings(q: Queries, scope: AccessScope): Promise<PortalSettings> {
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

/** Types that customers see at all: interventions of others are absent from the portal. */
export function shownTypeIds({ types }: PortalSettings): string[] {
  return types.filter(({ portalShown }) => portalShown).map(({ id }) => id);
}

/** Whether anything can be booked for anybody this access acts for. */
export function canBook(
  { unit, access, customers, types, actions }: PortalSettings,
  now: EpochSeconds,
): boolean {
  return types.some((type) =>
    customers.some((customer) => {
      const action = actions.find(
        ({ kind, activityTypeId }) => kind === 'book' && activityTypeId === type.id,
      );
      const shown = isShown({ portal: unit, access, customer, type });
      return (
        type.kind === 'intervention' &&
        actionVerdict('book', { now, shown, action: action ?? null, visit: null }).available
      );
    }),
  );
}

/** One intervention as its customer may know it, with what can be done about it now. */
export function customerIntervention(
  row: InterventionSummary,
  settings: PortalSettings,
  { language }: Pick<AccessScope, 'language'>,
  now: EpochSeconds,
): CustomerIntervention {
  const { intervention, part, assignment, address, customer } = row;
  if (!address) throw notFound('interventionId');
  const type = settings.types.find(({ id }) => id === intervention.activityTypeId);
  const promise = promiseOf(part);
  const verdict = (kind: PortalActionKind): ActionVerdict =>
    actionVerdict(kind, {
      now,
      shown: isShown({
        portal: settings.unit,
        access: settings.access,
        customer,
        type,
        status: intervention.status,
      }),
      action:
        settings.actions.find(
          (action) => action.kind === kind && action.activityTypeId === intervention.activityTypeId,
        ) ?? null,
      visit: {
        status: intervention.status,
        promiseStart: assignment ? (promise?.start ?? null) : null,
        rescheduleCount: intervention.rescheduleCount,
        maximumReschedules: type?.maximumReschedules ?? null,
      },
    });
  const whole = {
    id: intervention.id,
    reference: intervention.reference,
    typeId: intervention.activityTypeId,
    typeName: localized(row.activityTypeName, language),
    status: intervention.status,
    result: intervention.result,
    promise,
    duration: part?.duration ?? type?.duration ?? 0,
    technicianName: row.technicianName,
    address: addressView(address, customer, settings.unit.zone),
    comment: intervention.comment,
    cancelReason: intervention.cancelReason,
    closedAt: intervention.closedAt,
    revision: intervention.revision,
    actions: { reschedule: verdict('reschedule'), cancel: verdict('cancel') },
  };
  return asDisplayed(whole, { row, type, unit: settings.unit, language, now });
}
