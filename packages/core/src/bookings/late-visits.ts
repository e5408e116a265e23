import { listRouteDetails, type Queries } from '@itinera/db';
import { isPlaced, type LoadedDay } from '../availability/work-day.ts';
import type { Seconds } from '../shared/units.ts';
import type { DayChange } from './day-change.ts';

/** A visit that a change of its day makes late against its promise, or that no road leads to. */
export interface LateVisit {
  interventionId: string;
  reference: string;
  /** 0 where only the road is missing. */
  late: Seconds;
  noRoad: boolean;
}

/** The unit's visits of a changed day that were in time before and are not any more. */
export async function lateIn(
  q: Queries,
  businessUnitId: string,
  loaded: LoadedDay,
  change: DayChange,
): Promise<LateVisit[]> {
  const startOf = new Map(change.timings.map(({ id, startsAt }) => [id, startsAt]));
  const before = new Set(loaded.stored.filter(({ seconds }) => seconds < 0).map(({ to }) => to.join()));
  const broken = loaded.rows.filter(isPlaced).flatMap((row, i) => {
    const late = Math.max(0, (startOf.get(row.id) ?? row.startsAt) - row.latest);
    const wasLate = row.startsAt > row.latest;
    const noRoad = (change.legs[i]?.seconds ?? 0) < 0 && !before.has(`${row.lon},${row.lat}`);
    return (late > 0 && !wasLate) || noRoad ? [{ id: row.id, late, noRoad }] : [];
  });
  const details = await listRouteDetails(
    q,
    businessUnitId,
    broken.map(({ id }) => id),
  );
  return broken.flatMap(({ id, late, noRoad }) => {
    const detail = details.find(({ assignmentId }) => assignmentId === id);
    if (!detail?.interventionId || detail.reference === null) return [];
    return [{ interventionId: detail.interventionId, reference: detail.reference, late, noRoad }];
  });
}
