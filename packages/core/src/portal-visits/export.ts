import type { Context } from '../context.ts';
import { writeCsv, type CsvCell } from '../imports/write-csv.ts';
import type { AccessScope } from '../scopes.ts';
import { isoInstant } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { clockedWork, ownClockedWork } from './clockings.ts';
import { loadOwnWork, pastWork } from './own-work.ts';
import { readPastVisits, readVisitClockings } from './schema.ts';
import type { PastClocking, PastVisit, PastVisitsFilter, VisitClockingsFilter } from './types.ts';

const batch = 200;

const visitHeader = [
  'reference',
  'type',
  'customer',
  'address',
  'state',
  'state_label',
  'agreed_from',
  'agreed_to',
  'began',
  'ended',
  'technician',
  'zone',
];

/**
 * Past visits as CSV: all pages of what the same filter lists; times on the clock of the place with its offset. What a type hides is
 * empty. It counts as a search (S34), and is in no audit: a link leads to it, and what a link leads to changes nothing (S35).
 * @throws ItineraError `invalid` as `pastVisits`, `too-many` (`searches`, details.retryAt).
 */
export async function exportPastVisits(
  ctx: Context,
  scope: AccessScope,
  input: PastVisitsFilter,
): Promise<AsyncIterable<string>> {
  const filter = readPastVisits(input);
  const q = ctx.db.read;
  const own = await ctx.searches.take(`access:${scope.accessId}`, () => loadOwnWork(q, scope));
  const now = ctx.clock.now();
  const load = (offset: number) => pastWork(q, scope, own, filter, { now, limit: batch, offset });
  return writeCsv(
    visitHeader,
    linesOf(load, ({ visit }) => visit.id, visitLine),
  );
}

function visitLine({ visit, state, customerName, startedAt, endedAt, zone }: PastVisit): CsvCell[] {
  const { promise, address } = visit;
  return [
    visit.reference ?? '',
    visit.typeName,
    customerName,
    address?.text ?? '',
    state,
    visit.statusLabel ?? '',
    moment(promise?.start ?? null, zone),
    moment(promise?.end ?? null, zone),
    moment(startedAt, zone),
    moment(endedAt, zone),
    visit.technicianName ?? '',
    zone,
  ];
}

const clockingHeader = ['reference', 'customer', 'address', 'arrived', 'left', 'technician', 'zone'];

/**
 * Clockings at the person's visits as CSV, in the same way.
 * @throws ItineraError `not-found` and `invalid` as `visitClockings`, `too-many` (`searches`, details.retryAt).
 */
export async function exportVisitClockings(
  ctx: Context,
  scope: AccessScope,
  input: VisitClockingsFilter,
): Promise<AsyncIterable<string>> {
  const filter = readVisitClockings(input);
  const q = ctx.db.read;
  const own = await ctx.searches.take(`access:${scope.accessId}`, () => ownClockedWork(q, scope));
  const load = (offset: number) => clockedWork(q, scope, own, filter, { limit: batch, offset });
  const keyOf = (one: PastClocking) => `${one.interventionId} ${one.arrived} ${one.technicianName}`;
  return writeCsv(clockingHeader, linesOf(load, keyOf, clockingLine));
}

function clockingLine(one: PastClocking): CsvCell[] {
  const { reference, customerName, address, arrived, left, technicianName, zone } = one;
  return [
    reference ?? '',
    customerName,
    address ?? '',
    moment(arrived, zone),
    moment(left, zone),
    technicianName ?? '',
    zone,
  ];
}

function moment(at: EpochSeconds | null, zone: string): string {
  return at === null ? '' : isoInstant(at, zone);
}

/** The lines of all batches; what moves back in the order meanwhile stands once. */
async function* linesOf<T>(
  load: (offset: number) => Promise<{ items: T[]; total: number }>,
  keyOf: (item: T) => string,
  lineOf: (item: T) => CsvCell[],
): AsyncGenerator<CsvCell[][], void> {
  const written = new Set<string>();
  for (let offset = 0; ; offset += batch) {
    const { items, total } = await load(offset);
    const unwritten = items.filter((item) => !written.has(keyOf(item)));
    for (const item of unwritten) written.add(keyOf(item));
    yield unwritten.map(lineOf);
    if (offset + batch >= total) return;
  }
}
