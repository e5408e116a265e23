import { and, asc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Team, UnitAbsence } from '../rows.ts';
import { insertRows } from './bulk.ts';
import { notOver } from './not-over.ts';

/**
 * When nobody works for a unit (`activityTypeId` null), one type of work is not done, or both (left out): what touches
 * `[from, to)`, in order.
 */
export async function listUnitAbsences(
  q: Queries,
  businessUnitId: string,
  range: { from: number; to: number },
  activityTypeId?: string | null,
): Promise<UnitAbsence[]> {
  const { unitAbsence: t } = q.tables;
  const ofType = activityTypeId === null ? isNull(t.activityTypeId) : undefined;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        lt(t.startsAt, range.to),
        notOver(t, range.from),
        typeof activityTypeId === 'string' ? eq(t.activityTypeId, activityTypeId) : ofType,
      ),
    )
    .orderBy(asc(t.startsAt), asc(t.id));
}

export async function findUnitAbsence(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<UnitAbsence | undefined> {
  const { unitAbsence: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** Returns whether it was there with this revision. */
export async function updateUnitAbsence(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<
    Pick<UnitAbsence, 'activityTypeId' | 'startsAt' | 'endsAt' | 'reason' | 'rule' | 'lastEndsAt'>
  >,
): Promise<boolean> {
  const { unitAbsence: t } = tx.tables;
  const rows = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning({ id: t.id });
  return rows.length > 0;
}

export async function deleteUnitAbsence(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const { unitAbsence: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** The teams of a unit by name, with the ids of their members. */
export async function listTeams(
  q: Queries,
  businessUnitId: string,
): Promise<(Team & { technicianIds: string[] })[]> {
  const { team, teamMember } = q.tables;
  const teams = await q
    .select()
    .from(team)
    .where(eq(team.businessUnitId, businessUnitId))
    .orderBy(asc(team.name), asc(team.id));
  const members = await q
    .select()
    .from(teamMember)
    .where(
      and(
        eq(teamMember.businessUnitId, businessUnitId),
        inArray(
          teamMember.teamId,
          teams.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(teamMember.technicianId));
  return teams.map((one) => ({
    ...one,
    technicianIds: members.filter(({ teamId }) => teamId === one.id).map(({ technicianId }) => technicianId),
  }));
}

/** Returns whether it was there with this revision. Errors: `unique-violation` for a name that is taken. */
export async function updateTeam(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Pick<Team, 'name' | 'leaderId'>,
): Promise<boolean> {
  const { team: t } = tx.tables;
  const rows = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning({ id: t.id });
  return rows.length > 0;
}

/** Makes a team of exactly these technicians. */
export async function setTeamMembers(
  tx: Queries,
  businessUnitId: string,
  teamId: string,
  technicianIds: readonly string[],
): Promise<void> {
  const { teamMember: t } = tx.tables;
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.teamId, teamId)));
  await insertRows(
    tx,
    'teamMember',
    technicianIds.map((technicianId) => ({ businessUnitId, teamId, technicianId })),
  );
}

export async function deleteTeam(tx: Queries, businessUnitId: string, id: string): Promise<void> {
  const { team: t } = tx.tables;
  await setTeamMembers(tx, businessUnitId, id, []);
  await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}
