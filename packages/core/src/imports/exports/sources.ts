import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import type { ImportTargetCode } from '../../shared/imports.ts';
import { ItineraError } from '../../shared/errors.ts';
import type { CsvCell } from '../write-csv.ts';
import { exportAddresses } from './addresses.ts';
import { exportCustomers } from './customers.ts';
import type { ExportFilter } from './filter.ts';
import { exportInterventions } from './interventions.ts';
import { exportSkills } from './skills.ts';
import { exportTechnicians } from './technicians.ts';

/** The header of an export, and its rows a batch at a time. */
export interface ExportedRows {
  header: string[];
  batches: AsyncIterable<CsvCell[][]>;
}

export type ExportSource = (
  ctx: Context,
  scope: BusinessUnitScope,
  filter: ExportFilter,
) => Promise<ExportedRows>;

const sources: Partial<Record<ImportTargetCode, ExportSource>> = {
  customers: exportCustomers,
  addresses: exportAddresses,
  interventions: exportInterventions,
  technicians: exportTechnicians,
  skills: exportSkills,
};

/** @throws ItineraError `invalid` (`target`). */
export function exportSource(code: ImportTargetCode): ExportSource {
  const source = sources[code];
  if (!source) throw new ItineraError('invalid', `target: ${code} cannot be exported`, { field: 'target' });
  return source;
}
