import {
  listUnitsOfTechnician,
  setTechnicianSkills,
  updateTechnician,
  type Queries,
  type Technician,
} from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { changedParts, staffActor } from './outcome.ts';
import { idsOfSkills } from './profile.ts';

/** Skill code -> level. */
export type Levels = Readonly<Record<string, number>>;

/**
 * Writes a technician's skills alone, in the caller's transaction, as a change of their record: who has it open is told.
 * Returns the record as it is then.
 * @throws ItineraError `invalid` for a code that the company has not, `stale` when somebody saved them meanwhile.
 */
export async function writeSkills(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  { technician, before, after }: { technician: Technician; before: Levels; after: Levels },
): Promise<Technician> {
  const { companyId } = scope;
  const { id, revision } = technician;
  const skills = await idsOfSkills(tx, companyId, after);
  const updated = await updateTechnician(tx, companyId, id, revision, {});
  if (!updated)
    throw new ItineraError('stale', 'The technician was changed meanwhile', { field: 'revision' });
  await setTechnicianSkills(tx, companyId, id, skills);
  await appendEventInUnits(ctx, tx, await listUnitsOfTechnician(tx, companyId, id), staffActor(scope), {
    kind: 'technician.changed',
    subjectType: 'technician',
    subjectId: id,
    data: changedParts({ skills: before }, { skills: after }),
  });
  return updated;
}
