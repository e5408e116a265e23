import {
  deleteTeam as removeTeam,
  insertRows,
  listStaffOfBusinessUnit,
  listTeams,
  listTechniciansOfBusinessUnit,
  setTeamMembers,
  updateTeam,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { tellTaken } from './outcome.ts';
import type { SaveTeamInput } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.object({
    teamId: z.string().optional(),
    revision: shownRevision.optional(),
    name: z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
    leaderId: z.string().nullable(),
    technicianIds: z
      .array(z.string())
      .max(500, 'must have at most 500 technicians')
      .transform((all) => [...new Set(all)]),
  }),
);

/**
 * Makes a team of technicians of the unit, or changes one; its leader is a staff user of the unit.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid` (`name` is `taken`), `not-found`,
 *   `not-allowed` (`role`).
 */
export async function saveTeam(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveTeamInput,
): Promise<{ teamId: string }> {
  const { teamId = ctx.ids.newId(), revision, name, leaderId, technicianIds } = read(input);
  requireIds({ teamId });
  const { companyId, businessUnitId } = scope;
  const saved = ctx.db.write(async (tx) => {
    const own = new Set((await listTechniciansOfBusinessUnit(tx, businessUnitId)).map(({ id }) => id));
    if (technicianIds.some((id) => !own.has(id))) throw notFound('technicianIds');
    const staff = await listStaffOfBusinessUnit(tx, companyId, businessUnitId);
    if (leaderId !== null && !staff.some(({ staffUser }) => staffUser.id === leaderId))
      throw notFound('leaderId');
    if (input.teamId === undefined)
      await insertRows(tx, 'team', [{ id: teamId, companyId, businessUnitId, name, leaderId }]);
    else if (!(await updateTeam(tx, businessUnitId, teamId, revision ?? 0, { name, leaderId }))) {
      const current = (await listTeams(tx, businessUnitId)).find(({ id }) => id === teamId);
      if (!current) throw notFound('teamId');
      throw new ItineraError('stale', 'The team was changed since it was shown', {
        field: 'revision',
        details: { current, given: { name, leaderId, technicianIds } },
      });
    }
    await setTeamMembers(tx, businessUnitId, teamId, technicianIds);
    await appendEvent(ctx, tx, scope, {
      kind: 'team.saved',
      subjectType: 'team',
      subjectId: teamId,
      data: { name, leaderId, technicianIds },
    });
    return { teamId };
  });
  return saved.catch(tellTaken);
}

/** Dissolves a team; its technicians stay. @throws ItineraError `not-found`, `not-allowed` (`role`). */
export async function deleteTeam(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { teamId }: { teamId: string },
): Promise<void> {
  requireIds({ teamId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const team = (await listTeams(tx, businessUnitId)).find(({ id }) => id === teamId);
    if (!team) throw notFound('teamId');
    await removeTeam(tx, businessUnitId, teamId);
    await appendEvent(ctx, tx, scope, {
      kind: 'team.deleted',
      subjectType: 'team',
      subjectId: teamId,
      data: { name: team.name },
    });
  });
}
