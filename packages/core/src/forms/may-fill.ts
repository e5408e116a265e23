import {
  listAssignmentsOf,
  listParts,
  type Intervention,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { loadActionJudge } from '../catalogue/action-judge.ts';
import type { JudgedVisit } from '../catalogue/action-background.ts';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { FormDefinition, FormPurpose } from '../shared/forms/definition.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isOpen } from '../shared/portal-actions.ts';
import type { Filler } from './visit-form.ts';

/** Which form of a visit, and by which action of the portal, where one is named. */
export interface Asked {
  visit: Intervention;
  purpose: FormPurpose;
  definition: FormDefinition;
  actionId?: string | undefined;
}

/**
 * Whether this form is filled in now: none of what is canceled, a survey when the work is done; by customers the activity
 * form until the work begins, and only what the portal asks them. Where the type has actions of the kind they decide, each
 * by itself (CAD-AC-06, CAD-AC-07); where it has none, the form says itself whether customers are asked. Returns the action
 * it is done by; null: it takes none.
 * @throws ItineraError `not-found` (`purpose`) of what the portal does not ask; `not-allowed` (the verdict's reason).
 */
export async function requireMayFill(
  ctx: Context,
  q: Queries,
  scope: Filler,
  asked: Asked,
): Promise<PortalAction | null> {
  const { visit, purpose, definition } = asked;
  const action = scope.kind === 'access' ? await requireOffered(ctx, q, scope, asked) : undefined;
  if (action === null && !definition.portal) throw notFound('purpose');
  const { status } = visit;
  const isDone = status === 'terminated' || status === 'intermediate';
  const isCustomer = scope.kind === 'access';
  const fits = purpose === 'survey' ? isDone : isCustomer ? isOpen(status) : status !== 'canceled';
  if (!fits) throw refused('status', status);
  return action ?? null;
}

/** The action by which a customer is asked; null: the type has none of the kind. */
async function requireOffered(
  ctx: Context,
  q: Queries,
  scope: AccessScope,
  { visit, purpose, actionId }: Asked,
): Promise<PortalAction | null> {
  if (purpose !== 'activity' && purpose !== 'survey') throw notFound('purpose');
  requireIds({ actionId });
  const kind = purpose === 'survey' ? 'survey' : 'form';
  const judge = await loadActionJudge(q, scope, {
    activityTypeId: visit.activityTypeId,
    customerId: visit.customerId,
    visit: await judgedVisit(q, visit),
    now: ctx.clock.now(),
  });
  if (actionId === undefined && !judge?.actions.some((one) => one.kind === kind)) return null;
  const found = actionId === undefined ? judge?.offered(kind) : judge?.byId(actionId);
  const action = found?.action;
  if (!found || action?.kind !== kind) throw notFound('purpose');
  const { verdict } = found;
  // What was answered can be looked at; that it is not answered again is asked where answers are written.
  if (verdict.available || verdict.reason === 'answered') return action;
  if (verdict.reason === 'not-configured') throw notFound('purpose');
  throw refused(verdict.reason, visit.status);
}

/** A visit as the conditions of actions see it. @throws ItineraError `not-found`. */
export async function judgedVisit(q: Queries, intervention: Intervention): Promise<JudgedVisit> {
  const { id, businessUnitId } = intervention;
  const [part] = await listParts(q, businessUnitId, [id]);
  if (!part) throw notFound('interventionId');
  const stops = part.promised ? await listAssignmentsOf(q, businessUnitId, { partId: part.id }) : [];
  return { intervention, promiseStart: stops.length > 0 ? part.promiseStart : null, zone: part.zone };
}

function refused(reason: string, status: string): ItineraError {
  return new ItineraError('not-allowed', `The form cannot be filled in now (${reason}; visit ${status})`, {
    field: 'purpose',
    reason,
  });
}
