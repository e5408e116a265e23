import { listActivityTypes, listPortalActions, type ActivityType } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { localized, type Language } from '../shared/languages.ts';
import type { ActivityTypeCard } from './types.ts';

/**
 * What a customer may book now, in the order staff gave (CAD-BU-14): active, shown in the portal, done at a place, and
 * with its booking action on. The layers above (portal, customer, access) are the session gate's.
 */
export async function bookable(ctx: Context, scope: AccessScope): Promise<ActivityTypeCard[]> {
  const q = ctx.db.read;
  const types = await listActivityTypes(q, scope.businessUnitId);
  const actions = await listPortalActions(q, scope.businessUnitId);
  const on = new Set(
    actions
      .filter((action) => action.kind === 'book' && action.enabled)
      .map((action) => action.activityTypeId),
  );
  return types
    .filter((type) => type.active && type.portalShown && type.kind === 'intervention' && on.has(type.id))
    .map((type) => card(type, scope.language));
}

/** What staff may make an intervention of (CAD-AT-07). */
export async function activityTypes(ctx: Context, scope: BusinessUnitScope): Promise<ActivityTypeCard[]> {
  const types = await listActivityTypes(ctx.db.read, scope.businessUnitId);
  return types.filter((type) => type.active && type.manual).map((type) => card(type, scope.language));
}

function card(type: ActivityType, language: Language): ActivityTypeCard {
  return {
    id: type.id,
    reference: type.reference,
    name: localized(type.name, language),
    description: localized(type.description, language),
    category: type.category,
    duration: type.duration,
  };
}
