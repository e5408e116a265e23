import {
  deletePortalAction,
  insertRows,
  listPortalActions,
  orderPortalActions,
  updatePortalAction,
  type ActivityType,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { loadUnitFacts } from '../catalogue/action-background.ts';
import { requireSoundActionTexts } from '../catalogue/action-texts.ts';
import { bothHours } from '../catalogue/narrow.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { actionFactDomain } from '../shared/action-facts/facts.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { ruleFaults } from '../shared/rules/broken.ts';
import { noteChange, stored } from './change.ts';
import { ownType, readActionsPage } from './read.ts';
import { readActionInput, readRevision } from './schema.ts';
import { actionColumns, actionSetup } from './setup.ts';
import type { ActionSettings, PortalActionUseCases, SaveActionInput } from './types.ts';

type Input<Name extends keyof PortalActionUseCases> = Parameters<PortalActionUseCases[Name]>[1];

/** More than that nobody reads on a telephone. */
export const mostActions = 30;

/**
 * Adds an action at the end of its type's, or changes one. Its kind stays what it is; its limits may only narrow the
 * type's (CAD-AC-13), its conditions ask only about what there is.
 * @throws ItineraError `stale` (`details.current`, `details.given`), `invalid` (the field; `reason`: `wider` for limits,
 *   `code` for texts, `document-missing`, the fault for conditions, `too-many-actions`), `not-found`, `not-allowed` (`role`).
 */
export async function saveAction(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveActionInput,
): Promise<{ actionId: string }> {
  const { activityTypeId, ...given } = input;
  const { actionId, revision, ...settings } = readActionInput(given);
  const { businessUnitId } = scope;
  requireIds({ actionId });
  return ctx.db.write(async (tx) => {
    const type = await ownType(tx, businessUnitId, activityTypeId);
    const rows = await listPortalActions(tx, businessUnitId, activityTypeId);
    const before = actionId === undefined ? undefined : rows.find(({ id }) => id === actionId);
    if (actionId !== undefined && !before) throw notFound('actionId');
    await requireSound(tx, type, settings);
    if (before) return { actionId: await change(ctx, tx, scope, before, revision, settings) };
    if (rows.length >= mostActions)
      throw new ItineraError('invalid', `kind: a type has at most ${mostActions} actions: remove one`, {
        field: 'kind',
        reason: 'too-many-actions',
      });
    const position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
    return { actionId: await insertAction(ctx, tx, scope, activityTypeId, settings, position) };
  });
}

/**
 * Makes an action of another type's settings, such as a file's, in the transaction that makes the type. Conditions that ask
 * about what is not there are kept, shown as broken, and hide the action from customers. Returns whether they are broken.
 * @throws ItineraError as `saveAction` for everything else.
 */
export async function addAction(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
  given: unknown,
  position: number,
): Promise<{ broken: boolean }> {
  const { actionId: _id, revision: _revision, ...settings } = readActionInput(given);
  const { businessUnitId } = scope;
  const type = await ownType(tx, businessUnitId, activityTypeId);
  await requireSound(tx, type, { ...settings, conditions: null });
  const id = await insertAction(ctx, tx, scope, activityTypeId, settings, position);
  const unitFacts = await loadUnitFacts(tx, businessUnitId, activityTypeId);
  const { faults } = actionSetup(await ownAction(tx, businessUnitId, activityTypeId, id), unitFacts);
  return { broken: faults.length > 0 };
}

async function insertAction(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
  settings: ActionSettings,
  position: number,
): Promise<string> {
  const { businessUnitId } = scope;
  const id = ctx.ids.newId();
  await insertRows(tx, 'portalAction', [
    { ...actionColumns(settings), id, businessUnitId, activityTypeId, position },
  ]);
  const after = await ownAction(tx, businessUnitId, activityTypeId, id);
  await noteChange(ctx, tx, scope, activityTypeId, { what: 'added', before: null, after: stored(after) });
  return id;
}

async function change(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  before: PortalAction,
  revision: number | undefined,
  settings: ActionSettings,
): Promise<string> {
  const { businessUnitId } = scope;
  const { id, activityTypeId } = before;
  const columns = { ...actionColumns(settings), kind: before.kind };
  const same = Object.entries(columns).every(([name, value]) =>
    isDeepStrictEqual(before[name as keyof PortalAction], value),
  );
  if (same) return id;
  const after =
    before.revision === revision
      ? await updatePortalAction(tx, businessUnitId, id, revision, columns)
      : undefined;
  if (!after) throw await staleAction(tx, businessUnitId, before, { ...settings, revision });
  await noteChange(ctx, tx, scope, activityTypeId, {
    what: 'changed',
    before: stored(before),
    after: stored(after),
  });
  return id;
}

/** @throws ItineraError `stale`, `not-found`, `not-allowed` (`role`). */
export async function removeAction(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: Input<'remove'>,
): Promise<void> {
  const { activityTypeId, actionId } = input;
  const { revision } = readRevision(input);
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    await ownType(tx, businessUnitId, activityTypeId);
    const before = await ownAction(tx, businessUnitId, activityTypeId, actionId);
    if (!(await deletePortalAction(tx, businessUnitId, actionId, revision)))
      throw await staleAction(tx, businessUnitId, before, { revision });
    await noteChange(ctx, tx, scope, activityTypeId, {
      what: 'removed',
      before: stored(before),
      after: null,
    });
  });
}

