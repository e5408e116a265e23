import { findActivityType, listPortalActions, type ActivityType, type PortalAction } from '@itinera/db';
import { narrowed } from '../catalogue/narrow.ts';
import type { Context } from '../context.ts';
import { viewOf } from '../files/own-files.ts';
import { everyHomeAction } from '../interventions/extra-actions.ts';
import { forAccess } from '../interventions/for-access.ts';
import { loadPageBackground, loadPortalSettings } from '../interventions/customer-view.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { RequestKind } from '../shared/requests.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { waitingFiles } from './message-files.ts';
import type { RequestOf, RequestOffer } from './types.ts';

/** What an action of the portal asks the company for; null: it makes no request. */
export function requestKindOf(kind: PortalAction['kind']): RequestKind | null {
  return kind === 'propose' ? 'proposal' : kind === 'message' ? 'message' : null;
}

/**
 * What the page of an action that makes a request shows, offered now or not.
 * @throws ItineraError `not-found`: no such action, visit, or neither is shown in this portal.
 */
export async function requestOffer(ctx: Context, scope: AccessScope, of: RequestOf): Promise<RequestOffer> {
  const { actionId, interventionId } = of;
  requireIds({ actionId });
  const q = ctx.db.read;
  const { id, kind, typeId, typeName, zone, customers, ...offered } = await (interventionId === null
    ? fromHome(ctx, scope, actionId)
    : fromVisit(ctx, scope, interventionId, actionId));
  const made = requestKindOf(kind);
  if (made === null) throw notFound('actionId');
  const type = await findActivityType(q, scope.businessUnitId, typeId);
  const action = (await listPortalActions(q, scope.businessUnitId, typeId)).find((one) => one.id === id);
  if (!type || !action) throw notFound('actionId');
  const { icon: _icon, formState: _form, ...words } = offered;
  const dates = made === 'proposal' ? proposedDates(type, action, zone, ctx.clock.now()) : null;
  const files = made === 'message' ? (await waitingFiles(q, scope, of)).map(viewOf) : [];
  return { ...words, kind: made, typeName, customers, dates, files };
}

/** From today to the end of the horizon, the action's own where it is nearer (CAD-AC-13). */
export function proposedDates(
  type: ActivityType,
  { limits }: PortalAction,
  zone: string,
  now: EpochSeconds,
): { first: string; last: string } {
  const first = localDate(now, zone);
  return { first, last: shiftDate(first, narrowed(type, limits).horizonDays) };
}

async function fromVisit(ctx: Context, scope: AccessScope, interventionId: string, actionId: string) {
  const visit = await forAccess(ctx, scope, interventionId);
  const extra = visit.extras.find(({ id }) => id === actionId);
  if (!extra) throw notFound('actionId');
  const { unit } = await loadPortalSettings(ctx.db.read, scope);
  const { typeId, typeName } = visit;
  return { ...extra, typeId, typeName, zone: visit.promise?.zone ?? unit.zone, customers: [] };
}

async function fromHome(ctx: Context, scope: AccessScope, actionId: string) {
  const q = ctx.db.read;
  const settings = await loadPortalSettings(q, scope);
  const background = await loadPageBackground(q, scope, settings, []);
  const about = { language: scope.language, now: ctx.clock.now() };
  const action = everyHomeAction(settings, background, about).find(({ id }) => id === actionId);
  if (!action) throw notFound('actionId');
  return { ...action, formState: null, zone: settings.unit.zone };
}
