import {
  listAbsences,
  listActivityTypes,
  listBusinessUnits,
  listExceptions,
  listSkills,
  listSkillsOfTechnicians,
  listStaffOfBusinessUnit,
  listTeams,
  listUnitAbsences,
  listUnitsOfTechnician,
  type Queries,
  type Technician,
} from '@itinera/db';
import { ownUnit } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localized, type LocalizedText } from '../shared/languages.ts';
import { localDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { absenceView } from './absence-fields.ts';
import { brokenDays } from './broken-days.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { openUnits } from './unit-links.ts';
import { profileOf } from './profile.ts';
import type { EditedTechnician, TeamOverview, TechnicianRecord } from './types.ts';

/**
 * A technician's record, as seen from a unit they work for.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function record(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  technicianId: string,
): Promise<TechnicianRecord> {
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const technician = await technicianOfUnit(q, scope, technicianId);
  const absences = await listAbsences(q, scope.companyId, technicianId, now - 7 * 86_400);
  return {
    technicianId,
    ...(await edited(q, technician, now)),
    absences: absences.map((one) => absenceView(one, technician.zone)),
    broken: await brokenDays(q, scope, technician, now),
  };
}

/** What is edited under the technician's revision, as it is now. */
export async function edited(
  q: Queries,
  technician: Technician,
  now: EpochSeconds,
): Promise<EditedTechnician> {
  const { companyId, id, revision, weeklyHours, seasons, zone } = technician;
  const skills = await listSkillsOfTechnicians(q, companyId, [id]);
  const exceptions = await listExceptions(q, companyId, id, localDate(now, zone));
  return {
    revision,
    profile: profileOf(
      technician,
      await listUnitsOfTechnician(q, companyId, id),
      Object.fromEntries(skills.map(({ skill, level }) => [skill.code, level])),
    ),
    hours: {
      weekly: weeklyHours,
      seasons: seasons ?? [],
      exceptions: exceptions.map(({ date, hours }) => ({ date, hours })),
    },
  };
}

/** Somebody saved the technician since they were shown: both versions. */
export async function stale(
  q: Queries,
  technician: Technician,
  now: EpochSeconds,
  given: unknown,
): Promise<ItineraError> {
  return new ItineraError('stale', 'The technician was changed since they were shown', {
    field: 'revision',
    details: { current: await edited(q, technician, now), given },
  });
}

/** Skills, teams and absences of the unit, and what forms choose from. */
export async function overview(ctx: Context, scope: BusinessUnitScope | SystemScope): Promise<TeamOverview> {
  const q = ctx.db.read;
  const { companyId, businessUnitId, language } = scope;
  const { zone } = await ownUnit(q, scope);
  const open = await openUnits(q, scope);
  const word = (text: unknown) => localized(text as LocalizedText, language);
  const types = (await listActivityTypes(q, businessUnitId)).map(({ id, name, active }) => {
    return { id, name: word(name), active };
  });
  const absences = await listUnitAbsences(q, businessUnitId, {
    from: ctx.clock.now() - 7 * 86_400,
    to: 4_102_444_800,
  });
  return {
    skills: (await listSkills(q, companyId)).map(({ id, code, name }) => ({ id, code, name })),
    teams: (await listTeams(q, businessUnitId)).map(({ id, revision, name, leaderId, technicianIds }) => {
      return { id, revision, name, leaderId, technicianIds };
    }),
    absences: absences.map((one) => ({
      ...absenceView(one, zone),
      activityType:
        one.activityTypeId === null
          ? null
          : { id: one.activityTypeId, name: types.find(({ id }) => id === one.activityTypeId)?.name ?? '' },
    })),
    staff: (await listStaffOfBusinessUnit(q, companyId, businessUnitId)).map(({ staffUser }) => {
      return { id: staffUser.id, name: staffUser.name };
    }),
    units: (await listBusinessUnits(q, companyId)).flatMap(({ id, name }) =>
      open.has(id) ? [{ id, name }] : [],
    ),
    activityTypes: types.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
  };
}
