import { listInterventionEvents, listInterventions } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { hiddenWork } from './as-displayed.ts';
import { customerIntervention, loadPortalSettings, shownTypeIds } from './customer-view.ts';
import { customerHistory } from './history.ts';
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
  requireIds({ interventionId });
  const q = ctx.db.read;
  const settings = await loadPortalSettings(q, scope);
  const { rows } = await listInterventions(q, scope.businessUnitId, {
    filter: {
      ids: [interventionId],
      customerIds: scope.customerIds,
      activityTypeIds: shownTypeIds(settings),
      hidden: hiddenWork(settings.types),
    },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  const [row] = rows;
  if (!row) throw notFound('interventionId');
  const view = customerIntervention(row, settings, scope, ctx.clock.now());
  const events = view.historyShown
    ? await listInterventionEvents(q, scope.businessUnitId, {
        interventionId,
        kinds: historyKinds,
        limit: historyLength,
      })
    : [];
  return { ...view, history: customerHistory(events, scope, settings.types) };
}
