import { constraintsOf } from '../constraints/list.ts';
import { workingTime } from '../constraints/working-time.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { Rejections } from './rejections.ts';
import { routeOf } from '../route/routes.ts';
import type { Route, StartRanges } from '../route/routes.ts';
import { firstAtLeast } from './windows.ts';
import type { Windows } from './windows.ts';

const technicianConstraints = constraintsOf('technician');
const dayConstraints = constraintsOf('day');

export interface Selection {
  routes: Route[];
  ranges: StartRanges;
  /** Gaps of all routes together. */
  gapCount: number;
}

/** The days that could still hold the visit, told without any travel time: the others are never asked for one. */
export function selectRoutes(query: SlotQuery, windows: Windows, rejections: Rejections): Selection {
  const { replaces = [] } = query.request;
  const replaced = replaces.length > 0 ? new Set(replaces) : undefined;
  const ranges: StartRanges = { first: [], last: [] };
  const routes: Route[] = [];
  let gapCount = 0;
  query.technicians.forEach((technician, owner) => {
    const refusing = technicianConstraints.find((constraint) => constraint.refuses(query, technician));
    if (refusing !== undefined) {
      rejections.refuseDays(refusing.code, technician.days.length);
      return;
    }
    for (const day of technician.days) {
      const route: Route = {
        ...routeOf(day, gapCount, replaced),
        technician,
        owner,
        rangesFrom: ranges.first.length,
        rangesTo: 0,
        windowsFrom: 0,
        windowsTo: 0,
      };
      const refused = dayConstraints.find((constraint) => constraint.refuses(query, route));
      if (refused !== undefined) {
        rejections.refuseDays(refused.code);
        continue;
      }
      rejections.acceptDay();
      if (!reachWindows(query, route, windows, ranges, rejections)) continue;
      routes.push(route);
      gapCount += route.visits.length + 1;
    }
  });
  return { routes, ranges, gapCount };
}

/** Notes the start ranges that some window touches, and the windows from the first to the last of them. */
function reachWindows(
  query: SlotQuery,
  route: Route,
  windows: Windows,
  ranges: StartRanges,
  rejections: Rejections,
): boolean {
  const { starts } = windows;
  let touched = 0;
  let kept = route.rangesFrom;
  workingTime.ranges(query, route, ranges);
  for (let i = kept; i < ranges.first.length; i++) {
    const first = ranges.first[i]!;
    const last = ranges.last[i]!;
    const low = firstAtLeast(starts, first - query.grid.width, 0, starts.length);
    const high = firstAtLeast(starts, last + 1, low, starts.length);
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
