import { insertRows, setTechnicianSkills, setUnitsOfTechnician, type Queries } from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { staffActor, tellTaken } from './outcome.ts';
import { requireLinks } from './unit-links.ts';
import { columnsOf, idsOfSkills } from './profile.ts';
import { readNewTechnician, type ReadProfile } from './profile-schema.ts';
import type { CreateTechnicianInput } from './types.ts';

/**
 * Makes a technician of the company who works for the units named. Without hours nothing is offered yet.
 * @throws ItineraError `invalid`, `not-allowed` (`role`, `other-units`), `key-reused`.
 */
export async function create(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: CreateTechnicianInput,
): Promise<{ technicianId: string }> {
  const { profile, idempotencyKey: key } = readNewTechnician(input);
  const call = { actor: actorOf(scope), key, request: ['create-technician', scope.businessUnitId, profile] };
  const made = ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      return insertTechnician(ctx, tx, scope, profile);
    }),
  );
  return made.catch(tellTaken);
}

/**
 * The same in the caller's transaction, for files too; `profile` as it was read. Call `tellTaken` on what it rejects with.
 * @throws ItineraError `invalid`, `not-allowed` (`other-units`), before anything is written.
 */
export async function insertTechnician(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  profile: ReadProfile,
): Promise<{ technicianId: string }> {
  const { companyId } = scope;
  await requireLinks(tx, scope, { businessUnitIds: [], staffUserId: null }, profile);
  const skills = await idsOfSkills(tx, companyId, profile.skills);
  const technicianId = ctx.ids.newId();
  await insertRows(tx, 'technician', [
    { ...columnsOf(profile), id: technicianId, companyId, weeklyHours: {}, createdAt: ctx.clock.now() },
  ]);
  await setUnitsOfTechnician(tx, companyId, technicianId, profile.businessUnitIds);
  await setTechnicianSkills(tx, companyId, technicianId, skills);
  await appendEventInUnits(ctx, tx, profile.businessUnitIds, staffActor(scope), {
    kind: 'technician.created',
    subjectType: 'technician',
    subjectId: technicianId,
    data: { name: profile.name },
  });
  return { technicianId };
}
