import {
  deletePortalAction,
  eventsOfSubject,
  insertRows,
  listPortalActions,
  orderPortalActions,
  updatePortalAction,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { isDeepStrictEqual } from 'node:util';
import { requireSoundActionTexts } from '../catalogue/action-texts.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { lastActionChange, noteChange, stored, type ChangeData } from './change.ts';
import { ownType } from './read.ts';
import { stalePage } from './save.ts';

/**
 * Takes the last change of a type's actions back, whatever it was: what was added goes, what was removed is there again.
 * That is a change itself, which can be taken back in turn.
 * @throws ItineraError `stale` (`details.current`) when `sequence` is not the last change, or what it made is not as it
 *   left it; `invalid` (`PART.LANGUAGE`: `code`) when a text speaks of what the type does not show any more; `not-found`,
 *   `not-allowed` (`role`).
 */
export async function undoActionChange(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { activityTypeId, sequence }: { activityTypeId: string; sequence: number },
): Promise<void> {
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const type = await ownType(tx, businessUnitId, activityTypeId);
    const events = await eventsOfSubject(tx, businessUnitId, { type: 'activity-type', id: activityTypeId });
    const last = lastActionChange(events);
    const rows = await listPortalActions(tx, businessUnitId, activityTypeId);
    if (last?.event.sequence !== sequence || !isAsLeft(rows, last.change))
      throw await stalePage(tx, scope, activityTypeId);
    const { what, before } = last.change;
    if (what === 'removed' || what === 'changed') requireSoundActionTexts(type, before);
    const back = await takeBack(tx, { businessUnitId, activityTypeId, rows }, last.change);
    await noteChange(ctx, tx, scope, activityTypeId, back, sequence);
  });
}

function isAsLeft(rows: readonly PortalAction[], change: ChangeData): boolean {
  if (change.what === 'ordered')
    return isDeepStrictEqual(
      rows.map(({ id }) => id),
      change.after,
    );
  const { id } = change.after ?? change.before;
  const row = rows.find((one) => one.id === id);
  if (!row || !change.after) return !row && !change.after;
  // A change of an earlier version knows nothing of what actions have besides by now.
  const known = Object.entries(inJson(stored(row))).filter(([name]) => Object.hasOwn(change.after, name));
  return isDeepStrictEqual(Object.fromEntries(known), inJson(change.after));
}

/** As events keep it: keys in one order, whatever the store gives back. */
function inJson(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}

async function takeBack(
  tx: Queries,
  of: { businessUnitId: string; activityTypeId: string; rows: readonly PortalAction[] },
  change: ChangeData,
): Promise<ChangeData> {
  const { businessUnitId, activityTypeId, rows } = of;
  const revisionOf = (id: string): number => rows.find((row) => row.id === id)?.revision ?? 0;
  switch (change.what) {
    case 'added':
      await deletePortalAction(tx, businessUnitId, change.after.id, revisionOf(change.after.id));
      return { what: 'removed', before: change.after, after: null };
    case 'removed':
      await insertRows(tx, 'portalAction', [{ ...change.before, businessUnitId, activityTypeId }]);
      return { what: 'added', before: null, after: change.before };
    case 'changed': {
      const { id, ...columns } = change.before;
      await updatePortalAction(tx, businessUnitId, id, revisionOf(id), columns);
      return { what: 'changed', before: change.after, after: change.before };
    }
    case 'ordered':
      await orderPortalActions(tx, businessUnitId, change.before);
      return { what: 'ordered', before: change.after, after: change.before };
  }
}
