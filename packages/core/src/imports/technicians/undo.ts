import {
  findTechnician,
  listUnitsOfTechnician,
  updateTechnician,
  type ImportLine,
  type Queries,
  type Technician,
} from '@itinera/db';
import { isTechnicianUsed, removeTechnician, type ImportUndoing } from '@itinera/db/imports';
import { appendEventInUnits } from '../../audit/append-event.ts';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { staffActor } from '../../technicians/outcome.ts';
import { readNewTechnician } from '../../technicians/profile-schema.ts';
import { columnsOf } from '../../technicians/profile.ts';
import { edited } from '../../technicians/read.ts';
import { retimed, storeProfile } from '../../technicians/save-profile.ts';
import type { TechnicianProfile } from '../../technicians/types.ts';
import { fetchDays, PreparedDays, type DayToFetch } from '../fetched-days.ts';
import type { PreparedUndo } from '../target.ts';
import { daysOfBase } from './days-of-base.ts';

/** Fetches the days of technicians who are to get their former base back. */
export async function prepareUndo(
  ctx: Context,
  { companyId }: BusinessUnitScope,
  lines: readonly ImportLine[],
): Promise<PreparedUndo> {
  const wanted: DayToFetch[] = [];
  for (const { recordId, before } of lines) {
    if (recordId === null || before === null) continue;
    const technician = await findTechnician(ctx.db.read, companyId, recordId);
    const { lon, lat } = (before as TechnicianProfile).base;
    if (technician && (technician.baseLon !== lon || technician.baseLat !== lat))
      wanted.push(...(await daysOfBase(ctx.db.read, technician, [{ lon, lat }], ctx.clock.now())));
  }
  return new PreparedDays(await fetchDays(ctx, companyId, wanted));
}

/**
 * Takes a technician of an import back: a new one goes where nothing refers to them, a changed one gets the profile back
 * that they had. Who was changed since, hours and skills too, stays.
 */
export async function undoTechnician(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { recordId, outcome, revision, before }: ImportLine,
  prepared?: PreparedUndo,
): Promise<ImportUndoing> {
  if (!(prepared instanceof PreparedDays)) throw new Error('an undo was not prepared');
  const { companyId } = scope;
  const technician = recordId === null ? undefined : await findTechnician(tx, companyId, recordId);
  if (!technician) return 'gone';
  if (technician.revision !== revision) return 'changed';
  if (outcome === 'created') return remove(ctx, tx, scope, technician);
  if (before === null) return 'gone';
  const { id: technicianId } = technician;
  const { profile } = readNewTechnician({ profile: before as TechnicianProfile, idempotencyKey: '' });
  const now = await edited(tx, technician, ctx.clock.now());
  const columns = columnsOf(profile);
  const changes = await retimed(prepared.days.view(tx), technician, { ...technician, ...columns });
  prepared.days.require(changes);
  await updateTechnician(tx, companyId, technicianId, technician.revision, columns);
  await storeProfile(ctx, tx, scope, { technicianId, before: now.profile, profile, changes });
  return 'undone';
}

async function remove(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { companyId, id }: Technician,
): Promise<ImportUndoing> {
  if (await isTechnicianUsed(tx, id)) return 'in-use';
  const units = await listUnitsOfTechnician(tx, companyId, id);
  await removeTechnician(tx, companyId, id);
  await appendEventInUnits(ctx, tx, units, staffActor(scope), {
    kind: 'technician.removed',
    subjectType: 'technician',
    subjectId: id,
    data: { reason: 'import-undone' },
  });
  return 'undone';
}
