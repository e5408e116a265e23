import type { PortalActionKind } from '../interventions.ts';
import type { World } from '../rules/worlds.ts';
import type { FactValue } from '../rules/rule.ts';
import { isMissing } from '../rules/compare.ts';

const open: readonly FactValue[] = ['pending', 'autoassign_pending'];
const closed: readonly FactValue[] = ['intermediate', 'terminated'];
const ofVisit = ['status', 'planned', 'confirmed', 'until-start', 'since-created', 'since-closed', 'result'];

/**
 * Whether facts can be like this together where an action of this kind is offered at all, for `lintRule`: a closed visit
 * is not waiting, an unplanned one does not begin, one books without a visit. `onVisit`: it stands on interventions;
 * `atHome`: on the home page, where there is none.
 */
export function isPossibleFor(
  kind: PortalActionKind,
  { onVisit, atHome }: { onVisit: boolean; atHome: boolean },
): (world: World) => boolean {
  return (world) => {
    const withoutVisit = ofVisit.every((fact) => !world.has(fact) || isMissing(world.get(fact)));
    return (atHome && withoutVisit) || (onVisit && isVisit(kind, world));
  };
}

function isVisit(kind: PortalActionKind, world: World): boolean {
  const is = (fact: string, allowed: (value: FactValue) => boolean): boolean =>
    !world.has(fact) || allowed(world.get(fact));
  const status = world.get('status');
  const begins = world.get('until-start');
  const mustBeOpen = ['schedule', 'reschedule', 'cancel', 'form', 'propose'].includes(kind);
  const mustBeClosed = kind === 'survey';
  const isOpen = mustBeOpen || (world.has('status') && open.includes(status));
  const isClosed = mustBeClosed || (world.has('status') && closed.includes(status));
  return (
    ['status', 'planned', 'confirmed', 'since-created'].every((fact) =>
      is(fact, (value) => !isMissing(value)),
    ) &&
    is(
      'status',
      (value) => (!mustBeOpen || open.includes(value)) && (!mustBeClosed || closed.includes(value)),
    ) &&
    is('planned', (value) => value !== (kind === 'reschedule' ? false : kind === 'schedule' ? true : null)) &&
    is('until-start', (value) => kind !== 'reschedule' || !isMissing(value)) &&
    is('until-start', (value) => kind !== 'schedule' || isMissing(value)) &&
    (!world.has('until-start') || is('planned', (value) => value === !isMissing(begins))) &&
    (!isOpen || (is('result', isMissing) && is('since-closed', isMissing))) &&
    (!isClosed || is('since-closed', (value) => !isMissing(value)))
  );
}
