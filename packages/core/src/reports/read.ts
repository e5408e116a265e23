import { findActivityType, findIntervention } from '@itinera/db';
import { listReports, type KeptReport } from '@itinera/db/work';
import { reportOf } from '../catalogue/settings.ts';
import type { Bind, Context } from '../context.ts';
import { forAccess } from '../interventions/for-access.ts';
import { page } from '../interventions/page.ts';
import { portalReport } from '../interventions/portal-report.ts';
import { may } from '../rights.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import { plainReport } from '../shared/report-settings.ts';
import { askedState } from './asked-state.ts';
import { reportDelivered } from './delivered.ts';
import { canBeMade, makeAgain } from './make-again.ts';
import type { ReportUseCases, ReportView, VisitReports } from './types.ts';

/** The group `reports` of the core. */
export function createReports(bind: Bind): ReportUseCases {
  return {
    ofVisit: bind(reportsOfVisit),
    makeAgain: bind(makeAgain),
    delivered: bind(reportDelivered),
    forAccess: bind(reportForAccess),
  };
}

/** Every version of a visit's report, where its type lists it. @throws ItineraError `not-found`. */
async function reportsOfVisit(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<VisitReports> {
  const { businessUnitId } = scope;
  const { typeId } = await page(ctx, scope, interventionId);
  const type = await findActivityType(ctx.db.read, businessUnitId, typeId);
  const { places, made } = type ? reportOf(type) : plainReport;
  const visit = await findIntervention(ctx.db.read, businessUnitId, interventionId);
  const isTheirs = may(scope, 'supervise-work') && visit !== undefined && canBeMade(visit);
  const kept = await listReports(ctx.db.read, businessUnitId, interventionId);
  const all = kept.map(reportView).reverse();
  return {
    activity: places.includes('activity') ? all : [],
    closing: places.includes('closing') ? all : [],
    sheet: places.includes('activity') ? 'activity' : 'closing',
    again: isTheirs && made ? { state: await askedState(ctx.db.read, businessUnitId, interventionId) } : null,
    unsent: isTheirs && kept.at(-1)?.report.unreached === true,
  };
}

/** The report that the portal shows. @throws ItineraError `not-found`, as `forAccess`. */
async function reportForAccess(
  ctx: Context,
  scope: AccessScope,
  interventionId: string,
): Promise<Pick<ReportView, 'id' | 'name' | 'size'> | null> {
  await forAccess(ctx, scope, interventionId);
  const shown = await portalReport(ctx.db.read, scope.businessUnitId, interventionId);
  if (!shown) return null;
  const { id, name, size } = shown.file;
  return { id, name, size };
}

function reportView({ report, file, mail }: KeptReport): ReportView {
  return {
    id: file.id,
    name: file.name,
    size: file.size,
    version: report.version,
    language: isLanguage(report.language) ? report.language : 'en',
    madeAt: report.madeAt,
    hash: file.hash,
    mail: report.unreached && mail === null ? { state: 'nobody', sentAt: null } : mail,
  };
}
