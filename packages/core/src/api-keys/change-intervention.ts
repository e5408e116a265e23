import { cancel } from '../bookings/cancel.ts';
import { plan } from '../bookings/plan.ts';
import type { Context } from '../context.ts';
import { create } from '../interventions/create.ts';
import { editIntervention } from '../interventions/edit.ts';
import type { ApiScope } from '../scopes.ts';
import { takeStep } from '../work/step.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { actingScope, requireType } from './acting-scope.ts';
import { apiIntervention } from './api-interventions.ts';
import type {
  ApiCloseInput,
  ApiIntervention,
  ApiPlanInput,
  ApiPlanResult,
  ApiUseCases,
} from './api-types.ts';
import { withCurrent } from './with-current.ts';

/** @throws ItineraError as `create`. */
export async function apiCreateIntervention(
  ctx: Context,
  scope: ApiScope,
  input: Parameters<ApiUseCases['createIntervention']>[1],
): Promise<ApiIntervention> {
  requireType(scope, input.activityTypeId);
  // What contains it is one that the key may see.
  if (input.parentId !== undefined) await apiIntervention(ctx, scope, input.parentId).catch(asParent);
  const mayChange = scope.rights.includes('edit');
  const { interventionId } = await create(ctx, actingScope(scope), input, mayChange);
  return apiIntervention(ctx, scope, interventionId);
}

/** @throws ItineraError as `editIntervention`. */
export async function apiUpdateIntervention(
  ctx: Context,
  scope: ApiScope,
  input: Parameters<ApiUseCases['updateIntervention']>[1],
): Promise<ApiIntervention> {
  await apiIntervention(ctx, scope, input.interventionId);
  const read = () => apiIntervention(ctx, scope, input.interventionId);
  await withCurrent(() => editIntervention(ctx, actingScope(scope), input), read);
  return read();
}

/**
 * Plans or moves work to a slot that was offered (CAD-AP-02).
 * @throws ItineraError as `plan`; `not-allowed` (`right`) where a technician is named by a key that sees none.
 */
export async function apiPlanIntervention(
  ctx: Context,
  scope: ApiScope,
  input: ApiPlanInput,
): Promise<ApiPlanResult> {
  if (input.technicianId !== undefined && !scope.rights.includes('full-schedules'))
    throw new ItineraError('not-allowed', 'technicianId takes the right full-schedules: leave it out', {
      field: 'technicianId',
      reason: 'right',
    });
  const read = () => apiIntervention(ctx, scope, input.interventionId);
  await read();
  const result = await withCurrent(() => plan(ctx, actingScope(scope), input), read);
  if (result.kind === 'confirmed') return { kind: 'planned', intervention: await read() };
  return {
    kind: 'taken',
    slots: result.windows.map(({ start, end, grade }) => ({ start, end, relevanceClass: grade })),
  };
}

/** @throws ItineraError as `cancel`. */
export async function apiCancelIntervention(
  ctx: Context,
  scope: ApiScope,
  input: Parameters<ApiUseCases['cancelIntervention']>[1],
): Promise<ApiIntervention> {
  await apiIntervention(ctx, scope, input.interventionId);
  await cancel(ctx, actingScope(scope), input);
  return apiIntervention(ctx, scope, input.interventionId);
}

/** @throws ItineraError as `takeStep`. */
export async function apiCloseIntervention(
  ctx: Context,
  scope: ApiScope,
  { interventionId, revision, idempotencyKey, answers = {}, ...closing }: ApiCloseInput,
): Promise<ApiIntervention> {
  const read = () => apiIntervention(ctx, scope, interventionId);
  await read();
  const step = {
    ...{ interventionId, revision, idempotencyKey },
    step: 'closed',
    at: closing.endedAt,
    sentAt: ctx.clock.now(),
    seen: null,
    closing: { ...closing, answers, version: 0 },
  } as const;
  await withCurrent(() => takeStep(ctx, actingScope(scope), step), read);
  return read();
}

function asParent(error: unknown): never {
  throw error instanceof ItineraError && error.code === 'not-found' ? notFound('parentId') : error;
}
