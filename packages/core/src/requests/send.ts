import {
  findIntervention,
  insertRows,
  listAssignmentsOf,
  listParts,
  listPortalActions,
  lockAccess,
  lockAttemptLimit,
  lockCustomer,
  lockIntervention,
  storeAttemptLimit,
  type Access,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { budgetRetryAt, chargeBudget, type Budget } from '../attempt-budget.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { JudgedVisit } from '../catalogue/action-background.ts';
import { loadActionJudge, type ActionJudge } from '../catalogue/action-judge.ts';
import { noteUse } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { applyResult } from '../interventions/apply-result.ts';
import { tellStaff } from '../notifications/tell-staff.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { proposedDates, requestKindOf } from './offer.ts';
import { takeFiles } from './message-files.ts';
import { requireSound } from './rules.ts';
import { readSendInput } from './schema.ts';
import { tellReceived } from './tell-customer.ts';
import type { SendRequestInput } from './types.ts';

/** More than anybody has to say in a day, and less than would flood whoever reads it. */
export const requestBudget: Budget = { attempts: 20, window: 86_400, longestWait: 86_400 };

/**
 * Sends what a customer asks for (CAD-AC-09): it plans nothing, waits for staff, and tells whom the action names. The
 * action is judged again here, in the transaction that uses it.
 * @throws ItineraError `invalid` (`text`, `fileIds` with `gone`, `date` with `past` or `horizon`, `customerId`, `proposal`), `not-allowed` (the
 *   verdict's reason), `too-many` (`requests`, details.retryAt), `not-found`, `key-reused`.
 */
export async function sendRequest(
  ctx: Context,
  scope: AccessScope,
  input: SendRequestInput,
): Promise<{ requestId: string }> {
  const { idempotencyKey: key, ...given } = readSendInput(input);
  const { actionId, interventionId, customerId } = given;
  requireIds({ actionId, interventionId: interventionId ?? undefined, customerId });
  const call = { actor: actorOf(scope), key, request: ['send-request', given] };
  return ctx.db.write((tx) =>
    once(ctx, tx, call, async () => {
      // In the order of whoever erases: the person, the customer, then the work.
      const access = await lockAccess(tx, scope.businessUnitId, scope.accessId);
      const { judge, action, visit } = await requireOffered(ctx, tx, scope, given);
      const kind = requestKindOf(action.kind);
      if (!access || kind === null) throw notFound('actionId');
      const now = ctx.clock.now();
      const zone = visit?.zone ?? judge.unit.zone;
      requireSound(kind, given, proposedDates(judge.type, action, zone, now));
      await charge(ctx, tx, access);
      const { businessUnitId } = scope;
      const requestId = ctx.ids.newId();
      const about = { customerId: judge.customer.id, interventionId };
      const { proposal } = given;
      await insertRows(tx, 'customerRequest', [
        {
          ...about,
          id: requestId,
          businessUnitId,
          kind,
          state: 'open',
          activityTypeId: judge.type.id,
          portalActionId: action.id,
          accessId: access.id,
          text: given.text,
          preferredDate: proposal?.date ?? null,
          dayPart: proposal?.dayPart ?? null,
          preferredTime: proposal?.time ?? null,
          isMandatory: proposal?.isMandatory ?? false,
          createdAt: now,
        },
      ]);
      await takeFiles(tx, scope, { ...given, requestId, customerId: about.customerId });
      await noteUse(ctx, tx, { ...about, businessUnitId, portalActionId: action.id, usedAt: now });
      await tellStaff(ctx, tx, scope, { ...about, action, requestId });
      await tellReceived(ctx, tx, { unit: judge.unit, access, action, kind, requestId, interventionId });
      await appendEvent(ctx, tx, scope, {
        kind: 'request.sent',
        subjectType: interventionId === null ? 'customer' : 'intervention',
        subjectId: interventionId ?? judge.customer.id,
        data: { requestId, by: kind },
      });
      await applyResult(ctx, tx, scope, action, interventionId);
      return { requestId };
    }),
  );
}

type Given = Omit<ReturnType<typeof readSendInput>, 'idempotencyKey'>;

async function requireOffered(
  ctx: Context,
  tx: Queries,
  scope: AccessScope,
  given: Given,
): Promise<{ judge: ActionJudge; action: PortalAction; visit: JudgedVisit | null }> {
  const now = ctx.clock.now();
  const visit = await lockedVisit(tx, scope, given.interventionId);
  const customerId = visit?.intervention.customerId ?? given.customerId ?? onlyOne(scope);
  if (!scope.customerIds.includes(customerId)) throw notFound('customerId');
  if (!visit) await lockCustomer(tx, scope.businessUnitId, customerId);
  const activityTypeId =
    visit?.intervention.activityTypeId ?? (await typeOfAction(tx, scope, given.actionId));
  const judge = await loadActionJudge(tx, scope, { activityTypeId, customerId, visit, now });
  const { action, verdict } = judge?.byId(given.actionId) ?? { action: null, verdict: null };
  if (!judge || !action || !verdict) throw notFound('actionId');
  if (verdict.available) return { judge, action, visit };
  throw new ItineraError('not-allowed', `This cannot be sent now: ${verdict.reason}`, {
    field: 'actionId',
    reason: verdict.reason,
  });
}

async function lockedVisit(
  tx: Queries,
  { businessUnitId, customerIds }: AccessScope,
  interventionId: string | null,
): Promise<JudgedVisit | null> {
  if (interventionId === null) return null;
  const found = await findIntervention(tx, businessUnitId, interventionId);
  if (!found || !customerIds.includes(found.customerId)) throw notFound('interventionId');
  await lockCustomer(tx, businessUnitId, found.customerId);
  const intervention = await lockIntervention(tx, businessUnitId, interventionId);
  const [part] = await listParts(tx, businessUnitId, [interventionId]);
  if (!intervention || !part) throw notFound('interventionId');
  const stops = part.promised ? await listAssignmentsOf(tx, businessUnitId, { partId: part.id }) : [];
  return { intervention, promiseStart: stops.length > 0 ? part.promiseStart : null, zone: part.zone };
}

function onlyOne({ customerIds }: AccessScope): string {
  const [first, ...others] = customerIds;
  if (first === undefined || others.length > 0)
    throw new ItineraError('invalid', 'customerId: say for which customer', { field: 'customerId' });
  return first;
}

async function typeOfAction(tx: Queries, { businessUnitId }: AccessScope, actionId: string): Promise<string> {
  const found = (await listPortalActions(tx, businessUnitId)).find(({ id }) => id === actionId);
  if (!found) throw notFound('actionId');
  return found.activityTypeId;
}

/** One more of the day. @throws ItineraError `too-many`. */
async function charge(ctx: Context, tx: Queries, { id }: Access): Promise<void> {
  const now = ctx.clock.now();
  const state = await lockAttemptLimit(tx, `request:${id}`, now);
  const retryAt = budgetRetryAt(state, requestBudget, now);
  if (retryAt !== null)
    throw new ItineraError('too-many', 'You have sent a lot today: send the next one later, or telephone', {
      reason: 'requests',
      details: { retryAt },
    });
  await storeAttemptLimit(tx, { ...state, ...chargeBudget(state, requestBudget, now), lastAt: now });
}
