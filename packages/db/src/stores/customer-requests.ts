import { and, asc, count, desc, eq, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Customer, CustomerRequest, NewCustomerRequest } from '../rows.ts';
import type { RequestKind, RequestState } from '../schema/customer-requests.ts';
import type { LocalisedText } from '../schema/json.ts';
import { inPieces } from './in-pieces.ts';

/** A request with whose it is and what it is about. */
export interface RequestSummary {
  request: CustomerRequest;
  customer: Customer;
  activityTypeName: LocalisedText;
  /** null: it was sent from the home page. */
  interventionReference: string | null;
  personName: string;
}

/** Which requests; what is absent is not asked. */
export interface RequestFilter {
  state?: RequestState | undefined;
  kind?: RequestKind | undefined;
  ids?: readonly string[] | undefined;
  customerId?: string | undefined;
  interventionId?: string | undefined;
  accessId?: string | undefined;
}

/** One page of a unit's requests, the newest first, and how many there are. */
export async function listCustomerRequests(
  q: Queries,
  businessUnitId: string,
  filter: RequestFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: RequestSummary[]; total: number }> {
  const { customerRequest: t, customer, activityType, intervention, access } = q.tables;
  const which = matching(q, businessUnitId, filter);
  const rows = await q
    .select({
      request: t,
      customer,
      activityTypeName: activityType.name,
      interventionReference: intervention.reference,
      personName: access.name,
    })
    .from(t)
    .innerJoin(customer, and(eq(customer.businessUnitId, t.businessUnitId), eq(customer.id, t.customerId)))
    .innerJoin(activityType, eq(activityType.id, t.activityTypeId))
    .innerJoin(access, and(eq(access.businessUnitId, t.businessUnitId), eq(access.id, t.accessId)))
    .leftJoin(intervention, eq(intervention.id, t.interventionId))
    .where(which)
    .orderBy(desc(t.createdAt), desc(t.id))
    .limit(page.limit)
    .offset(page.offset);
  const [all] = await q.select({ total: count() }).from(t).where(which);
  return { rows, total: all?.total ?? 0 };
}

/** How many requests nobody has dealt with. */
export async function countOpenRequests(q: Queries, businessUnitId: string): Promise<number> {
  const { customerRequest: t } = q.tables;
  const [row] = await q
    .select({ open: count() })
    .from(t)
    .where(matching(q, businessUnitId, { state: 'open' }));
  return row?.open ?? 0;
}

/** One request, kept from other writers until this write ends. */
export async function lockCustomerRequest(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<CustomerRequest | undefined> {
  const { customerRequest: t } = tx.tables;
  const one = tx
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  const [row] = await forUpdate(tx, one);
  return row;
}

/** Returns whether it was there, with this revision. */
export async function updateCustomerRequest(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Pick<NewCustomerRequest, 'state' | 'doneAt' | 'staffUserId' | 'answer' | 'answerMessageId'>,
): Promise<boolean> {
  const { customerRequest: t } = tx.tables;
  const changed = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning({ id: t.id });
  return changed.length === 1;
}

/** Requests of a customer, of a person, or about interventions, the oldest first. */
export async function listRequestsToExport(
  q: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string },
): Promise<CustomerRequest[]> {
  const { customerRequest: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(matching(q, businessUnitId, of))
    .orderBy(asc(t.createdAt), asc(t.id));
}

/** Takes what was written out of requests; what was open is dealt with by that. */
export async function blankCustomerRequests(
  tx: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string } | { ids: readonly string[] },
  erasedAt: number,
): Promise<void> {
  await blank(tx, matching(tx, businessUnitId, of), erasedAt);
}

/** The same of requests about these interventions. */
export async function blankRequestsAbout(
  tx: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
  erasedAt: number,
): Promise<void> {
  const { customerRequest: t } = tx.tables;
  await inPieces(interventionIds, (piece) =>
    blank(tx, and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece)), erasedAt),
  );
}

/** Requests from the home page that were made before `before` and still say what was written. */
export async function listRequestsDue(
  q: Queries,
  businessUnitId: string,
  before: number,
  limit: number,
): Promise<string[]> {
  const { customerRequest: t } = q.tables;
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        isNull(t.interventionId),
        isNull(t.erasedAt),
        lt(t.createdAt, before),
      ),
    )
    .orderBy(asc(t.createdAt), asc(t.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

async function blank(tx: Queries, which: SQL | undefined, erasedAt: number): Promise<void> {
  const { customerRequest: t } = tx.tables;
  await tx
    .update(t)
    .set({
      text: '',
      answer: null,
      state: 'done',
      doneAt: sql`COALESCE(${t.doneAt}, ${sql.param(erasedAt, t.doneAt)})`,
      revision: sql`${t.revision} + 1`,
      erasedAt,
    })
    .where(and(which, isNull(t.erasedAt)));
}

function matching(q: Queries, businessUnitId: string, filter: RequestFilter): SQL | undefined {
  const { customerRequest: t } = q.tables;
  const { state, kind, ids, customerId, interventionId, accessId } = filter;
  return and(
    eq(t.businessUnitId, businessUnitId),
    state === undefined ? undefined : eq(t.state, state),
    kind === undefined ? undefined : eq(t.kind, kind),
    ids === undefined ? undefined : inArray(t.id, [...ids]),
    customerId === undefined ? undefined : eq(t.customerId, customerId),
    interventionId === undefined ? undefined : eq(t.interventionId, interventionId),
    accessId === undefined ? undefined : eq(t.accessId, accessId),
  );
}
