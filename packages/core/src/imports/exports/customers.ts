import {
  findCustomers,
  findStaffEmails,
  listAddresses,
  listPresets,
  listServiceZones,
  listTags,
  listTechniciansOfCustomers,
  type Address,
  type Customer,
} from '@itinera/db';
import { listCustomersToExport, listCustomFieldCodes } from '@itinera/db/imports';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { writeList } from '../cells.ts';
import { customerColumns } from '../customers/columns.ts';
import { planningCells, rulesOfCustomer } from '../customers/planning-cells.ts';
import { writeExtra } from '../customers/read-row.ts';
import { customPrefix } from '../map-columns.ts';
import { loadTeam, type Team } from '../technicians/team.ts';
import type { CsvCell } from '../write-csv.ts';
import { customersOf, type ExportFilter } from './filter.ts';
import type { ExportedRows } from './sources.ts';

const atOnce = 500;
/** `status` says it all; with both, whoever changes one would have to change the other. */
const header = customerColumns.map(({ field }) => field).filter((field) => field !== 'active');

/** By what an import finds a customer again: the other system's reference, else our number. */
export function referenceOf({ externalReference, reference }: Customer): string {
  return externalReference ?? reference;
}

/** Customers in the columns of an import, custom fields last (CAD-CS-06); those who were erased are not there. */
export async function exportCustomers(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  filter: ExportFilter,
): Promise<ExportedRows> {
  const q = ctx.db.read;
  const codes = await listCustomFieldCodes(q, businessUnitId);
  const presets = new Map((await listPresets(q, businessUnitId)).map(({ id, name }) => [id, name]));
  const team = await loadTeam(q, businessUnitId);
  const zones = new Map((await listServiceZones(q, businessUnitId)).map(({ id, name }) => [id, name]));
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    let after: string | null = null;
    for (;;) {
      const rows: Customer[] = await listCustomersToExport(q, businessUnitId, {
        filter: customersOf(filter),
        after,
        limit: atOnce,
      });
      yield await cellsOf(ctx, businessUnitId, rows, { presets, codes, team, zones });
      const last = rows.at(-1);
      if (!last || rows.length < atOnce) return;
      after = last.id;
    }
  }
  return { header: [...header, ...codes.map((code) => `${customPrefix}${code}`)], batches: batches() };
}

async function cellsOf(
  ctx: Context,
  businessUnitId: string,
  rows: readonly Customer[],
  {
    presets,
    codes,
    team,
    zones,
  }: {
    presets: ReadonlyMap<string, string>;
    codes: readonly string[];
    team: Team;
    zones: ReadonlyMap<string, string>;
  },
): Promise<CsvCell[][]> {
  const q = ctx.db.read;
  const ids = rows.map(({ id }) => id);
  const tags = Map.groupBy(await listTags(q, businessUnitId, ids), (tag) => tag.customerId);
  const sites = (await listAddresses(q, businessUnitId, ids)).filter((site) => site.isStandard);
  const standard = new Map(sites.map((site) => [site.customerId, site]));
  const parents = await findCustomers(q, businessUnitId, distinct(rows.map(({ parentId }) => parentId)));
  const references = new Map(parents.map((parent) => [parent.id, referenceOf(parent)]));
  const emails = await findStaffEmails(q, distinct(rows.map(({ responsibleId }) => responsibleId)));
  const wanted = await listTechniciansOfCustomers(q, businessUnitId, ids);
  return rows.map((row) => {
    const named = (id: string | null, names: ReadonlyMap<string, string>) =>
      id === null ? '' : (names.get(id) ?? '');
    const cells: Record<string, CsvCell> = {
      reference: referenceOf(row),
      type: row.kind,
      status: row.status,
      category: named(row.categoryId, presets),
      name: row.name,
      first_name: row.firstName,
      email: row.email,
      phone: row.phone,
      mobile: row.mobile,
      website: row.website,
      language: row.language,
      ...addressCells(standard.get(row.id)),
      comment: row.notes,
      parent_reference: named(row.parentId, references),
      tags: writeList((tags.get(row.id) ?? []).map(({ tag }) => tag)),
      tax_id_kind: row.taxIdKind,
      tax_id: row.taxId,
      profile: named(row.profileId, presets),
      payment_method: named(row.paymentMethodId, presets),
      payment_term: named(row.paymentTermId, presets),
      responsible_email: named(row.responsibleId, emails),
      ...planningCells(rulesOfCustomer(row, wanted.get(row.id) ?? []), team),
      service_zone: named(row.serviceZoneId, zones),
      additional_data: writeExtra(row.extra ?? []),
    };
    return [
      ...header.map((field) => cells[field] ?? ''),
      ...codes.map((code) => row.customFields?.[code] ?? ''),
    ];
  });
}

export function addressCells(site: Address | undefined): Record<string, CsvCell> {
  return {
    address: site?.line1 ?? '',
    address_additional: site?.line2 ?? '',
    postal_code: site?.postalCode ?? '',
    city: site?.city ?? '',
    country: site?.country ?? '',
    lon: site?.lon ?? '',
    lat: site?.lat ?? '',
  };
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
