import { findTechnician, setExceptions, updateTechnician } from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localDate } from '../shared/local-time.ts';
import { readSaveHours } from './hours-schema.ts';
import { changedParts, staffActor } from './outcome.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { edited, stale } from './read.ts';
import type { SaveHoursInput } from './types.ts';

/**
 * Saves when a technician works: weekly hours, seasons, and the dates from today on with hours of their own (past ones
 * stay). The next search keeps to it; what was promised stays where it is.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid`, `not-found`, `not-allowed` (`role`).
 */
export async function saveHours(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveHoursInput,
): Promise<void> {
  const { technicianId, revision, hours } = readSaveHours(input);
  const { companyId } = scope;
  await ctx.db.write(async (tx) => {
    const now = ctx.clock.now();
    const row = await technicianOfUnit(tx, scope, technicianId);
    const before = await edited(tx, row, now);
    const today = localDate(now, row.zone);
    if (row.revision !== revision) throw await stale(tx, row, now, { hours });
    const past = hours.exceptions.findIndex(({ date }) => date < today);
    if (past >= 0)
      throw new ItineraError('invalid', 'hours.exceptions must be today or later: leave past dates out', {
        field: `hours.exceptions.${past}.date`,
      });
    const { weekly: weeklyHours, seasons } = hours;
    const columns = { weeklyHours, seasons: seasons.length > 0 ? seasons : null };
    if (!(await updateTechnician(tx, companyId, technicianId, revision, columns)))
      throw await stale(tx, (await findTechnician(tx, companyId, technicianId)) ?? row, now, { hours });
    await setExceptions(tx, companyId, technicianId, today, hours.exceptions);
    await appendEventInUnits(
      ctx,
      tx,
      [scope.businessUnitId, ...before.profile.businessUnitIds],
      staffActor(scope),
      {
        kind: 'technician.hours-changed',
        subjectType: 'technician',
        subjectId: technicianId,
        data: changedParts(before.hours, hours),
      },
    );
  });
}
