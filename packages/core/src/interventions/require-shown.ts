import type { Intervention, Queries } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { staffPage } from './page.ts';

/**
 * Lets nobody change what was changed since it was shown to them.
 * @throws ItineraError `stale` (`details.current`: the page as it is now, `details.given`).
 */
export async function requireShown(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  { id, revision }: Pick<Intervention, 'id' | 'revision'>,
  given: { revision: number } & Record<string, unknown>,
): Promise<void> {
  if (revision === given.revision) return;
  throw new ItineraError('stale', 'The intervention was changed since it was shown', {
    field: 'revision',
    details: { current: await staffPage(q, scope, id), given },
  });
}
