import { listSkillsOfTechnicians, listTechniciansOfBusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { localized, type LocalizedText } from '../shared/languages.ts';
import { sightOf } from './sight.ts';
import type { TechnicianSummary } from './types.ts';

/**
 * The technicians who work for the unit, by name; those who left the company are marked inactive. Who sees their own
 * plan only gets themselves, a team leader the members of their teams as well.
 */
export async function technicians(ctx: Context, scope: BusinessUnitScope): Promise<TechnicianSummary[]> {
  const q = ctx.db.read;
  const all = await listTechniciansOfBusinessUnit(q, scope.businessUnitId);
  const sees = await sightOf(q, scope);
  const rows = all.filter((row) => sees(row) !== 'none');
  const skills = await listSkillsOfTechnicians(
    q,
    scope.companyId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    colour: row.colour,
    zone: row.zone,
    base: sees(row) === 'whole' ? { label: row.baseLabel, lon: row.baseLon, lat: row.baseLat } : null,
    skills: skills
      .filter((held) => held.technicianId === row.id)
      .map(({ skill, level }) => ({
        code: skill.code,
        name: localized(skill.name as LocalizedText, scope.language),
        level,
      })),
    active: row.status === 'active',
    staffUserId: row.staffUserId,
  }));
}
