import { isTooFar, distance } from '../constraints/distance.ts';
import { constraintsOf } from '../constraints/list.ts';
import { workingTime } from '../constraints/working-time.ts';
import type { DayStore } from '../prepare/day-store.ts';
import { homeOf } from '../prepare/home.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { Rejections } from './rejections.ts';
import { remainingVisits, workOf } from '../route/routes.ts';
import type { Route, StartRanges } from '../route/routes.ts';
import { firstAtLeastFrom } from './windows.ts';
import type { Windows } from './windows.ts';

const technicianConstraints = constraintsOf('technician');
const dayConstraints = constraintsOf('day');

export interface Selection {
  routes: Route[];
  ranges: StartRanges;
  /** Gaps of all routes together. */
  gapCount: number;
}

/**
 * The days that could still hold the visit, told without any travel time: the others are never asked for one.
 *
 * @param store the query's technicians as they were prepared, if they were.
 */
export function selectRoutes(
  query: SlotQuery,
  windows: Windows,
  rejections: Rejections,
  store?: DayStore,
): Selection {
  const { replaces = [] } = query.request;
  const replaced = replaces.length > 0 ? new Set(replaces) : undefined;
  const changed = store?.daysWith(replaces);
  const ranges: StartRanges = { first: [], last: [] };
  const routes: Route[] = [];
  let gapCount = 0;
  query.technicians.forEach((technician, owner) => {
    const refusing = technicianConstraints.find((constraint) => constraint.refuses(query, technician));
    if (refusing !== undefined) {
      rejections.refuseDays(refusing.code, technician.days.length);
      return;
    }
    // Told once for all days from one place: most technicians of a large company live too far away.
    if (technician.maxDistance !== undefined) {
      const home = store === undefined ? homeOf(technician) : store.homeOf(owner);
      if (home !== undefined && isTooFar(query, technician, home)) {
        rejections.refuseDays(distance.code, technician.days.length);
        return;
      }
    }
    const prepared = store?.daysOf(owner);
    let near = 0;
    for (let i = 0; i < technician.days.length; i++) {
      const day = technician.days[i]!;
      const asPrepared = prepared?.[i];
      const known = asPrepared === undefined || changed!.has(asPrepared) ? undefined : asPrepared;
      const visits = known === undefined ? remainingVisits(day, replaced) : day.visits;
      const route: Route = {
        day,
        visits,
        firstGap: gapCount,
        work: known === undefined ? workOf(visits) : known.work,
        travel: 0,
        known,
        endPlace: known === undefined ? -1 : known.endPlace,
        technician,
        owner,
        rangesFrom: ranges.first.length,
        rangesTo: 0,
        windowsFrom: near,
        windowsTo: 0,
      };
      const refused = dayConstraints.find((constraint) => constraint.refuses(query, route));
      if (refused !== undefined) {
        rejections.refuseDays(refused.code);
        continue;
      }
      rejections.acceptDay();
      if (!reachWindows(query, route, windows, ranges, rejections)) continue;
      near = route.windowsFrom;
      routes.push(route);
      gapCount += visits.length + 1;
    }
  });
  return { routes, ranges, gapCount };
}

/**
 * Notes the start ranges that some window touches, and the windows from the first to the last of them; looks for these
 * from the route's `windowsFrom` on.
 */
function reachWindows(
  query: SlotQuery,
  route: Route,
  windows: Windows,
  ranges: StartRanges,
  rejections: Rejections,
): boolean {
  const { starts } = windows;
  let touched = 0;
  let near = route.windowsFrom;
  let kept = route.rangesFrom;
  workingTime.ranges(query, route, ranges);
  for (let i = kept; i < ranges.first.length; i++) {
    const first = ranges.first[i]!;
    const last = ranges.last[i]!;
    const low = firstAtLeastFrom(starts, first - query.grid.width, near);
    const high = firstAtLeastFrom(starts, last + 1, low);
    near = low;
    if (low === high) continue;
    if (touched === 0) route.windowsFrom = low;
    touched += high - Math.max(low, route.windowsTo);
    route.windowsTo = high;
    ranges.first[kept] = first;
    ranges.last[kept] = last;
    kept++;
  }
  ranges.first.length = kept;
  ranges.last.length = kept;
  route.rangesTo = kept;
  rejections.add(workingTime.code, starts.length - touched);
  return touched > 0;
}
