import type { ConstraintCode } from '../constraints/codes.ts';
import { constraintsOf } from '../constraints/list.ts';
import { workingTime } from '../constraints/working-time.ts';
import type { DayStore } from '../prepare/day-store.ts';
import type { SlotQuery } from '../problem/types.ts';
import { Gaps, routeOf } from '../route/routes.ts';
import type { Route } from '../route/routes.ts';
import { SameHours } from '../route/same-hours.ts';
import { eligible } from './eligible.ts';
import { Reaches } from './reach.ts';
import type { Reach } from './reach.ts';
import type { Rejections } from './rejections.ts';
import type { Windows } from './windows.ts';

const dayConstraints = constraintsOf('day');

export interface Selection {
  routes: Route[];
  /** By route. */
  reaches: Reach[];
  /** Those of the routes that are still to be timed; their gaps stand in columns of their own. */
  untimed: Route[];
  gaps: Gaps;
}

/**
 * The days that could still hold the visit, told without any travel time: the others are never asked for one. A prepared
 * day none of whose visits is replaced is taken as it stands in the store.
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
  const changed = replaced && store?.daysWith(replaces);
  const hours = new SameHours();
  const reaches = new Reaches(query, windows);
  const selection: Selection = { routes: [], reaches: [], untimed: [], gaps: new Gaps() };
  let gapCount = 0;
  let acceptedDays = 0;
  let touched = 0;
  for (const owner of eligible(query, rejections, store)) {
    const technician = query.technicians[owner]!;
    const prepared = store?.routesOf(owner);
    for (let i = 0; i < technician.days.length; i++) {
      const known = prepared?.[i];
      const taken = known !== undefined && known.endPlace >= 0 && changed?.has(known) !== true;
      const route = taken ? known : newRoute(query, owner, i, selection.gaps, gapCount, hours, replaced);
      const refused = refusalOf(query, route);
      if (refused !== undefined) {
        rejections.refuseDays(refused);
        continue;
      }
      acceptedDays++;
      const reach = reaches.of(route.working);
      if (reach.touching.length === 0) continue;
      touched += reach.touching.length;
      selection.routes.push(route);
      selection.reaches.push(reach);
      if (taken) continue;
      selection.untimed.push(route);
      gapCount = route.lastGap + 1;
    }
  }
  selection.gaps.allocate(gapCount);
  rejections.acceptDays(acceptedDays);
  rejections.add(workingTime.code, acceptedDays * windows.starts.length - touched);
  return selection;
}

function newRoute(
  { technicians }: SlotQuery,
  owner: number,
  index: number,
  gaps: Gaps,
  firstGap: number,
  hours: SameHours,
  replaced: ReadonlySet<string> | undefined,
): Route {
  const technician = technicians[owner]!;
  const day = technician.days[index]!;
  const working = hours.of(day.working);
  return { ...routeOf(day, firstGap, replaced), working, technician, owner, gaps, endPlace: -1 };
}

function refusalOf(query: SlotQuery, route: Route): ConstraintCode | undefined {
  for (let i = 0; i < dayConstraints.length; i++) {
    if (dayConstraints[i]!.refuses(query, route)) return dayConstraints[i]!.code;
  }
  return undefined;
}
