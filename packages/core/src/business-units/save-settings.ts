import {
  DbError,
  deleteAccessLinksOfUnit,
  deleteLogos,
  endPortalSessionsOfUnit,
  updateBusinessUnit,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { readUnitSettings } from './settings-schema.ts';
import { refusal, requireSound } from './settings-rules.ts';
import { ownUnit, settingsOf, settingsPage } from './settings.ts';
import type { SaveUnitSettingsInput, UnitSettings } from './settings-types.ts';

/**
 * Saves a unit's settings, all of them or none: nothing of them applies before (CAD-BU-13), everything from the next
 * request on. Switching the portal off ends every session (CAD-BU-04); switching permanent links off takes the links
 * away. What is already so is left alone, so sending the same twice is harmless.
 * @throws ItineraError `stale` (`details.current`), `invalid` (the field, with the reasons of `requireSound`),
 * `not-allowed` (`role`).
 */
export async function saveUnitSettings(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveUnitSettingsInput,
): Promise<void> {
  const { revision, ...wished } = readUnitSettings(input);
  const { companyId, businessUnitId } = scope;
  const save = async (tx: Queries): Promise<void> => {
    const unit = await ownUnit(tx, scope);
    const before = settingsOf(unit);
    const changed = changedParts(before, wished);
    if (changed.length === 0) return;
    if (unit.revision !== revision) throw stale(settingsPage(ctx, unit));
    await requireSound(ctx, tx, businessUnitId, before, wished);
    if (!(await updateBusinessUnit(tx, companyId, businessUnitId, revision, wished)))
      throw stale(settingsPage(ctx, await ownUnit(tx, scope)));
    const now = ctx.clock.now();
    if (before.portalOn && !wished.portalOn) await endPortalSessionsOfUnit(tx, businessUnitId, now);
    if (before.permanentLinks && !wished.permanentLinks) await deleteAccessLinksOfUnit(tx, businessUnitId);
    if (changed.includes('logo'))
      await deleteLogos(tx, businessUnitId, { but: wished.logo, before: now + 1 });
    await appendEvent(ctx, tx, scope, {
      kind: 'business-unit.settings-changed',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { before: partsOf(before, changed), after: partsOf(wished, changed) },
    });
  };
  await ctx.db.write(save).catch(tellTaken);
}

function changedParts(before: UnitSettings, wished: UnitSettings): (keyof UnitSettings)[] {
  const parts = Object.keys(before) as (keyof UnitSettings)[];
  return parts.filter((part) => !isDeepStrictEqual(before[part], wished[part]));
}

function partsOf(settings: UnitSettings, parts: readonly (keyof UnitSettings)[]): Partial<UnitSettings> {
  return Object.fromEntries(parts.map((part) => [part, settings[part]]));
}

function stale(current: unknown): ItineraError {
  return new ItineraError('stale', 'The settings were changed since they were shown', {
    field: 'revision',
    details: { current },
  });
}

/** Two units that take one address at the same moment: the store lets one. */
function tellTaken(error: unknown): never {
  if (error instanceof DbError && error.code === 'unique-violation') {
    const field = error.constraint?.includes('domain') ? 'ownDomain' : 'slug';
    throw refusal(field, 'taken', 'another business unit has it: choose another');
  }
  throw error;
}
