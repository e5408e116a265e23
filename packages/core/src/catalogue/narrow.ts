import type { ActionLimits, ActivityType, WeeklyHours } from '@itinera/db';

/** The planning rules of a type which an action may narrow. */
export type NarrowedRules = Pick<
  ActivityType,
  'horizonDays' | 'offeredHours' | 'minimumRelevance' | 'mostWindows'
>;

/** The rules of a type as an action narrows them: of both always the narrower one, whatever the action says (CAD-AC-13). */
export function narrowed<T extends NarrowedRules>(type: T, limits: ActionLimits | null): T {
  if (limits === null) return type;
  const { horizonDays, offeredHours, minimumRelevance, slotsShown } = limits;
  const mostWindows = Math.min(type.mostWindows ?? Infinity, slotsShown ?? Infinity);
  return {
    ...type,
    horizonDays: Math.min(type.horizonDays, horizonDays ?? Infinity),
    offeredHours: offeredHours ? bothHours(type.offeredHours, offeredHours) : type.offeredHours,
    minimumRelevance: Math.max(type.minimumRelevance, minimumRelevance ?? 0),
    mostWindows: mostWindows === Infinity ? null : mostWindows,
  };
}

/** The hours that lie in both; null: any hour. */
export function bothHours(one: WeeklyHours | null, other: WeeklyHours): WeeklyHours {
  if (one === null) return other;
  const both: WeeklyHours = {};
  for (const [weekday, intervals] of Object.entries(one)) {
    const common = intervals.flatMap((a) =>
      (other[weekday] ?? [])
        .map((b) => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }))
        .filter(({ from, to }) => from < to),
    );
    if (common.length > 0) both[weekday] = common;
  }
  return both;
}
