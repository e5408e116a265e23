import { findIntervention, listPortalActions } from '@itinera/db';
import { findForm } from '@itinera/db/forms';
import { listCustomerRequests } from '@itinera/db/requests';
import { loadBookingQuestions } from '../availability/booking-questions.ts';
import { loadPortalOffer } from '../availability/portal-wish.ts';
import { loadActionJudge } from '../catalogue/action-judge.ts';
import type { Context } from '../context.ts';
import type { FileOwner } from '../files/store-file.ts';
import type { UploadInput } from '../files/types.ts';
import { wasTheirs } from '../interventions/was-theirs.ts';
import { may } from '../rights.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { FileKind } from '../shared/files.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { definitionOf } from './form-page.ts';
import { judgedVisit, requireMayFill } from './may-fill.ts';
import { requireSeen, requireVisit } from './visit-form.ts';

type Scope = AccessScope | BusinessUnitScope;
interface Place {
  owner: FileOwner;
  kind: FileKind;
}

const kinds: Readonly<Record<string, FileKind>> = { photo: 'photo', file: 'file', signature: 'signature' };

/**
 * Whose an upload is and what it may be, once whoever sends it may send what will name it: for a closing, also of a visit
 * that is its sender's no longer.
 * @throws ItineraError as `visitForm`, `loadPortalOffer`; `not-allowed` with an action's verdict, or `done` of a request; `not-found`, also (`field`) of
 *   a field that takes no files.
 */
export async function uploadPlace(
  ctx: Context,
  scope: Scope,
  { interventionId, form, actionId, requestId, booking, seen }: Omit<UploadInput, 'name' | 'idempotencyKey'>,
): Promise<Place> {
  if (actionId !== undefined || booking !== undefined) {
    if (scope.kind !== 'access' || form !== null) throw notFound('interventionId');
    if (actionId !== undefined) return ofAction(ctx, scope, actionId, interventionId);
    if (booking && interventionId === null) return ofBooking(ctx, scope, booking);
  }
  if (requestId !== undefined) {
    if (scope.kind !== 'staff' || form !== null || interventionId !== null) throw notFound('requestId');
    return ofRequest(ctx, scope, requestId);
  }
  if (interventionId === null) throw notFound('interventionId');
  requireIds({ interventionId });
  // What was photographed at the door goes with the closing, also of one that comes too late.
  const comesLate =
    scope.kind === 'staff' &&
    form?.purpose === 'closing' &&
    seen !== undefined &&
    (await wasTheirs(ctx, ctx.db.read, scope, { interventionId, seen }));
  if (!comesLate) await requireSeen(ctx, scope, interventionId);
  return ofVisit(ctx, scope, interventionId, { of: form, comesLate });
}

async function ofVisit(
  ctx: Context,
  scope: Scope,
  interventionId: string,
  { of, comesLate }: { of: UploadInput['form']; comesLate: boolean },
): Promise<Place> {
  const q = ctx.db.read;
  const visit = requireVisit(await findIntervention(q, scope.businessUnitId, interventionId));
  const { customerId } = visit;
  if (of === null) return { owner: { customerId, interventionId, form: null }, kind: 'file' };
  const { purpose, field, actionId } = of;
  const form = await findForm(q, scope.businessUnitId, { ownerId: visit.activityTypeId, purpose });
  if (!form) throw notFound('purpose');
  const definition = await definitionOf(q, form, purpose);
  if (!comesLate) await requireMayFill(ctx, q, scope, { visit, purpose, definition, actionId });
  const kind = kindOf(definition, field);
  return { owner: { customerId, interventionId, form: { formId: form.id, field } }, kind };
}

/** With a message, or as a drawing: while its action is offered. */
async function ofAction(
  ctx: Context,
  scope: AccessScope,
  actionId: string,
  interventionId: string | null,
): Promise<Place> {
  requireIds({ actionId });
  const q = ctx.db.read;
  const { businessUnitId, customerIds } = scope;
  if (interventionId !== null) await requireSeen(ctx, scope, interventionId);
  const visit =
    interventionId === null ? null : requireVisit(await findIntervention(q, businessUnitId, interventionId));
  const action = (await listPortalActions(q, businessUnitId)).find(({ id }) => id === actionId);
  if (!action || (action.kind !== 'message' && action.kind !== 'sign')) throw notFound('actionId');
  const { activityTypeId } = visit ?? action;
  const judged = visit && (await judgedVisit(q, visit));
  const now = ctx.clock.now();
  let reason = 'not-configured';
  // From the home page it is the first of whoever may send it; the message says whose it is.
  for (const customerId of visit ? [visit.customerId] : customerIds) {
    const judge = await loadActionJudge(q, scope, { activityTypeId, customerId, visit: judged, now });
    const verdict = judge?.byId(actionId).verdict;
    const owner = { customerId, interventionId, form: null, portalActionId: actionId };
    if (verdict?.available) return { owner, kind: action.kind === 'sign' ? 'signature' : 'file' };
    if (verdict) ({ reason } = verdict);
  }
  if (reason === 'not-configured') throw notFound('actionId');
  throw new ItineraError('not-allowed', `Nothing can be sent by this now: ${reason}`, {
    field: 'actionId',
    reason,
  });
}

/** With the answer to what a customer asked for, until that is answered. */
async function ofRequest(ctx: Context, scope: BusinessUnitScope, requestId: string): Promise<Place> {
  requireIds({ requestId });
  const one = { limit: 1, offset: 0 };
  const filter = { ids: [requestId] };
  const { rows } = await listCustomerRequests(ctx.db.read, scope.businessUnitId, filter, one);
  const request = rows[0]?.request;
  if (!request || !may(scope, 'plan')) throw notFound('requestId');
  if (request.state !== 'open')
    throw new ItineraError('not-allowed', 'The request was dealt with since it was shown', {
      field: 'requestId',
      reason: 'done',
    });
  const { customerId, interventionId } = request;
  return { owner: { customerId, interventionId, form: null, requestId }, kind: 'file' };
}

/** With what is asked before a time is chosen: it is the person's until the visit is booked. */
async function ofBooking(
  ctx: Context,
  scope: AccessScope,
  { field, ...work }: NonNullable<UploadInput['booking']>,
): Promise<Place> {
  const q = ctx.db.read;
  const { wish } = await loadPortalOffer(q, scope, work, ctx.clock.now());
  const asked = await loadBookingQuestions(q, scope, work);
  if (!asked) throw notFound('field');
  const form = { formId: asked.form.id, field };
  const owner = { customerId: wish.customer.id, interventionId: null, form, addressId: work.addressId };
  return { owner, kind: kindOf(asked.definition, field) };
}

function kindOf({ fields }: FormDefinition, code: string): FileKind {
  const field = fields.find((one) => one.code === code);
  const kind = field && kinds[field.type];
  if (!kind) throw notFound('field');
  return kind;
}
