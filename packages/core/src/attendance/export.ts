import { listTechniciansOfBusinessUnit } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { requireSeparator } from '../imports/export.ts';
import { writeCsv, type CsvCell } from '../imports/write-csv.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { requireIds } from '../shared/ids.ts';
import { isoInstant } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import type { ClockingAt } from '@itinera/db/attendance';
import { byDate } from './clocked-time.ts';
import { siteOf, stateOf } from './clocking-view.ts';
import { clockingsOf, inMonth } from './month.ts';
import { readExport } from './schema.ts';
import type { AttendanceExportInput } from './types.ts';

const header = [
  'technician',
  'date',
  'from',
  'to',
  'duration',
  'state',
  'by_hand',
  'intervention',
  'customer',
  'address',
  'zone',
];

/**
 * A month of clockings as CSV, of everybody or of one technician: one line for each date a clocking lies on, so that the
 * lines of a date add up to its total; times on the technician's clock with its offset. What has no end has no duration.
 * In the audit.
 * @throws ItineraError `invalid` (`month`, `separator`), `not-found` (`technicianId`).
 */
export async function exportAttendance(
  ctx: Context,
  scope: BusinessUnitScope,
  input: AttendanceExportInput,
): Promise<AsyncIterable<string>> {
  const { month, technicianId, separator = ',' } = readExport(input);
  requireSeparator(separator);
  requireIds({ technicianId });
  const q = ctx.db.read;
  if (technicianId !== undefined) await technicianOfUnit(q, scope, technicianId);
  await ctx.db.write((tx) =>
    appendEvent(ctx, tx, scope, {
      kind: 'export.made',
      subjectType: 'business-unit',
      subjectId: scope.businessUnitId,
      data: { target: 'attendance', month },
    }),
  );
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    const now = ctx.clock.now();
    for (const technician of await listTechniciansOfBusinessUnit(q, scope.businessUnitId)) {
      if (technicianId !== undefined && technician.id !== technicianId) continue;
      const rows = inMonth(await clockingsOf(q, scope, month, technician.id), month, technician.zone);
      yield rows.flatMap((row) => linesOf(row, technician, month, now));
    }
  }
  return writeCsv(header, batches(), separator);
}

function linesOf(
  { clocking, ...at }: ClockingAt,
  { name, zone }: { name: string; zone: string },
  month: string,
  now: EpochSeconds,
): CsvCell[][] {
  const state = stateOf(clocking, now);
  const site = siteOf(clocking.interventionId, at);
  const { startedAt, endedAt } = clocking;
  const pieces = byDate(startedAt, endedAt ?? startedAt + 1, zone);
  return pieces
    .filter(({ date }) => date.startsWith(`${month}-`))
    .map(({ date, start, end }) => [
      name,
      date,
      isoInstant(start, zone),
      endedAt === null ? '' : isoInstant(end, zone),
      endedAt === null || clocking.voided ? '' : clockText(end - start),
      state,
      clocking.byHand ? 1 : 0,
      site?.reference ?? '',
      site?.customerName ?? '',
      site?.address ?? '',
      zone,
    ]);
}

/** `7:05:00`: spreadsheets add such up. */
function clockText(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}
