import {
  findBusinessUnit,
  listInterventions,
  listTechniciansOfBusinessUnit,
  type ProblemFilter,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { Page } from '../customers/types.ts';
import { seesOwnOnly } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { sightOf } from '../teams/sight.ts';
import { isId, notFound } from '../shared/ids.ts';
import type { InterventionProblem } from '../shared/interventions.ts';
import { shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';
import { readInterventionFilter } from './schema.ts';
import { interventionRow } from './staff-view.ts';
import type { InterventionFilter, InterventionRow } from './types.ts';

const pageSize = 25;
/** A visit that is not closed so long after its planned end was forgotten, or goes on. */
const closingTime = 3600;

/**
 * The unit's interventions, 25 a page: sorted as asked for, else by promised time when dates are given, else the newest
 * first. Dates are those of the business unit's zone, both included. Who sees their own plan only gets that (CAD-US-02), a
 * team leader also that of members who delegate (CAD-US-04).
 * @throws ItineraError `invalid` naming the part of the filter.
 */
export async function list(
  ctx: Context,
  scope: BusinessUnitScope,
  input: InterventionFilter,
): Promise<Page<InterventionRow>> {
  const filter = readInterventionFilter(input);
  const { from, to, status, typeIds, search, problem, technicianId, customerId, page = 1 } = filter;
  const { planned, confirmed, withoutStart, updatedFrom, updatedTo } = filter;
  const q = ctx.db.read;
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const empty = { items: [], total: 0, page, pageSize };
  if ([technicianId, customerId, ...(typeIds ?? [])].some((id) => id !== undefined && !isId(id)))
    return empty;
  const seen = seesOwnOnly(scope) ? await seenTechnicianIds(q, scope) : null;
  const of = technicianId === undefined ? seen : [technicianId];
  if (of?.length === 0 || (technicianId !== undefined && seen?.includes(technicianId) === false))
    return empty;
  const { rows, total } = await listInterventions(q, scope.businessUnitId, {
    filter: {
      ...(of && { technicianIds: of }),
      ...(customerId === undefined ? {} : { customerIds: [customerId] }),
      ...(status === undefined ? {} : { status }),
      ...(typeIds === undefined ? {} : { activityTypeIds: typeIds }),
      ...(confirmed === undefined ? {} : { confirmed }),
      ...(withoutStart === undefined ? {} : { withoutStart }),
      ...(planned === undefined ? {} : { planned }),
      ...(problem === undefined ? {} : { problem: problemFilter(problem, ctx.clock.now()) }),
      ...(search === undefined ? {} : { search }),
      promised: between(from, to, unit.zone),
      updated: between(updatedFrom, updatedTo, unit.zone),
    },
    order: filter.sort ?? (from === undefined && to === undefined ? 'newest' : 'promise'),
    page: { limit: pageSize, offset: (page - 1) * pageSize },
  });
  return { items: rows.map((row) => interventionRow(row, scope.language)), total, page, pageSize };
}

/** From the start of one date to the end of another. */
export function between(
  from: IsoDate | undefined,
  to: IsoDate | undefined,
  zone: string,
): { from?: EpochSeconds; to?: EpochSeconds } {
  return {
    ...(from === undefined ? {} : { from: startOfDate(from, zone) }),
    ...(to === undefined ? {} : { to: startOfDate(shiftDate(to, 1), zone) }),
  };
}

/** The store's words for a problem. */
export function problemFilter(kind: InterventionProblem, now: EpochSeconds): ProblemFilter {
  return { kind, endedBefore: now - closingTime };
}

/** The technicians whose visits somebody sees who does not see the plan. */
export async function seenTechnicianIds(q: Queries, scope: BusinessUnitScope): Promise<string[]> {
  const sees = await sightOf(q, scope);
  const technicians = await listTechniciansOfBusinessUnit(q, scope.businessUnitId);
  return technicians.filter((one) => sees(one) === 'whole').map(({ id }) => id);
}
