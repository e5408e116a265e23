import type { Event, PortalAction, Queries } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { ActionChange } from './types.ts';

/** A stored action but for its owner and revision: what a change was from or to. */
export type StoredAction = Omit<PortalAction, 'businessUnitId' | 'activityTypeId' | 'revision'>;

/** One change of a type's actions as the events keep it, from what to what. */
export type ChangeData =
  | { what: 'added'; before: null; after: StoredAction }
  | { what: 'changed'; before: StoredAction; after: StoredAction }
  | { what: 'removed'; before: StoredAction; after: null }
  | { what: 'ordered'; before: string[]; after: string[] };

export function stored({
  businessUnitId: _unit,
  activityTypeId: _type,
  revision: _revision,
  ...action
}: PortalAction): StoredAction {
  return action;
}

/** Enters a change of a type's actions; `undoes`: the number of the change that it takes back. */
export async function noteChange(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
  change: ChangeData,
  undoes?: number,
): Promise<void> {
  await appendEvent(ctx, tx, scope, {
    kind: `portal-action.${change.what}`,
    subjectType: 'activity-type',
    subjectId: activityTypeId,
    data: { ...change, ...(undoes !== undefined && { undoes }) },
  });
}

const kinds = ['added', 'changed', 'removed', 'ordered'].map((what) => `portal-action.${what}`);

/** The last change of a type's actions among its events; nothing when there was none, or its data was erased. */
export function lastActionChange(events: readonly Event[]): { event: Event; change: ChangeData } | null {
  const event = events.findLast(({ kind }) => kinds.includes(kind));
  const data: unknown = event?.data;
  if (!event || typeof data !== 'object' || data === null || !('what' in data)) return null;
  return { event, change: data as { what: ActionChange } as ChangeData };
}
