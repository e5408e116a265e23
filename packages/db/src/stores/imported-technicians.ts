import { and, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';

/** Whether a technician has work, time off, calendars, a team, a zone, or is wanted by a customer. */
export async function isTechnicianUsed(q: Queries, id: string): Promise<boolean> {
  const { assignment, teamMember, customerTechnician, externalCalendar, technicianFeed, absence } = q.tables;
  const { technicianException, serviceZoneTechnician } = q.tables;
  for (const t of [
    assignment,
    teamMember,
    customerTechnician,
    externalCalendar,
    technicianFeed,
    absence,
    technicianException,
    serviceZoneTechnician,
  ]) {
    const rows = await q.select({ id: t.technicianId }).from(t).where(eq(t.technicianId, id)).limit(1);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Removes a technician that nothing refers to, with skills and units. */
export async function removeTechnician(tx: Queries, companyId: string, id: string): Promise<void> {
  const { technician: t, technicianSkill, technicianBusinessUnit, technicianDay } = tx.tables;
  for (const table of [technicianSkill, technicianBusinessUnit])
    await tx.delete(table).where(and(eq(table.companyId, companyId), eq(table.technicianId, id)));
  await tx.delete(technicianDay).where(eq(technicianDay.technicianId, id));
  await tx.delete(t).where(and(eq(t.companyId, companyId), eq(t.id, id)));
}
