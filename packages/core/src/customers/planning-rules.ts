import {
  findCustomer,
  findLastTechnician,
  listCustomerTechnicians,
  listTechniciansOfBusinessUnit,
  lockCustomer,
  storeCustomerTechnicians,
  updateCustomer,
  type Customer,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { OpeningHoursError, soundOpeningHours, type OpeningHours } from '../shared/opening-hours.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isGone } from './is-gone.ts';
import { requireOwnZone } from './zone-of-address.ts';
import type { PlanningRules, PlanningRulesPage, SavePlanningRulesInput } from './planning-rules-types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time, HH:MM');
const day = z.array(z.object({ from: clock, to: clock })).max(24, 'must have at most 24 intervals');
const read = parseInput(
  z.object({
    customerId: z.string(),
    revision: shownRevision,
    openingHours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), day).nullable(),
    mode: z.enum(['restrict', 'prefer'], 'must be restrict or prefer').nullable(),
    technicianIds: z
      .array(z.string())
      .max(200, 'must name at most 200 technicians')
      .transform((ids) => [...new Set(ids)].sort()),
    last: z.boolean('must be yes or no'),
    serviceZoneId: z.uuid('must be an id').nullish(),
  }),
);

/**
 * What a customer asks of planning.
 * @throws ItineraError `not-found`.
 */
export async function planningRules(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  customerId: string,
): Promise<PlanningRulesPage> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const customer = await findCustomer(q, businessUnitId, customerId);
  if (!customer) throw notFound('customerId');
  return pageOf(q, customer);
}

async function pageOf(q: Queries, customer: Customer): Promise<PlanningRulesPage> {
  const last = await findLastTechnician(q, customer.businessUnitId, customer.id);
  return { ...(await rulesOf(q, customer)), lastTechnicianId: last ?? null, revision: customer.revision };
}

async function rulesOf(q: Queries, customer: Customer): Promise<PlanningRules> {
  return {
    openingHours: customer.openingHours,
    mode: customer.assignmentMode,
    technicianIds: await listCustomerTechnicians(q, customer.businessUnitId, customer.id),
    last: customer.assignmentLast,
    serviceZoneId: customer.serviceZoneId,
  };
}

/**
 * Saves what a customer asks of planning: it holds from the next search on, and visits that are planned stay.
 * @throws ItineraError as `writePlanningRules`.
 */
export async function savePlanningRules(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SavePlanningRulesInput,
): Promise<void> {
  await ctx.db.write((tx) => writePlanningRules(ctx, tx, scope, input));
}

/**
 * Refuses rules that nobody could have, before anything is written.
 * @throws ItineraError `invalid` as `writePlanningRules`, but for whose technicians they are.
 */
export function requireSoundRules(rules: PlanningRules): void {
  const { openingHours, ...given } = read({ ...rules, customerId: '', revision: 1 });
  settled({ ...given, openingHours: hoursOf(openingHours) });
}

export interface WrittenRules {
  changed: boolean;
  /** The customer's, as it is now. */
  revision: number;
}

/**
 * The one way in which a customer's rules are written, by staff or an import; last in the caller's transaction. What is
 * already so is left alone.
 * @throws ItineraError `invalid` (`openingHours.<weekday>`: `from` after `to`, or overlapping; `technicianIds`: nobody
 *   of the unit, or nobody at all for a mode; `serviceZoneId`), `stale` (`details.current` and `details.given`), `not-found`.
 */
export async function writePlanningRules(
  ctx: Context,
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  input: SavePlanningRulesInput,
): Promise<WrittenRules> {
  const { customerId, revision, ...given } = read(input);
  requireIds({ customerId });
  const { businessUnitId } = scope;
  const sound = settled({ ...given, openingHours: hoursOf(given.openingHours) });
  const customer = await lockCustomer(tx, businessUnitId, customerId);
  if (!customer || isGone(customer)) throw notFound('customerId');
  const { serviceZoneId = customer.serviceZoneId } = sound;
  const wished: PlanningRules = { ...sound, serviceZoneId };
  const before = await rulesOf(tx, customer);
  if (isDeepStrictEqual(before, wished)) return { changed: false, revision: customer.revision };
  if (customer.revision !== revision)
    throw new ItineraError('stale', 'The customer was changed since it was shown', {
      field: 'revision',
      details: { current: await pageOf(tx, customer), given: { ...wished, revision } },
    });
  await requireOurs(tx, businessUnitId, wished.technicianIds);
  if (wished.serviceZoneId !== before.serviceZoneId)
    await requireOwnZone(tx, businessUnitId, wished.serviceZoneId);
  await updateCustomer(tx, businessUnitId, customerId, revision, {
    openingHours: wished.openingHours,
    assignmentMode: wished.mode,
    assignmentLast: wished.last,
    serviceZoneId: wished.serviceZoneId,
  });
  await storeCustomerTechnicians(tx, businessUnitId, customerId, wished.technicianIds);
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.planning-rules-changed',
    subjectType: 'customer',
    subjectId: customerId,
    data: { was: before, is: wished },
  });
  return { changed: true, revision: revision + 1 };
}

/** Without a mode nobody is named; with one somebody is. */
function settled<T extends Pick<PlanningRules, 'mode' | 'technicianIds' | 'last'>>(rules: T): T {
  if (rules.mode === null) return { ...rules, technicianIds: [], last: false };
  if (rules.technicianIds.length > 0 || rules.last) return rules;
  throw new ItineraError('invalid', 'technicianIds must name a technician, or the last one must be meant', {
    field: 'technicianIds',
    reason: 'nobody',
  });
}

function hoursOf(given: OpeningHours | null): OpeningHours | null {
  try {
    return given && soundOpeningHours(given);
  } catch (error) {
    if (!(error instanceof OpeningHoursError)) throw error;
    const field = `openingHours.${error.weekday}`;
    throw new ItineraError('invalid', `${field} ${error.message}`, { field });
  }
}

async function requireOurs(tx: Queries, businessUnitId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const ours = new Set((await listTechniciansOfBusinessUnit(tx, businessUnitId)).map(({ id }) => id));
  const former = ids.filter((id) => !ours.has(id));
  if (former.length > 0)
    throw new ItineraError('invalid', 'technicianIds must name technicians of this business unit', {
      field: 'technicianIds',
      reason: 'not-ours',
    });
}
