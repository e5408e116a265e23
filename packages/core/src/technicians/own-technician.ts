import {
  findDelegation,
  listStaffOfBusinessUnit,
  listTeams,
  listTechniciansOfBusinessUnit,
  setDelegation,
  type Queries,
  type Technician,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import { baseOn } from '../availability/work-day.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { localDate } from '../shared/local-time.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { OwnTechnician, SaveOwnTechnicianInput } from './own-technician-types.ts';
import { edited } from './read.ts';
import { saveProfile } from './save-profile.ts';

/** What a technician may see and edit of themselves in the unit in view; null: who asks is none of its technicians. */
export async function ownTechnician(ctx: Context, scope: BusinessUnitScope): Promise<OwnTechnician | null> {
  const q = ctx.db.read;
  const own = await findOwn(q, scope);
  if (!own) return null;
  const { businessUnitId } = scope;
  const staff = await listStaffOfBusinessUnit(q, scope.companyId, businessUnitId);
  const names = new Map(staff.map(({ staffUser }) => [staffUser.id, staffUser.name]));
  const teams = (await listTeams(q, businessUnitId)).filter((team) => team.technicianIds.includes(own.id));
  const { label, lon, lat } = baseOn(own, localDate(ctx.clock.now(), own.zone));
  return {
    ...{ technicianId: own.id, revision: own.revision, name: own.name, phone: own.phone, email: own.email },
    base: { label, lon, lat },
    delegates: await findDelegation(q, businessUnitId, own.id),
    teams: teams.flatMap(({ name, leaderId }) => {
      const leaderName = names.get(leaderId ?? '');
      return leaderName === undefined ? [] : [{ name, leaderName }];
    }),
  };
}

/** Who asks, as a technician of the unit in view. */
export async function findOwn(q: Queries, scope: BusinessUnitScope): Promise<Technician | undefined> {
  const all = await listTechniciansOfBusinessUnit(q, scope.businessUnitId);
  return all.find(({ staffUserId }) => staffUserId === scope.staffUserId);
}

/**
 * Saves what technicians say of themselves: contact data, and where their days begin from today on; later bases stay.
 * @throws ItineraError `not-found` for who is no technician of the unit, else as `saveProfile`.
 */
export async function saveOwnTechnician(
  ctx: Context,
  scope: BusinessUnitScope,
  { revision, phone, email, base, idempotencyKey }: SaveOwnTechnicianInput,
): Promise<void> {
  const own = await findOwn(ctx.db.read, scope);
  if (!own) throw notFound('technicianId');
  const now = ctx.clock.now();
  const { profile } = await edited(ctx.db.read, own, now);
  const today = localDate(now, own.zone);
  const laterBases = profile.laterBases.filter(({ from }) => from > today);
  await saveProfile(ctx, scope, {
    technicianId: own.id,
    revision,
    profile: { ...profile, phone, email, base, laterBases },
    idempotencyKey,
  });
}

const read = parseInput(z.object({ delegates: z.boolean('must be yes or no') }));

/**
 * Lets the leaders of one's teams in the unit see one's days and visits, or no longer (CAD-US-04): it holds at once.
 * @throws ItineraError `invalid`, `not-found` for who is no technician of the unit.
 */
export async function delegate(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { delegates: boolean },
): Promise<void> {
  const { delegates } = read(input);
  await ctx.db.write(async (tx) => {
    const own = await findOwn(tx, scope);
    if (!own) throw notFound('technicianId');
    if (!(await setDelegation(tx, scope.businessUnitId, own.id, delegates))) return;
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.delegation-changed',
      subjectType: 'technician',
      subjectId: own.id,
      data: { delegates },
    });
  });
}
