import { and, asc, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { ServiceZone } from '../rows.ts';
import { insertRows } from './bulk.ts';

export interface ServedZone extends ServiceZone {
  /** Who serves it, by id. */
  technicianIds: string[];
}

/** The service zones of a unit by name, also those that are off. */
export async function listServiceZones(q: Queries, businessUnitId: string): Promise<ServedZone[]> {
  const { serviceZone, serviceZoneTechnician } = q.tables;
  const zones = await q
    .select()
    .from(serviceZone)
    .where(eq(serviceZone.businessUnitId, businessUnitId))
    .orderBy(asc(serviceZone.key));
  if (zones.length === 0) return [];
  const served = await q
    .select()
    .from(serviceZoneTechnician)
    .where(eq(serviceZoneTechnician.businessUnitId, businessUnitId))
    .orderBy(asc(serviceZoneTechnician.technicianId));
  const servedBy = Map.groupBy(served, (row) => row.serviceZoneId);
  return zones.map((zone) => ({
    ...zone,
    technicianIds: (servedBy.get(zone.id) ?? []).map(({ technicianId }) => technicianId),
  }));
}

/** Returns whether it was there with this revision. Errors: `unique-violation` for a name that is taken. */
export async function updateServiceZone(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Pick<ServiceZone, 'name' | 'key' | 'colour' | 'area' | 'active'>,
): Promise<boolean> {
  const { serviceZone: t } = tx.tables;
  const rows = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning({ id: t.id });
  return rows.length > 0;
}

/** Makes these the technicians who serve a zone, and nobody else. Errors: `foreign-key` for who does not work for the unit. */
export async function setZoneTechnicians(
  tx: Queries,
  businessUnitId: string,
  serviceZoneId: string,
  technicianIds: readonly string[],
): Promise<void> {
  const { serviceZoneTechnician: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.serviceZoneId, serviceZoneId)));
  await insertRows(
    tx,
    'serviceZoneTechnician',
    technicianIds.map((technicianId) => ({ businessUnitId, serviceZoneId, technicianId })),
  );
}
