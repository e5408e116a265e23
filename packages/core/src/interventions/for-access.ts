import { listInterventionEvents } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { customerIntervention } from './customer-view.ts';
import { customerHistory } from './history.ts';
import { loadOwnVisit } from './own-visit.ts';
import { historyKinds, type CustomerInterventionPage } from './types.ts';

const historyLength = 100;

/**
 * One intervention of the customers this access acts for, with what happened to it.
 * @throws ItineraError `not-found`: unknown, another customer's, or of a type, or so, that the portal does not show.
 */
export async function forAccess(
  ctx: Context,
  scope: AccessScope,
  interventionId: string,
): Promise<CustomerInterventionPage> {
  const q = ctx.db.read;
  const { row, settings, background } = await loadOwnVisit(q, scope, interventionId);
  const view = customerIntervention(row, settings, background, scope, ctx.clock.now());
  const events = view.historyShown
    ? await listInterventionEvents(q, scope.businessUnitId, {
        interventionId,
        kinds: historyKinds,
        limit: historyLength,
      })
    : [];
  return { ...view, history: customerHistory(events, scope, settings.types) };
}
