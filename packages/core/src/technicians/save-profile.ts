import {
  findTechnician,
  loadAssignments,
  setTechnicianSkills,
  setUnitsOfTechnician,
  updateTechnician,
  type Queries,
  type Technician,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { baseOn } from '../availability/work-day.ts';
import { appendEventInUnits } from '../audit/append-event.ts';
import { changeDays, type View } from '../bookings/change-days.ts';
import { storeDay, type DayChange } from '../bookings/day-change.ts';
import { daysWithout } from '../bookings/days-without.ts';
import type { Context } from '../context.ts';
import { actorOf } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localDate } from '../shared/local-time.ts';
import { changedParts, staffActor, tellTaken } from './outcome.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { requireLinks } from './unit-links.ts';
import { columnsOf, idsOfSkills } from './profile.ts';
import { readSaveProfile, type ReadProfile } from './profile-schema.ts';
import { edited, stale } from './read.ts';
import type { SaveProfileInput, TechnicianProfile } from './types.ts';

/**
 * Saves a technician's profile, all of it or none. Another base, or another way of counting the commute, re-times the
 * days from today on for which it holds, in the same transaction (CAD-PL-12, CAD-US-07): travel is fetched before, order
 * and promises stay, and a promise that the new way cannot keep is shown as late.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid`, `not-found`, `not-allowed` (`role`,
 *   `other-units`), `key-reused`, `unavailable` while others change these days faster than they can be timed.
 */
export async function saveProfile(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveProfileInput,
): Promise<void> {
  const { technicianId, revision, profile, idempotencyKey: key } = readSaveProfile(input);
  const { companyId } = scope;
  const call = { actor: actorOf(scope), key, request: ['save-technician', technicianId, revision, profile] };
  const saved = await changeDays<'saved'>(ctx, scope, call, async (view) => {
    const row = await technicianOfUnit(view.q, scope, technicianId);
    const before = await edited(view.q, row, view.now);
    if (row.revision !== revision) throw await stale(view.q, row, view.now, { profile });
    await requireLinks(view.q, scope, before.profile, profile);
    const columns = columnsOf(profile);
    const changes = await retimed(view, row, { ...row, ...columns });
    return {
      days: changes.map(({ date }) => ({ technicianId, date })),
      async commit(tx) {
        if (!(await updateTechnician(tx, companyId, technicianId, revision, columns))) {
          const current = (await findTechnician(tx, companyId, technicianId)) ?? row;
          throw await stale(tx, current, view.now, { profile });
        }
        await storeProfile(ctx, tx, scope, { technicianId, before: before.profile, profile, changes });
        return 'saved';
      },
    };
  }).catch(tellTaken);
  if (saved === null)
    throw new ItineraError('unavailable', 'These days change too fast just now: try again in a moment');
}

/** What goes with a technician's row when a profile is saved, in days that are locked: by staff, or by files. */
export async function storeProfile(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  {
    technicianId,
    before,
    profile,
    changes,
  }: {
    technicianId: string;
    before: TechnicianProfile;
    profile: ReadProfile;
    changes: readonly DayChange[];
  },
): Promise<void> {
  const { companyId } = scope;
  const skills = await idsOfSkills(tx, companyId, profile.skills);
  await setTechnicianSkills(tx, companyId, technicianId, skills);
  await setUnitsOfTechnician(tx, companyId, technicianId, profile.businessUnitIds);
  for (const change of changes) await storeDay(tx, change, ctx.clock.now());
  const units = [...before.businessUnitIds, ...profile.businessUnitIds];
  await appendEventInUnits(ctx, tx, units, staffActor(scope), {
    kind: 'technician.changed',
    subjectType: 'technician',
    subjectId: technicianId,
    data: changedParts(before, { ...before, ...profile }),
  });
}

/** The days with work whose way there or back is another one now. */
export async function retimed(
  view: Pick<View, 'q' | 'now' | 'travel'>,
  before: Technician,
  after: Technician,
): Promise<DayChange[]> {
  const { companyId, id } = before;
  const fromDate = localDate(view.now, before.zone);
  const range = { technicianIds: [id], fromDate, toDate: '9999-12-31' };
  const rows = await loadAssignments(view.q, companyId, range, view.now);
  const dates = [...new Set(rows.map(({ date }) => date))].filter(
    (date) =>
      before.commute !== after.commute || !isDeepStrictEqual(placeOn(before, date), placeOn(after, date)),
  );
  const days = dates.map((date) => ({ technicianId: id, date }));
  const changes = await daysWithout(view, companyId, days, [], (technician) => ({ ...technician, ...after }));
  return changes.map((change) => {
    const times = new Map(change.timings.map((timing) => [timing.id, timing]));
    const services = rows
      .filter(({ date, deliberateOverlap }) => date === change.date && !deliberateOverlap)
      .map((row) => times.get(row.id) ?? row)
      .sort((a, b) => a.startsAt - b.startsAt);
    const overlap = services.some((one, n) => n > 0 && services[n - 1]!.endsAt > one.startsAt);
    // A frozen visit stands where it is: who cannot get out of its way keeps the time there was.
    return overlap ? { ...change, timings: [] } : change;
  });
}

function placeOn(technician: Technician, date: string): { lon: number; lat: number } {
  const { lon, lat } = baseOn(technician, date);
  return { lon, lat };
}
