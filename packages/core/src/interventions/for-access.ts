import { listInterventionEvents, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { customerIntervention } from './customer-view.ts';
import { customerHistory } from './history.ts';
import { loadOwnVisit, type OwnVisit } from './own-visit.ts';
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
  return pageOf(q, scope, await loadOwnVisit(q, scope, interventionId), ctx.clock.now());
}

/** The same, of one that is loaded. */
export async function pageOf(
  q: Queries,
  scope: AccessScope,
  { row, settings, background }: OwnVisit,
  now: EpochSeconds,
): Promise<CustomerInterventionPage> {
  const view = customerIntervention(row, settings, background, scope, now);
  const events = view.historyShown
    ? await listInterventionEvents(q, scope.businessUnitId, {
        interventionId: view.id,
        kinds: historyKinds,
        limit: historyLength,
      })
    : [];
  return { ...view, history: customerHistory(events, scope, settings.types) };
}
