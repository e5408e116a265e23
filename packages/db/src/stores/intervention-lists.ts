import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Queries } from '../engine/database.ts';
import type { Address, Assignment, Customer, Event, Intervention, Part } from '../rows.ts';
import type { InterventionStatus } from '../schema/interventions.ts';
import type { LocalisedText } from '../schema/json.ts';
import { inPieces } from './in-pieces.ts';
import { contains, type Page, type Paged } from './search.ts';

/** An intervention as lists show it, with its first part and the technician who does it, where planned. */
export interface InterventionSummary {
  intervention: Intervention;
  activityTypeName: LocalisedText;
  /** The hash of its picture. */
  activityTypeLogo: string | null;
  customer: Customer;
  address: Address | null;
  part: Part | null;
  assignment: Assignment | null;
  technicianName: string | null;
  technicianColour: string | null;
  technicianEmail: string | null;
}

/** An event of an intervention, with what names it. */
export interface InterventionEvent {
  event: Event;
  activityTypeId: string;
  reference: string;
  activityTypeName: LocalisedText;
}

/** Conditions of a list; those given all hold. `customerIds` bounds it to one person's customers. */
export interface InterventionFilter {
  ids?: readonly string[];
  /** Contained in this one. */
  parentId?: string;
  customerIds?: readonly string[];
  activityTypeIds?: readonly string[];
  technicianIds?: readonly string[];
  status?: readonly InterventionStatus[];
  hidden?: readonly HiddenWork[];
  planned?: boolean;
  problem?: ProblemFilter;
  /** Whether the customer has confirmed the appointment. */
  confirmed?: boolean;
  /** Whether it has no start, planned or promised. */
  withoutStart?: boolean;
  /** Something last happened to it in `[from, to)`. */
  updated?: { from?: number; to?: number };
  /** The promise begins in `[from, to)`. */
  promised?: { from?: number; to?: number };
  /** In the name, the reference or the address. */
  search?: string;
  /** In the reference. */
  reference?: string;
  addressIds?: readonly string[];
  /** One of these. */
  standing?: readonly Standing[];
  /** It was, else is to be, in `[from, to)`: actual start, planned start, promise, closing, the first there is. */
  took?: { from?: number; to?: number };
  /** What comes after this one by `newest`: a page of a list that grows meanwhile. */
  olderThan?: { createdAt: number; id: string };
}

/** Interventions of a type that stand so are left out. */
export interface HiddenWork {
  activityTypeId: string;
  statuses: readonly InterventionStatus[];
}

/** Work that stands so; `over`: and is begun at the door, or was planned to be over by then. */
export interface Standing {
  status: readonly InterventionStatus[];
  /** `other`: all that is not `ko`. */
  result?: 'ko' | 'other';
  over?: number;
}

/** Open work with a problem; `not-closed`: its stop ended before `endedBefore`. */
export interface ProblemFilter {
  kind:
    | 'to-confirm'
    | 'not-closed'
    | 'to-check'
    | 'late-report'
    | 'report-unsent'
    | 'not-located'
    | 'unassigned'
    | 'no-slot'
    | 'unplanned';
  endedBefore: number;
}

/**
 * `promise`: the earliest first, those without one last. `newest`, `oldest`: by creation. `updated`: what happened to it
 * last, the latest first. `took-latest`: by when it was, the latest first.
 */
export type InterventionOrder =
  'promise' | 'promise-latest' | 'newest' | 'oldest' | 'updated' | 'updated-oldest' | 'took-latest';

