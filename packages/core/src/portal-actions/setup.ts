import type { ActionNotified, NewPortalAction, PortalAction } from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { faultsOf } from '../catalogue/action-background.ts';
import { staffTold, tellsCustomer } from '../catalogue/note-use.ts';
import { actionIcons, resultOf, staffNotified, usuallyNotified } from '../shared/action-settings.ts';
import type { UnitFacts } from '../shared/action-facts/facts.ts';
import { placesOf } from '../shared/action-facts/places.ts';
import { ruleProblems } from '../shared/rules/problems.ts';
import type { Rule } from '../shared/rules/rule.ts';
import type { ActionSettings, ActionSetup } from './types.ts';

/** An action as staff set it up. Conditions of which no tree can be made are shown as none, with the fault. */
export function actionSetup(row: PortalAction, unitFacts: UnitFacts): ActionSetup {
  const [own = 'intervention'] = placesOf(row.kind);
  return {
    id: row.id,
    revision: row.revision,
    kind: row.kind,
    enabled: row.enabled,
    place: row.place ?? own,
    label: row.label ?? {},
    description: row.description ?? {},
    confirmation: row.confirmation ?? {},
    icon: actionIcons.find((one) => one === row.icon) ?? null,
    tellCustomer: tellsCustomer(row),
    notifyStaff: [...staffTold(row)],
    document: row.document ?? {},
    staffConfirms: row.staffConfirms,
    resultingStatus: resultOf(row),
    minimumNotice: row.minimumNotice,
    limits: row.limits ?? {},
    conditions: ruleProblems(row.conditions).length > 0 ? null : (row.conditions as Rule),
    faults: faultsOf(row, unitFacts),
  };
}

/** What is stored of an action's settings; what says nothing of its own is left out. */
export function actionColumns(
  settings: ActionSettings,
): Omit<NewPortalAction, 'id' | 'businessUnitId' | 'activityTypeId' | 'position' | 'revision'> {
  const { kind, enabled, place, staffConfirms, resultingStatus, minimumNotice, conditions, limits } =
    settings;
  const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);
  return {
    kind,
    enabled,
    staffConfirms,
    resultingStatus,
    minimumNotice,
    conditions,
    place: place === placesOf(kind)[0] ? null : place,
    label: orNull(settings.label),
    description: orNull(settings.description),
    confirmation: orNull(settings.confirmation),
    icon: settings.icon,
    document: orNull(settings.document),
    notify: notified(settings),
    limits: orNull(limits),
  };
}

/** Who is told; null: who usually is. */
function notified({ kind, tellCustomer, notifyStaff }: ActionSettings): ActionNotified[] | null {
  const staff = staffNotified.filter((who) => notifyStaff.includes(who));
  if (tellCustomer && isDeepStrictEqual(staff, [...usuallyNotified(kind)])) return null;
  return [...(tellCustomer ? (['customer'] as const) : []), ...staff];
}
