import {
  deleteAbsence as removeAbsence,
  findAbsence,
  insertRows,
  updateAbsence,
  type Queries,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { absenceColumns, absenceFields, absenceView } from './absence-fields.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import type { SaveAbsenceInput } from './types.ts';

const read = parseInput(
  z.object({ ...absenceFields, technicianId: z.string(), absenceId: z.string().optional() }),
);

/**
 * Makes an absence of a technician, once or again and again (CAD-PL-16), or changes one. Nothing is offered over it from
 * the next search on; what was planned there before stays.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid`, `not-found`, `not-allowed` (`role`).
 */
export async function saveAbsence(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveAbsenceInput,
): Promise<{ absenceId: string }> {
  return ctx.db.write((tx) => writeAbsence(ctx, tx, scope, input));
}

/** The same in a write that does more. */
export async function writeAbsence(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  input: SaveAbsenceInput,
): Promise<{ absenceId: string }> {
  const { technicianId, absenceId = ctx.ids.newId(), revision, ...fields } = read(input);
  requireIds({ technicianId, absenceId });
  const { companyId } = scope;
  const { zone } = await technicianOfUnit(tx, scope, technicianId);
  const columns = absenceColumns(fields, zone);
  const own = { id: absenceId, companyId, technicianId };
  if (input.absenceId === undefined) await insertRows(tx, 'absence', [{ ...own, ...columns }]);
  else if (!(await updateAbsence(tx, own, revision ?? 0, columns)))
    throw staleAbsence(await requireAbsence(tx, companyId, technicianId, absenceId), zone, fields);
  const { startsAt, endsAt, rule } = columns;
  await appendEvent(ctx, tx, scope, {
    kind: 'technician.absence-saved',
    subjectType: 'technician',
    subjectId: technicianId,
    data: { absenceId, startsAt, endsAt, rule },
  });
  return { absenceId };
}

/** Takes an absence away; one that is gone already is left alone. @throws ItineraError `not-found`, `not-allowed`. */
export async function deleteAbsence(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { technicianId, absenceId }: { technicianId: string; absenceId: string },
): Promise<void> {
  requireIds({ technicianId, absenceId });
  await ctx.db.write(async (tx) => {
    await technicianOfUnit(tx, scope, technicianId);
    const { startsAt, endsAt } = await requireAbsence(tx, scope.companyId, technicianId, absenceId);
    await removeAbsence(tx, scope.companyId, technicianId, absenceId);
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.absence-deleted',
      subjectType: 'technician',
      subjectId: technicianId,
      data: { absenceId, startsAt, endsAt },
    });
  });
}

async function requireAbsence(tx: Queries, companyId: string, technicianId: string, absenceId: string) {
  const absence = await findAbsence(tx, companyId, technicianId, absenceId);
  if (!absence) throw notFound('absenceId');
  return absence;
}

/** Somebody saved the absence since it was shown: both versions. */
export function staleAbsence(
  current: Parameters<typeof absenceView>[0],
  zone: string,
  given: unknown,
): ItineraError {
  return new ItineraError('stale', 'The absence was changed since it was shown', {
    field: 'revision',
    details: { current: absenceView(current, zone), given },
  });
}
