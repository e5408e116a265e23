import { listInterventions, type InterventionSummary, type Queries } from '@itinera/db';
import type { PortalLayers } from '../catalogue/bookable-types.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { hiddenWork } from './as-displayed.ts';
import {
  loadPageBackground,
  loadPortalSettings,
  shownTypeIds,
  type PageBackground,
} from './customer-view.ts';

/** A visit of somebody's, with all that decides what they see of it and may do. */
export interface OwnVisit {
  row: InterventionSummary;
  settings: PortalLayers;
  background: PageBackground;
}

/**
 * Reads one intervention of the customers this access acts for.
 * @throws ItineraError `not-found`: unknown, another customer's, or of a type, or so, that the portal does not show.
 */
export async function loadOwnVisit(
  q: Queries,
  scope: AccessScope,
  interventionId: string,
): Promise<OwnVisit> {
  requireIds({ interventionId });
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
  return { row, settings, background: await loadPageBackground(q, scope, settings, rows) };
}
