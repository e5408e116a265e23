import { listInterventions, type InterventionSummary } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { plannedTimes, promiseOf } from '../interventions/promise.ts';
import type { ApiScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { interventionStatuses } from '../shared/interventions.ts';
import { localized } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { reportFiles, reportsOfWork } from './api-reports.ts';
import type { ApiIntervention, ApiInterventionFilter, ApiList, ApiReport } from './api-types.ts';
import { between, cursorText, pageLimit, readCursor, writeCursor } from './cursor.ts';

const instant = z.int('must be an instant').optional();
const readFilter = parseInput(
  z.strictObject({
    search: z.string().trim().max(100, 'must have at most 100 characters').optional(),
    status: z.array(z.enum(interventionStatuses)).max(50, 'are too many').optional(),
    activityTypeIds: z.array(z.uuid('must be an id')).max(100, 'are too many').optional(),
    customerId: z.uuid('must be an id').optional(),
    parentId: z.uuid('must be an id').optional(),
    confirmed: z.boolean('must be yes or no').optional(),
    withoutStart: z.boolean('must be yes or no').optional(),
    from: instant,
    to: instant,
    updatedFrom: instant,
    updatedTo: instant,
    limit: pageLimit,
    cursor: cursorText,
  }),
);
const place = z.tuple([z.int(), z.uuid()]);

/** @throws ItineraError `invalid` (the field). */
export async function apiInterventions(
  ctx: Context,
  scope: ApiScope,
  input: ApiInterventionFilter,
): Promise<ApiList<ApiIntervention>> {
  const { limit, cursor, from, to, updatedFrom, updatedTo, customerId, activityTypeIds, ...asked } =
    readFilter(input);
  const allowed = scope.activityTypeIds;
  const types = activityTypeIds?.filter((id) => allowed?.includes(id) ?? true) ?? allowed;
  const [createdAt, id] = cursor === undefined ? [] : readCursor(cursor, place);
  const { rows } = await listInterventions(ctx.db.read, scope.businessUnitId, {
    filter: {
      ...(types && { activityTypeIds: types }),
      ...asked,
      ...(customerId !== undefined && { customerIds: [customerId] }),
      ...(createdAt !== undefined && id !== undefined && { olderThan: { createdAt, id } }),
      promised: between(from, to),
      updated: between(updatedFrom, updatedTo),
    },
    order: 'newest',
    page: { limit: limit + 1, offset: 0 },
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.intervention;
  const reports = await reportsOfWork(ctx.db.read, scope.businessUnitId, shown);
  return {
    items: shown.map((row) => interventionOf(row, scope, reports.get(row.intervention.id))),
    next: rows.length > limit && last ? writeCursor([last.createdAt, last.id]) : null,
  };
}

/** @throws ItineraError `not-found`, also for work of a type that is not the key's. */
export async function apiIntervention(
  ctx: Context,
  scope: ApiScope,
  interventionId: string,
  { withReports = false }: { withReports?: boolean } = {},
): Promise<ApiIntervention> {
  requireIds({ interventionId });
  const types = scope.activityTypeIds;
  const { rows } = await listInterventions(ctx.db.read, scope.businessUnitId, {
    filter: { ids: [interventionId], ...(types && { activityTypeIds: types }) },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  const [row] = rows;
  if (!row) throw notFound('interventionId');
  const { read: q } = ctx.db;
  const report = (await reportsOfWork(q, scope.businessUnitId, [row])).get(interventionId);
  if (report && withReports) report.reportsB64 = await reportFiles(q, scope.businessUnitId, interventionId);
  return interventionOf(row, scope, report);
}

function interventionOf(
  row: InterventionSummary,
  { language, rights }: ApiScope,
  report: ApiReport | undefined,
): ApiIntervention {
  const { intervention, part, assignment, address, customer, technicianName } = row;
  return {
    id: intervention.id,
    reference: intervention.reference,
    externalReference: intervention.externalReference,
    activityTypeId: intervention.activityTypeId,
    activityTypeName: localized(row.activityTypeName, language),
    customerId: customer.id,
    customerName: displayName(customer),
    addressId: address?.id ?? null,
    parentId: intervention.parentId,
    addressText: address ? addressText(address) : '',
    latitude: address?.lat ?? null,
    longitude: address?.lon ?? null,
    status: intervention.status,
    result: intervention.result,
    comment: intervention.comment,
    resultReason: intervention.resultCode,
    actualStart: intervention.actualStart,
    actualEnd: intervention.actualEnd,
    cancelReason: intervention.cancelReason,
    promise: promiseOf(part),
    plannedStart: plannedTimes(part, assignment)?.start ?? null,
    ...(rights.includes('full-schedules') && {
      technician:
        assignment && technicianName !== null ? { id: assignment.technicianId, name: technicianName } : null,
    }),
    report: report ?? null,
    confirmedAt: intervention.confirmedAt,
    createdAt: intervention.createdAt,
    revision: intervention.revision,
  };
}
