import { listAddresses, listServiceZones, type Customer } from '@itinera/db';
import { listCustomersToExport } from '@itinera/db/imports';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { addressFileColumns } from '../addresses/target.ts';
import type { CsvCell } from '../write-csv.ts';
import { addressCells, referenceOf } from './customers.ts';
import { customersOf, type ExportFilter } from './filter.ts';
import type { ExportedRows } from './sources.ts';

const atOnce = 500;

/** All addresses of all customers, in the columns of an import. */
export async function exportAddresses(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  filter: ExportFilter,
): Promise<ExportedRows> {
  const q = ctx.db.read;
  const zones = new Map((await listServiceZones(q, businessUnitId)).map(({ id, name }) => [id, name]));
  const header = addressFileColumns.map(({ field }) => field);
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    let after: string | null = null;
    for (;;) {
      const rows: Customer[] = await listCustomersToExport(q, businessUnitId, {
        filter: customersOf(filter),
        after,
        limit: atOnce,
      });
      const references = new Map(rows.map((row) => [row.id, referenceOf(row)]));
      const sites = await listAddresses(q, businessUnitId, [...references.keys()]);
      yield sites.map((site) => {
        const cells: Record<string, CsvCell> = {
          customer_reference: references.get(site.customerId) ?? '',
          id: site.id,
          label: site.label,
          ...addressCells(site),
          standard: site.isStandard ? 1 : 0,
          active: site.active ? 1 : 0,
          access_notes: site.accessNotes,
          visit_notes: site.visitNotes,
          contact_name: site.contactName,
          contact_phone: site.contactPhone,
          zone: site.zone,
          service_zone: zones.get(site.serviceZoneId ?? '') ?? '',
        };
        return header.map((field) => cells[field] ?? '');
      });
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      after = last.id;
    }
  }
  return { header, batches: batches() };
}
