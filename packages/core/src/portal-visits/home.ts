import { listInterventions } from '@itinera/db';
import type { Context } from '../context.ts';
import { loadPortalSettings } from '../interventions/customer-view.ts';
import { home } from '../interventions/home.ts';
import type { AccessScope } from '../scopes.ts';
import { markOf } from './mark-of.ts';
import { progressOf } from './progress.ts';
import type { HomePage, VisitProgress } from './types.ts';

/** What a customer sees first, and how far each visit of it is. */
export async function homePage(ctx: Context, scope: AccessScope): Promise<HomePage> {
  const q = ctx.db.read;
  const seen = await home(ctx, scope);
  const ids = [...(seen.next ? [seen.next] : []), ...seen.upcoming].map(({ id }) => id);
  const progress: Record<string, VisitProgress> = {};
  if (ids.length > 0) {
    const settings = await loadPortalSettings(q, scope);
    const { customerIds } = scope;
    const { rows } = await listInterventions(q, scope.businessUnitId, {
      filter: { ids, customerIds },
      order: 'newest',
      page: { limit: ids.length, offset: 0 },
    });
    for (const row of rows) progress[row.intervention.id] = await progressOf(ctx, q, scope, row, settings);
  }
  const content = { home: seen, progress };
  return { ...content, mark: markOf(content) };
}
