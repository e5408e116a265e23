import { listActivityTypes, type ActivityType } from '@itinera/db';
import { typePage } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { ApiScope } from '../scopes.ts';
import { localized, type Language } from '../shared/languages.ts';
import { actingScope, requireType } from './acting-scope.ts';
import type { ApiActivityType, ApiTypeDetails } from './api-types.ts';

/** The unit's types that the key is for, in the unit's order. */
export async function apiActivityTypes(ctx: Context, scope: ApiScope): Promise<ApiActivityType[]> {
  const { activityTypeIds, language, businessUnitId } = scope;
  const types = await listActivityTypes(ctx.db.read, businessUnitId);
  return types
    .filter(({ id }) => activityTypeIds === null || activityTypeIds.includes(id))
    .map((type) => typeOf(type, language));
}

/** @throws ItineraError `not-found`. */
export async function apiActivityType(
  ctx: Context,
  scope: ApiScope,
  activityTypeId: string,
): Promise<ApiTypeDetails> {
  requireType(scope, activityTypeId);
  const { id, settings } = await typePage(ctx, actingScope(scope), activityTypeId);
  const { bufferBefore, bufferAfter, notice, horizonDays, step, width, slack, skills } = settings;
  return {
    ...typeOf({ id, ...settings }, scope.language),
    ...{ bufferBefore, bufferAfter, notice, horizonDays, step, width, slack, skills },
  };
}

function typeOf(
  type: Pick<ActivityType, 'id' | 'reference' | 'category' | 'kind' | 'duration' | 'active'> &
    Record<'name' | 'description', Parameters<typeof localized>[0]>,
  language: Language,
): ApiActivityType {
  const { id, reference, category, kind, duration, active } = type;
  const name = localized(type.name, language);
  return {
    ...{ id, reference, name },
    description: localized(type.description, language),
    ...{ category, kind, duration, active },
  };
}