/** @throws ItineraError `stale` (`details.current`) unless `actionIds` are all of the type's, each once; `not-found`. */
export async function orderActions(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { activityTypeId, actionIds }: Input<'order'>,
): Promise<void> {
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    await ownType(tx, businessUnitId, activityTypeId);
    const before = (await listPortalActions(tx, businessUnitId, activityTypeId)).map(({ id }) => id);
    if (isDeepStrictEqual(before, actionIds)) return;
    if (!isDeepStrictEqual([...before].sort(), [...actionIds].sort()))
      throw await stalePage(tx, scope, activityTypeId);
    await orderPortalActions(tx, businessUnitId, actionIds);
    await noteChange(ctx, tx, scope, activityTypeId, { what: 'ordered', before, after: [...actionIds] });
  });
}

/** The actions are not as they were shown. */
export async function stalePage(
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<ItineraError> {
  return new ItineraError('stale', 'The actions were changed since they were shown', {
    field: 'actionIds',
    details: { current: await readActionsPage(tx, scope, activityTypeId) },
  });
}

async function ownAction(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
  actionId: string,
): Promise<PortalAction> {
  const rows = await listPortalActions(q, businessUnitId, activityTypeId);
  const row = rows.find(({ id }) => id === actionId);
  if (!row) throw notFound('actionId');
  return row;
}

async function staleAction(
  tx: Queries,
  businessUnitId: string,
  current: PortalAction,
  given: object,
): Promise<ItineraError> {
  return new ItineraError('stale', 'The action was changed since it was shown', {
    field: 'revision',
    details: {
      current: actionSetup(current, await loadUnitFacts(tx, businessUnitId, current.activityTypeId)),
      given,
    },
  });
}

async function requireSound(q: Queries, type: ActivityType, settings: ActionSettings): Promise<void> {
  const { conditions, limits } = settings;
  requireSoundActionTexts(type, settings);
  if (settings.kind === 'sign' && Object.keys(settings.document).length === 0)
    throw refusal(
      'document',
      'document-missing',
      'is what customers sign: write it in at least one language',
    );
  if (conditions !== null) {
    const domainOf = actionFactDomain(await loadUnitFacts(q, type.businessUnitId, type.id));
    const [fault] = ruleFaults(conditions, domainOf);
    if (fault)
      throw refusal(
        ['conditions', ...fault.path].join('.'),
        fault.problem,
        'asks about something that is not there: choose another fact, comparison or value',
      );
  }
  const { horizonDays, minimumRelevance, maximumReschedules, offeredHours } = limits;
  if (horizonDays !== undefined && horizonDays > type.horizonDays)
    throw wider('horizonDays', `the type is booked ${type.horizonDays} days ahead at most`);
  if (minimumRelevance !== undefined && minimumRelevance < type.minimumRelevance)
    throw wider('minimumRelevance', `the type asks for ${type.minimumRelevance} at least`);
  if (maximumReschedules !== undefined && maximumReschedules > (type.maximumReschedules ?? Infinity))
    throw wider('maximumReschedules', `the type is moved ${type.maximumReschedules} times at most`);
  if (offeredHours && !isDeepStrictEqual(bothHours(type.offeredHours, offeredHours), offeredHours))
    throw wider('offeredHours', 'they must lie within the hours of the type');
}

function wider(limit: string, why: string): ItineraError {
  return refusal(`limits.${limit}`, 'wider', `may only narrow the rules of the type: ${why}`);
}

function refusal(field: string, reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `${field} ${message}`, { field, reason });
}
