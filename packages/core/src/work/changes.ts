import { lastValue } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';

/** How many things have happened in the unit: another number says that a page that is open is out of date. */
export async function latestChange(ctx: Context, scope: BusinessUnitScope): Promise<{ sequence: number }> {
  return { sequence: await lastValue(ctx.db.read, scope.businessUnitId, 'event') };
}
