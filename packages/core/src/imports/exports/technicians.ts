import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { technicianColumns } from '../technicians/columns.ts';
import { nameParts } from '../technicians/profile-of-row.ts';
import { loadTeam } from '../technicians/team.ts';
import type { CsvCell } from '../write-csv.ts';
import type { ExportedRows } from './sources.ts';

/** The unit's technicians in the columns of an import. */
export async function exportTechnicians(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
): Promise<ExportedRows> {
  const header = technicianColumns.map(({ field }) => field);
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    const { byId, emailOf } = await loadTeam(ctx.db.read, businessUnitId);
    yield Array.from(byId, ([id, one]) => {
      const { first, last } = nameParts(one.name);
      const cells: Record<string, CsvCell> = {
        id,
        first_name: first,
        last_name: last,
        email: emailOf.get(id) ?? '',
        phone: one.phone,
        address: one.baseLabel,
        lon: one.baseLon,
        lat: one.baseLat,
        radius: one.maxDistance === null ? '' : one.maxDistance / 1000,
        color: one.colour,
        comment: one.comment,
        active: one.status === 'active' ? 1 : 0,
        zone: one.zone,
      };
      return header.map((field) => cells[field] ?? '');
    });
  }
  return { header, batches: batches() };
}
