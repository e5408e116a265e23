import { and, eq } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';

/** The technicians of a unit in teams that somebody leads, each once, and whether they let leaders see their days. */
export async function listLedTechnicians(
  q: Queries,
  businessUnitId: string,
  leaderId: string,
): Promise<{ technicianId: string; delegates: boolean }[]> {
  const { team, teamMember, technicianBusinessUnit: link } = q.tables;
  return q
    .selectDistinct({ technicianId: teamMember.technicianId, delegates: link.delegates })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .innerJoin(
      link,
      and(eq(link.technicianId, teamMember.technicianId), eq(link.businessUnitId, teamMember.businessUnitId)),
    )
    .where(
      and(eq(teamMember.businessUnitId, businessUnitId), eq(team.leaderId, leaderId), eq(link.active, true)),
    );
}

/** Whether a technician lets the leaders of their teams in a unit see their days. */
export async function findDelegation(
  q: Queries,
  businessUnitId: string,
  technicianId: string,
): Promise<boolean> {
  const { technicianBusinessUnit: t } = q.tables;
  const [row] = await q
    .select({ delegates: t.delegates })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.technicianId, technicianId)));
  return row?.delegates ?? false;
}

/** Returns whether it was otherwise before. */
export async function setDelegation(
  tx: Queries,
  businessUnitId: string,
  technicianId: string,
  delegates: boolean,
): Promise<boolean> {
  const { technicianBusinessUnit: t } = tx.tables;
  const rows = await tx
    .update(t)
    .set({ delegates })
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.technicianId, technicianId),
        eq(t.delegates, !delegates),
      ),
    )
    .returning({ technicianId: t.technicianId });
  return rows.length > 0;
}
