import type { ActivityType, Intervention } from '@itinera/db';
import { listWorkSteps, type WorkStep } from '@itinera/db/work';
import { clockingsOf } from '../attendance/at-visit.ts';
import { reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { pageOf } from '../interventions/for-access.ts';
import { loadOwnVisit } from '../interventions/own-visit.ts';
import { portalReport } from '../interventions/portal-report.ts';
import { reasonWords } from '../reports/words.ts';
import type { AccessScope } from '../scopes.ts';
import type { Language } from '../shared/languages.ts';
import { markOf } from './mark-of.ts';
import { progressOf } from './progress.ts';
import { reached, timelineOf } from './timeline.ts';
import type { VisitPage, VisitSheet } from './types.ts';

/**
 * One visit of the customers this access acts for: how far it is, when somebody is expected, what happened to it, and of closed
 * work the intervention sheet and its report.
 * @throws ItineraError `not-found`: unknown, another customer's, or of a type, or so, that the portal does not show.
 */
export async function visitPage(
  ctx: Context,
  scope: AccessScope,
  interventionId: string,
): Promise<VisitPage> {
  const q = ctx.db.read;
  const own = await loadOwnVisit(q, scope, interventionId);
  const { row, settings } = own;
  const { intervention } = row;
  const visit = await pageOf(q, scope, own, ctx.clock.now());
  const steps = await listWorkSteps(q, scope.businessUnitId, interventionId);
  const kept = await portalReport(q, scope.businessUnitId, interventionId);
  const type = settings.types.find(({ id }) => id === intervention.activityTypeId);
  const content = {
    visit,
    progress: await progressOf(ctx, q, scope, row, settings),
    timeline: visit.historyShown
      ? timelineOf(visit.history, steps, intervention, kept?.report.madeAt ?? null)
      : [],
    sheet: sheetOf(intervention, steps, type, scope.language),
    report: kept ? { id: kept.file.id, name: kept.file.name, size: kept.file.size } : null,
    clockings: await clockingsOf(q, scope, visit, settings.unit),
  };
  return { ...content, mark: markOf(content) };
}

/** Why and in which words it was closed is told as far as the report that customers have tells it. */
function sheetOf(
  { status, result, resultCode, resultReason, actualStart, actualEnd, erasedAt }: Intervention,
  steps: readonly WorkStep[],
  type: ActivityType | undefined,
  language: Language,
): VisitSheet | null {
  if (status !== 'terminated') return null;
  const report = type && reportOf(type);
  const told = report?.made === true && report.portal && erasedAt === null;
  return {
    arrivedAt: reached(steps).findLast(({ kind }) => kind === 'arrived')?.at ?? null,
    startedAt: actualStart,
    endedAt: actualEnd,
    result,
    reason: told && result === 'ko' && resultCode !== null ? reasonWords(resultCode, language) : null,
    comment: told && report.comment ? resultReason : null,
  };
}
