import { listInterventions, listStaleCalendars } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { interventionProblems, type InterventionProblem } from '../shared/interventions.ts';
import { problemFilter } from './list.ts';
import { interventionRow } from './staff-view.ts';
import type { Attention } from './types.ts';

const shown = 10;

/**
 * The unit's open interventions with a problem, and its technicians whose calendar is stale (CAD-PL-33). What is solved
 * is not among them the next time.
 */
export async function attention(
  ctx: Context,
  { businessUnitId, language }: BusinessUnitScope,
): Promise<Attention> {
  const now = ctx.clock.now();
  const found = await Promise.all(
    interventionProblems.map((kind) =>
      listInterventions(ctx.db.read, businessUnitId, {
        filter: { problem: problemFilter(kind, now) },
        order: kind === 'unplanned' ? 'oldest' : 'promise',
        page: { limit: shown, offset: 0 },
      }),
    ),
  );
  const items = new Map<string, Attention['items'][number]>();
  const counts: Partial<Attention['counts']> = {};
  for (const [i, kind] of interventionProblems.entries()) {
    const { rows, total } = found[i]!;
    counts[kind] = total;
    for (const row of rows) {
      const known = items.get(row.intervention.id);
      if (known) known.problems.push(kind);
      else items.set(row.intervention.id, { ...interventionRow(row, language), problems: [kind] });
    }
  }
  const stale = new Map<string, Attention['staleCalendars'][number]>();
  for (const { calendar, technicianName } of await listStaleCalendars(ctx.db.read, businessUnitId, now)) {
    const { technicianId, lastReadAt } = calendar;
    if (!stale.has(technicianId)) stale.set(technicianId, { technicianId, technicianName, lastReadAt });
  }
  return {
    counts: counts as Record<InterventionProblem, number>,
    items: Array.from(items, ([, item]) => item).slice(0, shown),
    staleCalendars: Array.from(stale, ([, one]) => one),
  };
}
