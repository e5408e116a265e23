import { findActivityType, findStaffUser, type Queries } from '@itinera/db';
import { findApiKey } from '@itinera/db/api-keys';
import { listWorkSteps } from '@itinera/db/work';
import { loadVisit, type PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { page } from '../interventions/page.ts';
import { seenToken } from '../interventions/seen-stop.ts';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { localMinute } from '../shared/local-time.ts';
import { stepsFrom, type KoReason, type WorkState, type WorkStep } from '../shared/work.ts';
import { lateReportsOf } from './late-reports.ts';
import { stateOf } from './step.ts';
import { isOwnVisit } from './taker.ts';
import type { ClosedWith, WorkPage, WorkStepEntry } from './types.ts';

/**
 * Where the work on an intervention stands, with every step that was taken.
 * @throws ItineraError `not-found`, also for a technician's eyes when it is not theirs.
 */
export async function workPage(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<WorkPage> {
  await page(ctx, scope, interventionId);
  const q = ctx.db.read;
  const visit = await loadVisit(q, scope.businessUnitId, interventionId);
  const { intervention, stops } = visit;
  const type = await findActivityType(q, scope.businessUnitId, intervention.activityTypeId);
  const supervised = type?.supervisedClosing ?? false;
  const supervises = may(scope, 'supervise-work');
  const state = stateOf(visit);
  const maySay = supervises || (await isOwnVisit(q, scope, visit));
  return {
    state,
    seen: stops[0] ? seenToken(ctx, interventionId, stops[0]) : null,
    steps: maySay ? stepsFrom(state, { supervises, supervisedType: supervised }) : [],
    taken: await stepsTaken(q, scope, interventionId),
    actualStart: intervention.actualStart,
    actualEnd: intervention.actualEnd,
    result: intervention.result,
    reason: intervention.resultCode as KoReason | null,
    comment: intervention.resultReason ?? '',
    closed: supervises && (state === 'closed' || state === 'intermediate') ? closedWith(visit) : null,
    late: supervises ? await lateReportsOf(ctx, scope, visit) : [],
    supervised,
    revision: intervention.revision,
  };
}

/** What a visit is closed with, on the clock of its place. */
export function closedWith({ intervention, part }: PlannedVisit): ClosedWith {
  const { actualStart, actualEnd, result, resultCode, resultReason } = intervention;
  const minute = (at: number | null) => (at === null ? '' : localMinute(at, part.zone));
  return {
    start: minute(actualStart),
    end: minute(actualEnd),
    result: result ?? 'ok',
    reason: resultCode as KoReason | null,
    comment: resultReason ?? '',
  };
}

async function stepsTaken(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope,
  interventionId: string,
): Promise<WorkStepEntry[]> {
  const names = new Map<string, string | null>();
  const rows = await listWorkSteps(q, businessUnitId, interventionId);
  for (const { staffUserId, apiKeyId } of rows) {
    if (staffUserId !== null && !names.has(staffUserId))
      names.set(staffUserId, (await findStaffUser(q, companyId, staffUserId))?.name ?? null);
    if (apiKeyId !== null && !names.has(apiKeyId))
      names.set(apiKeyId, (await findApiKey(q, businessUnitId, apiKeyId))?.name ?? null);
  }
  return rows.map((row) => ({
    step: row.step as WorkStep,
    from: row.fromState as WorkState,
    to: row.toState as WorkState,
    at: row.at,
    recordedAt: row.recordedAt,
    clockOffset: row.clockOffset,
    actorName: names.get(row.staffUserId ?? row.apiKeyId ?? '') ?? null,
  }));
}
