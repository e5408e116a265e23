import {
  DbError,
  eventsOfSubject,
  findActivityType,
  findLogo,
  insertRows,
  listSkills,
  setRequiredSkills,
  updateActivityType,
  type ActivityType,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { appendEvent } from '../audit/append-event.ts';
import { ownUnit, settingsOf as unitSettingsOf } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireActionsStillSound } from './action-texts.ts';
import { keepCategory } from './categories.ts';
import { readTypeChanges } from './settings-schema.ts';
import { refusal, requireSoundType } from './settings-rules.ts';
import { ownType, typePageOf, typeSettings } from './settings.ts';
import { lastChange, readChange } from './type-change.ts';
import type { SaveTypeInput, TypeSettings } from './settings-types.ts';

/**
 * Saves parts of a type's configuration, all of them or none; they hold from the next request on. What is already so is
 * left alone, so sending the same twice is harmless.
 * @throws ItineraError `stale` (`details.current`), `invalid` (the field, with the reasons of `requireSoundType`;
 * `display`: `in-action`; `reference`: `taken`; `logo`: `gone`; `skills.CODE`: `unknown`), `not-found`, `not-allowed` (`role`).
 */
export async function saveType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveTypeInput,
): Promise<void> {
  const { activityTypeId, revision, changes } = readTypeChanges(input);
  await ctx.db
    .write(async (tx) => {
      const type = await ownType(tx, scope, activityTypeId);
      await write(ctx, tx, scope, { type, revision, changes, kind: 'activity-type.changed' });
    })
    .catch(tellTaken);
}

/**
 * Takes the last change of a type back, once.
 * @throws ItineraError `stale`, `not-found`, `not-allowed` (`nothing-to-undo`, `role`), `invalid` when what was before
 * cannot be any more.
 */
export async function undoTypeChange(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { activityTypeId, revision }: { activityTypeId: string; revision: number },
): Promise<void> {
  await ctx.db
    .write(async (tx) => {
      const type = await ownType(tx, scope, activityTypeId);
      const events = await eventsOfSubject(tx, scope.businessUnitId, {
        type: 'activity-type',
        id: activityTypeId,
      });
      const last = lastChange(events);
      const change = last && readChange(last);
      if (!change)
        throw new ItineraError('not-allowed', 'activityTypeId: there is no change to take back', {
          field: 'activityTypeId',
          reason: 'nothing-to-undo',
        });
      const { changes } = readTypeChanges({ activityTypeId, revision, changes: change.before });
      await write(ctx, tx, scope, { type, revision, changes, kind: 'activity-type.change-undone' });
    })
    .catch(tellTaken);
}

async function write(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  {
    type,
    revision,
    changes,
    kind,
  }: { type: ActivityType; revision: number; changes: Partial<TypeSettings>; kind: string },
): Promise<void> {
  const { companyId, businessUnitId } = scope;
  const before = await typeSettings(tx, type);
  const wished = { ...before, ...changes };
  const changed = (Object.keys(before) as (keyof TypeSettings)[]).filter(
    (part) => !isDeepStrictEqual(before[part], wished[part]),
  );
  if (changed.length === 0) return;
  const stale = async (now: ActivityType) =>
    new ItineraError('stale', 'The type was changed since it was shown', {
      field: 'revision',
      details: { current: await typePageOf(tx, scope, now) },
    });
  if (type.revision !== revision) throw await stale(type);
  const { defaultLanguage } = unitSettingsOf(await ownUnit(tx, scope));
  requireSoundType(wished, defaultLanguage);
  if (changed.includes('display')) await requireActionsStillSound(tx, type, before.display, wished.display);
  if (wished.logo !== null && changed.includes('logo') && !(await findLogo(tx, businessUnitId, wished.logo)))
    throw refusal('logo', 'gone', 'is not there any more: upload it again');
  const { skills, ...columns } = wished;
  const category = await keepCategory(ctx, tx, scope, columns.category);
  const saved = await updateActivityType(tx, businessUnitId, type.id, revision, { ...columns, category });
  if (!saved) throw await stale((await findActivityType(tx, businessUnitId, type.id)) ?? type);
  if (changed.includes('skills'))
    await storeSkills(tx, { companyId, businessUnitId, activityTypeId: type.id }, skills);
  await appendEvent(ctx, tx, scope, {
    kind,
    subjectType: 'activity-type',
    subjectId: type.id,
    data: { before: partsOf(before, changed), after: partsOf({ ...wished, category }, changed) },
  });
}

/** Makes a type ask for these skills. @throws ItineraError `invalid` (`skills.CODE`: `unknown`). */
export async function storeSkills(
  tx: Queries,
  owner: { companyId: string; businessUnitId: string; activityTypeId: string },
  skills: Readonly<Record<string, number>>,
): Promise<void> {
  const known = new Map((await listSkills(tx, owner.companyId)).map(({ code, id }) => [code, id]));
  const asked = Object.entries(skills).map(([code, level]) => {
    const skillId = known.get(code);
    if (skillId === undefined) throw refusal(`skills.${code}`, 'unknown', 'is no skill of the company');
    return { skillId, level };
  });
  await setRequiredSkills(tx, owner, asked);
}

/** A new type's row with its skills, and the event of it; `settings` are sound. */
export async function insertType(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  settings: TypeSettings,
  data: Record<string, unknown> = {},
): Promise<string> {
  const { companyId, businessUnitId } = scope;
  const { skills, ...columns } = settings;
  const activityTypeId = ctx.ids.newId();
  const category = await keepCategory(ctx, tx, scope, columns.category);
  await insertRows(tx, 'activityType', [{ ...columns, category, id: activityTypeId, businessUnitId }]);
  await storeSkills(tx, { companyId, businessUnitId, activityTypeId }, skills);
  await appendEvent(ctx, tx, scope, {
    kind: 'activity-type.created',
    subjectType: 'activity-type',
    subjectId: activityTypeId,
    data: { name: settings.name, reference: settings.reference, ...data },
  });
  return activityTypeId;
}

/** Two types that take one reference. */
export function tellTaken(error: unknown): never {
  if (error instanceof DbError && error.code === 'unique-violation')
    throw refusal('reference', 'taken', 'is another type’s already: choose another');
  throw error;
}

function partsOf(settings: TypeSettings, parts: readonly (keyof TypeSettings)[]): Partial<TypeSettings> {
  return Object.fromEntries(parts.map((part) => [part, settings[part]]));
}
