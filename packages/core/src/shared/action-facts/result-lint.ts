import type { PortalActionKind } from '../interventions.ts';
import type { DomainOf } from '../rules/broken.ts';
import { neverHolds } from '../rules/lint.ts';
import type { Rule } from '../rules/rule.ts';
import type { ActionPlace } from './places.ts';
import { isPossibleFor } from './possible.ts';

/** Open work without a time: an action's resulting status changes nothing else. */
const takesResult: readonly Rule[] = [
  { fact: 'status', is: 'one-of', values: ['pending', 'autoassign_pending'] },
  { fact: 'planned', is: 'one-of', values: [false] },
];

/**
 * Whether the status that an action leaves can never take effect: it stands on the home page alone, or is offered only of
 * work that has a time, or is no longer open.
 */
export function resultNeverTakes(
  { kind, place, conditions }: { kind: PortalActionKind; place: ActionPlace; conditions: Rule | null },
  domainOf: DomainOf,
): boolean {
  if (place === 'home') return true;
  const rule: Rule = { all: [...takesResult, ...(conditions === null ? [] : [conditions])] };
  return neverHolds(rule, { domainOf, isPossible: isPossibleFor(kind, { onVisit: true, atHome: false }) });
}
