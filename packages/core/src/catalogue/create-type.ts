import { listActivityTypes } from '@itinera/db';
import { ownUnit, settingsOf as unitSettingsOf } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { plainDisplay } from '../shared/portal-display.ts';
import { plainReport } from '../shared/report-settings.ts';
import { insertType, tellTaken } from './save-type.ts';
import { readNewType } from './settings-schema.ts';
import type { TypeSettings } from './settings-types.ts';

/** What a type is like before anybody says otherwise; customers see nothing of it yet. */
export const usualSettings: Omit<TypeSettings, 'name' | 'reference' | 'position'> = {
  description: {},
  category: '',
  logo: null,
  kind: 'intervention',
  visibility: 'private',
  manual: true,
  container: false,
  contained: false,
  supervisedClosing: false,
  active: true,
  skills: {},
  duration: 3600,
  bufferBefore: 0,
  bufferAfter: 0,
  notice: 4 * 3600,
  horizonDays: 28,
  offeredHours: null,
  step: 1800,
  width: 7200,
  slack: 0,
  goal: 'relevance',
  minimumRelevance: 0,
  mostWindows: null,
  holdSeconds: 600,
  maximumReschedules: null,
  assignment: 'automatic',
  portalShown: false,
  display: plainDisplay,
  report: plainReport,
};

/**
 * Makes a type of a name alone, in the unit's own language (CAD-AT-01), after all others, with a reference of its own.
 * @throws ItineraError `invalid` (`name`), `not-allowed` (`role`).
 */
export async function createType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: { name: string },
): Promise<{ activityTypeId: string }> {
  const { name } = readNewType(input);
  const made = ctx.db.write(async (tx) => {
    const { defaultLanguage } = unitSettingsOf(await ownUnit(tx, scope));
    const others = await listActivityTypes(tx, scope.businessUnitId);
    const settings = { ...usualSettings, name: { [defaultLanguage]: name }, ...nextPlace(others) };
    return { activityTypeId: await insertType(ctx, tx, scope, settings) };
  });
  return made.catch(tellTaken);
}

/** The place after all others, and a reference that none of them has. */
export function nextPlace(
  others: readonly { reference: string; position: number }[],
  wished?: string,
): { reference: string; position: number } {
  const taken = new Set(others.map(({ reference }) => reference));
  const position = Math.max(0, ...others.map((one) => one.position)) + 1;
  if (wished !== undefined && !taken.has(wished)) return { reference: wished, position };
  const base = wished ?? 'T';
  for (let number = wished === undefined ? 1 : 2; ; number += 1) {
    const reference = wished === undefined ? `${base}${number}` : `${base}-${number}`;
    if (!taken.has(reference)) return { reference, position };
  }
}
