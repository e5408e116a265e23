import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import type { CustomerStatus } from '../../shared/customers.ts';
import type { ImportTargetCode } from '../../shared/imports.ts';
import { ItineraError } from '../../shared/errors.ts';
import type { InterventionStatus } from '../../shared/interventions.ts';
import type { IsoDate } from '../../shared/units.ts';
import type { CsvCell } from '../write-csv.ts';
import { exportAddresses } from './addresses.ts';
import { exportCustomers } from './customers.ts';
import { exportInterventions } from './interventions.ts';

/** Which records are taken out; absent: all of them. */
export interface ExportFilter {
  search?: string | undefined;
  status?: CustomerStatus | undefined;
  /** Of interventions: their status and type, and the local dates of the unit between which they begin, both included. */
  interventionStatus?: InterventionStatus | undefined;
  activityTypeId?: string | undefined;
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
}

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
};

/** @throws ItineraError `invalid` (`target`). */
export function exportSource(code: ImportTargetCode): ExportSource {
  const source = sources[code];
  if (!source) throw new ItineraError('invalid', `target: ${code} cannot be exported`, { field: 'target' });
  return source;
}
