import { findAccess, findStaffNames, type Queries } from '@itinera/db';
import {
  countOpenRequests,
  listCustomerRequests,
  type RequestFilter,
  type RequestSummary,
} from '@itinera/db/requests';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { requireIds } from '../shared/ids.ts';
import { localized, type Language } from '../shared/languages.ts';
import { filesOfRequests, type RequestFiles } from './answer-files.ts';
import { readRequestFilter } from './schema.ts';
import { isReachable } from './tell-customer.ts';
import type { Proposal, RequestListFilter, RequestRow } from './types.ts';

const pageSize = 25;

/**
 * What customers ask for, the newest first, 25 a page.
 * @throws ItineraError `invalid` naming the part of the filter, `not-allowed` (`role`).
 */
export async function listRequests(
  ctx: Context,
  scope: BusinessUnitScope,
  input: RequestListFilter,
): Promise<Page<RequestRow>> {
  const { page = 1, ...filter } = readRequestFilter(input);
  requireIds({ customerId: filter.customerId, interventionId: filter.interventionId });
  const { rows, total } = await listCustomerRequests(ctx.db.read, scope.businessUnitId, filter, {
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  return { items: await requestRows(ctx.db.read, rows, scope), total, page, pageSize };
}

/** How many nobody has dealt with. @throws ItineraError `not-allowed` (`role`). */
export async function countRequests(ctx: Context, scope: BusinessUnitScope): Promise<{ open: number }> {
  return { open: await countOpenRequests(ctx.db.read, scope.businessUnitId) };
}

/** One as it is now, also from inside a transaction; undefined: there is none. */
export async function requestRow(
  q: Queries,
  scope: BusinessUnitScope,
  requestId: string,
): Promise<RequestRow | undefined> {
  const filter: RequestFilter = { ids: [requestId] };
  const { rows } = await listCustomerRequests(q, scope.businessUnitId, filter, { limit: 1, offset: 0 });
  const [row] = await requestRows(q, rows, scope);
  return row;
}

async function requestRows(
  q: Queries,
  rows: readonly RequestSummary[],
  { businessUnitId, staffUserId, language }: BusinessUnitScope,
): Promise<RequestRow[]> {
  const staffIds = rows.flatMap(({ request }) => request.staffUserId ?? []);
  const names = await findStaffNames(q, [...new Set(staffIds)]);
  const reachable = new Map<string, boolean>();
  for (const { request } of rows)
    if (!reachable.has(request.accessId)) {
      const access = await findAccess(q, businessUnitId, request.accessId);
      reachable.set(request.accessId, access !== undefined && isReachable(access));
    }
  const ids = rows.map(({ request }) => request.id);
  const filesOf = await filesOfRequests(q, businessUnitId, ids, staffUserId);
  return rows.map((row) =>
    rowOf(row, language, {
      ...filesOf(row.request.id),
      doneBy: names.get(row.request.staffUserId ?? '') ?? null,
      reachable: reachable.get(row.request.accessId) ?? false,
    }),
  );
}

function rowOf(
  { request, customer, activityTypeName, interventionReference, personName }: RequestSummary,
  language: Language,
  known: RequestFiles & Pick<RequestRow, 'doneBy' | 'reachable'>,
): RequestRow {
  const { id, kind, state, customerId, interventionId, text, createdAt, doneAt, answer, revision } = request;
  return {
    ...{ id, kind, state, customerId, interventionId, text, createdAt, doneAt, answer, revision },
    ...known,
    customerName: displayName(customer),
    personName,
    reference: interventionReference,
    typeName: localized(activityTypeName, language),
    proposal: proposalOf(request),
    erased: request.erasedAt !== null,
  };
}

/** When somebody would like to be visited; null: they did not say. */
export function proposalOf(request: RequestSummary['request']): Proposal | null {
  const { preferredDate, dayPart, preferredTime, isMandatory } = request;
  if (preferredDate === null) return null;
  return { date: preferredDate, dayPart: dayPart ?? 'any', time: preferredTime, isMandatory };
}
