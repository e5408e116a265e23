import { listSkillsOfTechnicians } from '@itinera/db';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { skillColumns } from '../skills/target.ts';
import { loadTeam } from '../technicians/team.ts';
import type { CsvCell } from '../write-csv.ts';
import type { ExportedRows } from './sources.ts';

/** The skills of the unit's technicians (CAD-US-06); who has no e-mail cannot be named. */
export async function exportSkills(
  ctx: Context,
  { companyId, businessUnitId }: BusinessUnitScope,
): Promise<ExportedRows> {
  const q = ctx.db.read;
  const header = skillColumns.map(({ field }) => field);
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    const { emailOf, byEmail } = await loadTeam(q, businessUnitId);
    const all = await listSkillsOfTechnicians(q, companyId, [...emailOf.keys()]);
    const rows = all.map(({ technicianId, skill, level }): CsvCell[] => [
      emailOf.get(technicianId) ?? '',
      skill.code,
      level,
    ]);
    // Nor can two who share one.
    yield rows
      .filter(([email]) => byEmail.get(String(email))?.length === 1)
      .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1));
  }
  return { header, batches: batches() };
}
