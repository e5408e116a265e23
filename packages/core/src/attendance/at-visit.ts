import { findBusinessUnit, type BusinessUnit, type Queries } from '@itinera/db';
import { listClockingsAt, listTechniciansNamed } from '@itinera/db/attendance';
import type { Context } from '../context.ts';
import { forAccess } from '../interventions/for-access.ts';
import type { CustomerIntervention } from '../interventions/types.ts';
import type { AccessScope } from '../scopes.ts';
import type { CustomerClockings } from './types.ts';

/**
 * When somebody came to a customer's own visit and went, and nothing else of it: neither where the phone was nor how it was
 * corrected, nor what staff have not looked at. null where the unit does not show it (CAD-BU-14).
 * @throws ItineraError `not-found` for a visit that the portal does not show to this access.
 */
export async function clockingsAtVisit(
  ctx: Context,
  scope: AccessScope,
  interventionId: string,
): Promise<CustomerClockings | null> {
  const q = ctx.db.read;
  const visit = await forAccess(ctx, scope, interventionId);
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  return unit ? clockingsOf(q, scope, visit, unit) : null;
}

/** The same, of a visit that is shown to its customer. */
export async function clockingsOf(
  q: Queries,
  scope: AccessScope,
  visit: Pick<CustomerIntervention, 'id' | 'technicianShown'>,
  unit: BusinessUnit,
): Promise<CustomerClockings | null> {
  if (!unit.customersSeeClockings) return null;
  const all = await listClockingsAt(q, scope.businessUnitId, [visit.id]);
  const rows = all.filter(({ clocking }) => !clocking.siteGone);
  const names = visit.technicianShown
    ? await listTechniciansNamed(
        q,
        scope.companyId,
        rows.map(({ clocking }) => clocking.technicianId),
      )
    : new Map<string, string>();
  return {
    zone: rows[0]?.address?.zone ?? unit.zone,
    items: rows.map(({ clocking }) => ({
      arrived: clocking.startedAt,
      left: clocking.endedAt,
      technicianName: names.get(clocking.technicianId) ?? null,
    })),
  };
}
