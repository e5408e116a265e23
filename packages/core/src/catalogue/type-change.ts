import type { Event } from '@itinera/db';
import type { TypeSettings } from './settings-types.ts';

/** What is entered when a type's configuration changes. */
const changeKinds = ['activity-type.changed', 'activity-type.change-undone'] as const;

/** What a change was from and to. */
export interface ChangeData {
  before: Partial<TypeSettings>;
  after: Partial<TypeSettings>;
}

/** The last change of a type's own configuration among the events of the type. */
export function lastChange(events: readonly Event[]): Event | undefined {
  return events.findLast(({ kind }) => changeKinds.some((one) => one === kind));
}

/** The last change that can be taken back; null for one that was, or whose values are not known any more. */
export function readChange({ kind, data }: Pick<Event, 'kind' | 'data'>): ChangeData | null {
  if (kind !== 'activity-type.changed' || typeof data !== 'object' || data === null) return null;
  const { before, after } = data as Partial<ChangeData>;
  return before && after ? { before, after } : null;
}
