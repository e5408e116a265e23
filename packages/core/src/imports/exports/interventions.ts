import {
  findBusinessUnit,
  listActivityTypes,
  listInterventions,
  type ActivityType,
  type BusinessUnit,
  type InterventionSummary,
} from '@itinera/db';
import { listInterventionFields, listInterventionIdsToExport } from '@itinera/db/imports';
import type { Context } from '../../context.ts';
import { plannedTimes, promiseOf, windowOf } from '../../interventions/promise.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { notFound } from '../../shared/ids.ts';
import { shiftDate, startOfDate } from '../../shared/local-time.ts';
import { interventionColumns } from '../interventions/columns.ts';
import { isOver, toldOfHistory } from '../interventions/history.ts';
import { writeInstant, writeWindow } from '../interventions/times.ts';
import { customPrefix } from '../map-columns.ts';
import { loadTeam, type Team } from '../technicians/team.ts';
import type { CsvCell } from '../write-csv.ts';
import { addressCells, referenceOf } from './customers.ts';
import type { ExportFilter } from './filter.ts';
import type { ExportedRows } from './sources.ts';

const atOnce = 500;
/** Of the customer what tells who it is; the whole record is in the file of customers. */
const ofCustomer = ['reference', 'type', 'name', 'first_name', 'email', 'phone', 'mobile'].map(
  (field) => `customer.${field}`,
);
const header = interventionColumns
  .map(({ field }) => field)
  .filter((field) => !field.startsWith('customer.') || ofCustomer.includes(field));

/** Interventions in the columns of an import, those of the day in the unit's order of coming, kept columns last. */
export async function exportInterventions(
  ctx: Context,
  { companyId, businessUnitId }: BusinessUnitScope,
  { status, activityTypeId, from, to }: ExportFilter,
): Promise<ExportedRows> {
  const q = ctx.db.read;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const kept = await listInterventionFields(q, businessUnitId);
  const extra = kept.filter((one) => !(toldOfHistory as readonly string[]).includes(one));
  const types = new Map((await listActivityTypes(q, businessUnitId)).map((type) => [type.id, type]));
  const filter = {
    status,
    activityTypeId,
    ...(from === undefined ? {} : { from: startOfDate(from, unit.zone) }),
    ...(to === undefined ? {} : { to: startOfDate(shiftDate(to, 1), unit.zone) }),
  };
  async function* batches(): AsyncGenerator<CsvCell[][], void> {
    let after: string | null = null;
    for (;;) {
      const ids: string[] = await listInterventionIdsToExport(q, businessUnitId, filter, {
        after,
        limit: atOnce,
      });
      const { rows } = await listInterventions(q, businessUnitId, {
        filter: { ids },
        order: 'oldest',
        page: { limit: atOnce, offset: 0 },
      });
      const team = await loadTeam(q, businessUnitId);
      const byId = new Map(rows.map((row) => [row.intervention.id, row]));
      yield ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        const cells = cellsOf(row, types.get(row.intervention.activityTypeId), { unit: unit!, team });
        const custom = row.intervention.customFields ?? {};
        return [[...header.map((field) => cells[field] ?? ''), ...extra.map((one) => custom[one] ?? '')]];
      });
      const last = ids.at(-1);
      if (last === undefined || ids.length < atOnce) return;
      after = last;
    }
  }
  return { header: [...header, ...extra.map(headerOf)], batches: batches() };
}

/** As it came, unless an import would take it for a field. */
function headerOf(kept: string): string {
  const known = interventionColumns.some(
    ({ field, names }) => field === kept || names.some((name) => name.toLowerCase() === kept.toLowerCase()),
  );
  return known || kept.startsWith(customPrefix) ? `${customPrefix}${kept}` : kept;
}

function cellsOf(
  { intervention: one, customer, address, part, assignment }: InterventionSummary,
  type: ActivityType | undefined,
  { unit, team }: { unit: BusinessUnit; team: Team },
): Record<string, CsvCell> {
  const zone = part?.zone ?? unit.zone;
  const planned = plannedTimes(part, assignment);
  const promise = promiseOf(part);
  const window = windowOf(part);
  // Planned, and nobody was told or comes yet.
  const start = planned?.start ?? (promise ? null : (window?.start ?? null));
  const end = planned?.end ?? (start === null || !part ? null : start + part.duration);
  const told = one.customFields ?? {};
  const ofDay =
    isOver(one.status) && !assignment
      ? Object.fromEntries(toldOfHistory.map((field) => [field, told[field] ?? '']))
      : {
          scheduled_start_at: writeInstant(start, zone),
          scheduled_end_at: writeInstant(end, zone),
          assignee_email: assignment ? (team.emailOf.get(assignment.technicianId) ?? '') : '',
        };
  return {
    id: one.id,
    reference: one.externalReference ?? one.reference,
    intervention_type_id: one.activityTypeId,
    intervention_type_reference: type?.reference ?? '',
    business_unit_id: unit.id,
    business_unit_search_code: unit.slug,
    status: one.status,
    ...ofDay,
    appointment: writeWindow(promise, zone),
    duration: part?.duration ?? '',
    ...addressCells(address ?? undefined),
    comment: one.comment,
    'report.status': one.result,
    'report.comment': one.resultReason,
    start_at: one.status === 'terminated' ? writeInstant(one.actualStart, zone) : '',
    end_at: one.status === 'terminated' ? writeInstant(one.closedAt, zone) : '',
    cancel_reason: one.cancelReason,
    cancel_details: one.cancelDetails,
    'customer.reference': referenceOf(customer),
    'customer.type': customer.kind,
    'customer.name': customer.name,
    'customer.first_name': customer.firstName,
    'customer.email': customer.email,
    'customer.phone': customer.phone,
    'customer.mobile': customer.mobile,
  };
}
