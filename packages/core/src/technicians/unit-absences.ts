import {
  deleteUnitAbsence as removeUnitAbsence,
  findActivityType,
  findUnitAbsence,
  insertRows,
  updateUnitAbsence,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import { ownUnit } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { absenceColumns, absenceFields } from './absence-fields.ts';
import { staleAbsence } from './absences.ts';
import type { SaveUnitAbsenceInput } from './types.ts';

const read = parseInput(
  z.object({ ...absenceFields, activityTypeId: z.string().nullable(), absenceId: z.string().optional() }),
);

/**
 * Says when all work of a unit rests, or one type of it (CAD-PL-16), or changes that. A technician who works for others
 * too goes on working for them.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid`, `not-found`, `not-allowed` (`role`).
 */
export async function saveUnitAbsence(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveUnitAbsenceInput,
): Promise<{ absenceId: string }> {
  const { activityTypeId, absenceId = ctx.ids.newId(), revision, ...fields } = read(input);
  requireIds({ absenceId, ...(activityTypeId === null ? {} : { activityTypeId }) });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const { zone } = await ownUnit(tx, scope);
    if (activityTypeId !== null && !(await findActivityType(tx, businessUnitId, activityTypeId)))
      throw notFound('activityTypeId');
    const columns = { ...absenceColumns(fields, zone), activityTypeId };
    if (input.absenceId === undefined)
      await insertRows(tx, 'unitAbsence', [{ ...columns, id: absenceId, businessUnitId }]);
    else if (!(await updateUnitAbsence(tx, businessUnitId, absenceId, revision ?? 0, columns))) {
      const current = await findUnitAbsence(tx, businessUnitId, absenceId);
      if (!current) throw notFound('absenceId');
      throw staleAbsence(current, zone, { ...fields, activityTypeId });
    }
    await appendEvent(ctx, tx, scope, {
      kind: 'business-unit.absence-saved',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { absenceId, ...columns },
    });
  });
  return { absenceId };
}

/** Takes it away. @throws ItineraError `not-found`, `not-allowed` (`role`). */
export async function deleteUnitAbsence(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { absenceId }: { absenceId: string },
): Promise<void> {
  requireIds({ absenceId });
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const absence = await findUnitAbsence(tx, businessUnitId, absenceId);
    if (!absence) throw notFound('absenceId');
    await removeUnitAbsence(tx, businessUnitId, absenceId);
    const { startsAt, endsAt, reason, activityTypeId } = absence;
    await appendEvent(ctx, tx, scope, {
      kind: 'business-unit.absence-deleted',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { absenceId, startsAt, endsAt, reason, activityTypeId },
    });
  });
}
