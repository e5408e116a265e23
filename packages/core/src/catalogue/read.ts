import {
  findAccess,
  findBusinessUnit,
  findCustomers,
  listActivityTypes,
  listPortalActions,
  type ActivityType,
} from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { localized, type Language } from '../shared/languages.ts';
import { loadActionBackground } from './action-background.ts';
import { bookableTypes } from './bookable-types.ts';
import type { ActivityTypeCard, StaffTypeCard } from './types.ts';

/**
 * What a customer may book now, in the order staff gave (CAD-BU-14): active, shown in the portal, done at a place, and
 * with a booking action that is offered to one of the customers this access acts for.
 */
export async function bookable(ctx: Context, scope: AccessScope): Promise<ActivityTypeCard[]> {
  const q = ctx.db.read;
  const { businessUnitId, customerIds } = scope;
  const unit = await findBusinessUnit(q, scope.companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const actions = (await listPortalActions(q, businessUnitId)).filter(({ kind }) => kind === 'book');
  const types = bookableTypes(
    {
      unit,
      access: await findAccess(q, businessUnitId, scope.accessId),
      customers: await findCustomers(q, businessUnitId, customerIds),
      types: await listActivityTypes(q, businessUnitId),
      actions,
    },
    await loadActionBackground(q, businessUnitId, actions, { interventionIds: [], customerIds }),
    { language: scope.language, now: ctx.clock.now() },
  );
  return types.map((type) => card(type, scope.language));
}

/** What staff may make an intervention of (CAD-AT-07). */
export async function activityTypes(ctx: Context, scope: BusinessUnitScope): Promise<StaffTypeCard[]> {
  const types = await listActivityTypes(ctx.db.read, scope.businessUnitId);
  return types
    .filter((type) => type.active && type.manual)
    .map((type) => ({
      ...card(type, scope.language),
      automatic: type.assignment !== 'by-hand',
      container: type.container,
      contained: type.contained,
    }));
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