/** Interventions of a unit. One with several parts stands once, with its first. */
export async function listInterventions(
  q: Queries,
  businessUnitId: string,
  { filter, order, page }: { filter: InterventionFilter; order: InterventionOrder; page: Page },
): Promise<Paged<InterventionSummary>> {
  const { intervention: i, part, assignment, activityType, customer, address, technician } = q.tables;
  const where = and(eq(i.businessUnitId, businessUnitId), ...conditions(q, filter));
  const firstPart = and(
    eq(part.businessUnitId, i.businessUnitId),
    eq(part.interventionId, i.id),
    eq(part.position, 0),
  );
  // A crew has several stops in one part; lists show the one of the lowest id.
  const firstStop = and(
    eq(assignment.businessUnitId, part.businessUnitId),
    eq(assignment.id, firstAssignment(q)),
  );
  const orders = {
    promise: [isNull(part.promiseStart), asc(part.promiseStart), asc(i.id)],
    'promise-latest': [isNull(part.promiseStart), desc(part.promiseStart), asc(i.id)],
    newest: [desc(i.createdAt), desc(i.id)],
    oldest: [asc(i.createdAt), asc(i.id)],
    updated: [desc(lastEvent(q)), desc(i.id)],
    'updated-oldest': [asc(lastEvent(q)), asc(i.id)],
    'took-latest': [desc(whenItTook(q)), desc(i.id)],
  };
  const rows = await q
    .select({
      intervention: i,
      activityTypeName: activityType.name,
      activityTypeLogo: activityType.logo,
      customer,
      address,
      part,
      assignment,
      technicianName: technician.name,
      technicianColour: technician.colour,
      technicianEmail: technician.email,
    })
    .from(i)
    .innerJoin(activityType, eq(activityType.id, i.activityTypeId))
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .leftJoin(part, firstPart)
    .leftJoin(assignment, firstStop)
    .leftJoin(technician, eq(technician.id, assignment.technicianId))
    .where(where)
    .orderBy(...orders[order])
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q
    .select({ total: count() })
    .from(i)
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .leftJoin(part, firstPart)
    .leftJoin(assignment, firstStop)
    .where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** What all these interventions are of: their types, and their addresses. */
export async function listKindsOf(
  q: Queries,
  businessUnitId: string,
  filter: Pick<InterventionFilter, 'customerIds' | 'activityTypeIds' | 'hidden'>,
): Promise<{ activityTypeIds: string[]; addresses: { activityTypeId: string; address: Address }[] }> {
  const { intervention: i, address } = q.tables;
  const rows = await q
    .selectDistinct({ activityTypeId: i.activityTypeId, addressId: i.addressId })
    .from(i)
    .where(and(eq(i.businessUnitId, businessUnitId), ...conditions(q, filter)));
  const found = new Map<string, Address>();
  const ids = [...new Set(rows.flatMap(({ addressId }) => addressId ?? []))];
  await inPieces(ids, async (piece) => {
    const some = await q
      .select()
      .from(address)
      .where(and(eq(address.businessUnitId, businessUnitId), inArray(address.id, piece)));
    for (const one of some) found.set(one.id, one);
  });
  return {
    activityTypeIds: [...new Set(rows.map(({ activityTypeId }) => activityTypeId))],
    addresses: rows.flatMap(({ activityTypeId, addressId }) => {
      const of = found.get(addressId ?? '');
      return of ? [{ activityTypeId, address: of }] : [];
    }),
  };
}

/** What a route tells of a stop: of a part its intervention, of a hold what it is for. */
export interface RouteDetail {
  assignmentId: string;
  /** null: held for a new one. */
  interventionId: string | null;
  reference: string | null;
  activityTypeName: LocalisedText;
  activityTypeLogo: string | null;
  customer: Pick<Customer, 'name' | 'firstName'>;
  address: Address | null;
  /** null: only held, which is a promise to be. */
  promised: boolean | null;
  promiseStart: number | null;
  promiseEnd: number | null;
}

/** The stops among these that are of the unit, with what they are for. */
export async function listRouteDetails(
  q: Queries,
  businessUnitId: string,
  assignmentIds: readonly string[],
): Promise<RouteDetail[]> {
  const { intervention: i, part, hold, assignment: a, activityType, customer, address } = q.tables;
  const ours = and(eq(a.businessUnitId, businessUnitId), inArray(a.id, [...assignmentIds]));
  const names = {
    activityTypeName: activityType.name,
    activityTypeLogo: activityType.logo,
    customer: { name: customer.name, firstName: customer.firstName },
    address,
  };
  const booked = await q
    .select({
      assignmentId: a.id,
      interventionId: i.id,
      reference: i.reference,
      ...names,
      promised: part.promised,
      promiseStart: part.promiseStart,
      promiseEnd: part.promiseEnd,
    })
    .from(a)
    .innerJoin(part, and(eq(part.businessUnitId, a.businessUnitId), eq(part.id, a.partId)))
    .innerJoin(i, and(eq(i.businessUnitId, part.businessUnitId), eq(i.id, part.interventionId)))
    .innerJoin(activityType, eq(activityType.id, i.activityTypeId))
    .innerJoin(customer, eq(customer.id, i.customerId))
    .leftJoin(address, eq(address.id, i.addressId))
    .where(ours);
  const held = await q
    .select({
      assignmentId: a.id,
      interventionId: hold.interventionId,
      reference: i.reference,
      ...names,
      promiseStart: hold.promiseStart,
      promiseEnd: hold.promiseEnd,
    })
    .from(a)
    .innerJoin(hold, and(eq(hold.businessUnitId, a.businessUnitId), eq(hold.id, a.holdId)))
    .innerJoin(activityType, eq(activityType.id, hold.activityTypeId))
    .innerJoin(customer, eq(customer.id, hold.customerId))
    .leftJoin(address, eq(address.id, hold.addressId))
    .leftJoin(i, eq(i.id, hold.interventionId))
    .where(ours);
  return [...booked, ...held.map((row) => ({ ...row, promised: null }))];
}

/** What happened to interventions, newest first: to those of these customers and types, or to one. */
export async function listInterventionEvents(
  q: Queries,
  businessUnitId: string,
  filter: {
    interventionId?: string;
    customerIds?: readonly string[];
    activityTypeIds?: readonly string[];
    hidden?: readonly HiddenWork[];
    kinds: readonly string[];
    limit: number;
  },
): Promise<InterventionEvent[]> {
  const { intervention: i, activityType, event } = q.tables;
  return q
    .select({
      event,
      activityTypeId: i.activityTypeId,
      reference: i.reference,
      activityTypeName: activityType.name,
    })
    .from(event)
    .innerJoin(
      i,
      and(eq(i.businessUnitId, event.businessUnitId), sql`CAST(${i.id} AS TEXT) = ${event.subjectId}`),
    )
    .innerJoin(activityType, eq(activityType.id, i.activityTypeId))
    .where(
      and(
        eq(event.businessUnitId, businessUnitId),
        eq(event.subjectType, 'intervention'),
        inArray(event.kind, [...filter.kinds]),
        filter.interventionId === undefined ? undefined : eq(event.subjectId, filter.interventionId),
        filter.customerIds && inArray(i.customerId, [...filter.customerIds]),
        filter.activityTypeIds && inArray(i.activityTypeId, [...filter.activityTypeIds]),
        ...(filter.hidden ?? []).map((one) => isNotSo(q, one)),
      ),
    )
    .orderBy(desc(event.sequence))
    .limit(filter.limit);
}

function firstAssignment(q: Queries): SQL {
  const stop = alias(q.tables.assignment, 'stop');
  const first = q
    .select({ id: stop.id })
    .from(stop)
    .where(eq(stop.partId, q.tables.part.id))
    .orderBy(asc(stop.id))
    .limit(1);
  return sql`${first}`;
}

/** When something last happened to it: every change appends an event. By `event_subject`, one row each. */
function lastEvent(q: Queries): SQL {
  const { event, intervention: i } = q.tables;
  const last = q
    .select({ at: event.at })
    .from(event)
    .where(
      and(
        eq(event.businessUnitId, i.businessUnitId),
        eq(event.subjectType, 'intervention'),
        eq(event.subjectId, sql`CAST(${i.id} AS TEXT)`),
      ),
    )
    .orderBy(desc(event.sequence))
    .limit(1);
  return sql`${last}`;
}

/** When it was, else when it is to be. */
function whenItTook(q: Queries): SQL {
  const { intervention: i, part, assignment } = q.tables;
  return sql`coalesce(${i.actualStart}, ${assignment.startsAt}, ${part.promiseStart}, ${i.closedAt}, ${i.createdAt})`;
}

function standsSo(q: Queries, { status, result, over }: Standing): SQL | undefined {
  const { intervention: i, assignment } = q.tables;
  return and(
    inArray(i.status, [...status]),
    result === undefined
      ? undefined
      : result === 'ko'
        ? eq(i.result, 'ko')
        : or(isNull(i.result), ne(i.result, 'ko')),
    over === undefined ? undefined : or(isNotNull(assignment.progress), lt(assignment.endsAt, over)),
  );
}

function conditions(q: Queries, filter: InterventionFilter): (SQL | undefined)[] {
  const { intervention: i, part, assignment, customer, address: a } = q.tables;
  const { ids, parentId, customerIds, activityTypeIds, technicianIds, status, hidden } = filter;
  const { planned, problem, promised, search, confirmed, withoutStart, updated, olderThan } = filter;
  const { reference, addressIds, standing, took } = filter;
  const { at } = q.tables.event;
  return [
    ids && inArray(i.id, [...ids]),
    parentId === undefined ? undefined : eq(i.parentId, parentId),
    customerIds && inArray(i.customerId, [...customerIds]),
    activityTypeIds && inArray(i.activityTypeId, [...activityTypeIds]),
    technicianIds && inArray(assignment.technicianId, [...technicianIds]),
    status && inArray(i.status, [...status]),
    ...(hidden ?? []).map((one) => isNotSo(q, one)),
    planned === undefined ? undefined : (planned ? isNotNull : isNull)(assignment.id),
    problem && hasProblem(q, problem),
    confirmed === undefined ? undefined : (confirmed ? isNotNull : isNull)(i.confirmedAt),
    withoutStart === undefined ? undefined : (withoutStart ? isNull : isNotNull)(part.promiseStart),
    updated?.from === undefined ? undefined : sql`${lastEvent(q)} >= ${sql.param(updated.from, at)}`,
    updated?.to === undefined ? undefined : sql`${lastEvent(q)} < ${sql.param(updated.to, at)}`,
    olderThan &&
      or(
        lt(i.createdAt, olderThan.createdAt),
        and(eq(i.createdAt, olderThan.createdAt), lt(i.id, olderThan.id)),
      ),
    promised?.from === undefined ? undefined : gte(part.promiseStart, promised.from),
    promised?.to === undefined ? undefined : lt(part.promiseStart, promised.to),
    addressIds && inArray(i.addressId, [...addressIds]),
    standing && or(...standing.map((one) => standsSo(q, one))),
    took?.from === undefined ? undefined : sql`${whenItTook(q)} >= ${sql.param(took.from, at)}`,
    took?.to === undefined ? undefined : sql`${whenItTook(q)} < ${sql.param(took.to, at)}`,
    contains(q, [i.reference], reference),
    contains(
      q,
      [
        i.reference,
        i.externalReference,
        sql`coalesce(${customer.firstName} || ' ', '') || ${customer.name}`,
        customer.reference,
        a.label,
        a.line1,
        a.postalCode,
        a.city,
      ],
      search,
    ),
  ];
}

/** Interventions of a type that do not stand so, and those of all others. */
export function isNotSo(q: Queries, { activityTypeId, statuses }: HiddenWork): SQL | undefined {
  const { intervention: i } = q.tables;
  return or(ne(i.activityTypeId, activityTypeId), notInArray(i.status, [...statuses]));
}

const openStatuses: InterventionStatus[] = ['pending', 'autoassign_pending', 'in_progress', 'intermediate'];

function hasProblem(q: Queries, { kind, endedBefore }: ProblemFilter): SQL | undefined {
  const { intervention: i, part, assignment, address } = q.tables;
  const problem = {
    'to-confirm': isNotNull(i.awaitingSince),
    'not-closed': and(ne(i.status, 'intermediate'), lt(assignment.endsAt, endedBefore)),
    'to-check': eq(i.status, 'intermediate'),
    'not-located': eq(address.location, 'not-located'),
    unassigned: and(isNull(assignment.id), isNotNull(part.promiseStart)),
    'no-slot': and(eq(i.status, 'autoassign_pending'), isNotNull(i.assignReason)),
    // What waits to be planned automatically is nobody's to plan.
    unplanned: and(ne(i.status, 'autoassign_pending'), isNull(assignment.id), isNull(part.promiseStart)),
  };
  // Whatever has become of the visit since.
  if (kind === 'late-report') return hasOpenReport(q);
  if (kind === 'report-unsent') return and(eq(i.status, 'terminated'), isNull(i.erasedAt), isUnreached(q));
  return and(inArray(i.status, openStatuses), problem[kind]);
}

function hasOpenReport(q: Queries): SQL {
  const { intervention: i, lateReport: t } = q.tables;
  const open = q
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.businessUnitId, i.businessUnitId), eq(t.interventionId, i.id), eq(t.state, 'open')));
  return exists(open);
}

/** Whether its last report was to reach the customer, and did not. */
function isUnreached(q: Queries): SQL {
  const { intervention: i, report: t } = q.tables;
  const later = alias(t, 'later');
  const more = q
    .select({ id: later.id })
    .from(later)
    .where(and(eq(later.interventionId, t.interventionId), gt(later.version, t.version)));
  const unreached = q
    .select({ id: t.interventionId })
    .from(t)
    .where(and(eq(t.businessUnitId, i.businessUnitId), eq(t.unreached, true), notExists(more)));
  return inArray(i.id, unreached);
}
