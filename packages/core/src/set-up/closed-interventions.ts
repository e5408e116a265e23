import { findActivityType, findAddress, insertRows, nextValue, type Queries } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { interventionReference } from '../interventions/reference.ts';
import type { SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localMinute } from '../shared/local-time.ts';
import * as field from './fields.ts';
import { systemScope, unitById } from './organisation.ts';
import { parse } from './parse.ts';

const closed = z
  .object({
    activityTypeId: field.id,
    addressId: field.id,
    createdAt: field.instant,
    closedAt: field.instant,
    result: z.enum(['ok', 'ko']),
    resultReason: field.text.nullable().default(null),
    comment: field.note.default(''),
    /** The window that was promised. */
    promise: z.object({ start: field.instant, end: field.instant }).nullable().default(null),
  })
  .refine(({ createdAt, closedAt }) => createdAt <= closedAt, 'must be created before it is closed');

const schema = z.object({ businessUnitId: field.id, interventions: z.array(closed) });
export type ClosedInterventionsInput = z.input<typeof schema>;

/**
 * Writes interventions of the past, closed, with their events and without technicians; in the order given, which
 * should be that of closing. All or none of them.
 * @throws ItineraError `invalid` for one that is not over yet, or whose type or address the unit has not.
 */
export async function makeClosedInterventions(
  ctx: Context,
  input: ClosedInterventionsInput,
): Promise<string[]> {
  const { businessUnitId, interventions } = parse(schema, input, 'history');
  const { zone } = await unitById(ctx, businessUnitId);
  const scope = await systemScope(ctx, businessUnitId);
  return ctx.db.write(async (tx) => {
    const ids: string[] = [];
    for (const [n, one] of interventions.entries())
      ids.push(await insertClosed(ctx, tx, scope, zone, one, `history.interventions.${n}`));
    return ids;
  });
}

async function insertClosed(
  ctx: Context,
  tx: Queries,
  scope: SystemScope,
  unitZone: string,
  { promise, ...given }: z.output<typeof closed>,
  name: string,
): Promise<string> {
  const { businessUnitId } = scope;
  if (given.closedAt > ctx.clock.now()) throw invalid(`${name}.closedAt`, 'must be in the past');
  const type = await findActivityType(tx, businessUnitId, given.activityTypeId);
  if (!type) throw invalid(`${name}.activityTypeId`, 'is of no activity type of the business unit');
  const address = await findAddress(tx, businessUnitId, given.addressId);
  if (!address) throw invalid(`${name}.addressId`, 'is of no address of the business unit');
  const id = ctx.ids.newId();
  await insertRows(tx, 'intervention', [
    {
      ...given,
      id,
      businessUnitId,
      reference: interventionReference(await nextValue(tx, businessUnitId, 'intervention')),
      customerId: address.customerId,
      status: 'terminated',
      confirmedAt: promise && given.createdAt,
    },
  ]);
  const zone = address.zone ?? unitZone;
  await insertRows(tx, 'part', [
    {
      id: ctx.ids.newId(),
      businessUnitId,
      interventionId: id,
      position: 0,
      duration: type.duration,
      promiseStart: promise?.start ?? null,
      promiseEnd: promise?.end ?? null,
      promiseLocal: promise && localMinute(promise.start, zone),
      zone,
    },
  ]);
  const subject = { subjectType: 'intervention', subjectId: id } as const;
  const data = promise ? { promise: { ...promise, zone } } : null;
  await appendEvent(at(ctx, given.createdAt), tx, scope, { ...subject, kind: 'intervention.created', data });
  await appendEvent(at(ctx, given.closedAt), tx, scope, {
    ...subject,
    kind: 'intervention.closed',
    data: { ...data, result: given.result },
  });
  return id;
}

/** The context at another time: events of the past happened then. */
function at(ctx: Context, now: number): Context {
  return { ...ctx, clock: { now: () => now } };
}

function invalid(field: string, relation: string): ItineraError {
  return new ItineraError('invalid', `${field}: ${relation}`, { field });
}
