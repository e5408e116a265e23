import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { choicesOf, loadOwnWork, pastWork } from './own-work.ts';
import { readPastVisits } from './schema.ts';
import type { PastVisits, PastVisitsFilter } from './types.ts';

const pageSize = 20;

/**
 * The work that was done and is under way (LBX-01), 20 a page, the latest first; dates are those of the business unit, both
 * included. What a type hides, it is not found by either.
 * @throws ItineraError `invalid` naming the part of the filter.
 */
export async function pastVisits(
  ctx: Context,
  scope: AccessScope,
  input: PastVisitsFilter,
): Promise<PastVisits> {
  const filter = readPastVisits(input);
  const { page = 1 } = filter;
  const q = ctx.db.read;
  const own = await loadOwnWork(q, scope);
  const at = { now: ctx.clock.now(), limit: pageSize, offset: (page - 1) * pageSize };
  const found = await pastWork(q, scope, own, filter, at);
  return { ...found, page, pageSize, choices: await choicesOf(q, scope, own) };
}
