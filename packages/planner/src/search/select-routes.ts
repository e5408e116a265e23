import type { ConstraintCode } from '../constraints/codes.ts';
import { constraintsOf } from '../constraints/list.ts';
import { workingTime } from '../constraints/working-time.ts';
import type { DayStore } from '../prepare/day-store.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import type { TechnicianCheck } from '../problem/validate-query.ts';
import type { GapSpace } from '../route/gap-space.ts';
import { takeKnownLegs } from '../route/own-legs.ts';
import { Route } from '../route/routes.ts';
import { SameHours } from '../route/same-hours.ts';
import { timeRoute } from '../route/time-route.ts';
import { Eligibility } from './eligible.ts';
import { Reaches } from './reach.ts';
import type { Rejections } from './rejections.ts';
import type { RouteSearch } from './search-route.ts';
import type { SearchState } from './state.ts';

const dayConstraints = constraintsOf('day');

/**
 * Looks for the days that could still hold the visit, told without any travel time, and writes them into the state: the
 * others are never asked for one. A prepared day none of whose visits is replaced is taken as it stands in the store.
 *
 * Each technician is validated, the days chosen and timed and their gaps looked into while they are close at hand: going
 * through all days once for each of these would wait for memory every time.
 *
 * @param space where the gaps of days that are not prepared go.
 * @param check validates the technicians one by one, where that is still to be done.
 * @param store the query's technicians as they were prepared, if they were.
 * @returns the indexes of the routes that are still to be timed, since not all their legs are known.
 */
export function selectRoutes(
  state: SearchState,
  search: RouteSearch,
  rejections: Rejections,
  space: GapSpace,
  { check, store }: { check?: TechnicianCheck; store?: DayStore },
): number[] {
  const { query, windows, routes, reaches, legs } = state;
  const { replaces = [] } = query.request;
  const replaced = replaces.length > 0 ? new Set(replaces) : undefined;
  const changed = replaced && store?.daysWith(replaces);
  const eligibility = new Eligibility(query, store);
  const hours = new SameHours();
  const reachOf = new Reaches(query, windows);
  const untimed: number[] = [];
  let acceptedDays = 0;
  let touched = 0;
  for (let owner = 0; owner < query.technicians.length; owner++) {
    check?.next();
    if (eligibility.refuses(owner)) continue;
    const technician = query.technicians[owner]!;
    const prepared = store?.routesOf(owner);
    const { days } = technician;
    for (let i = 0; i < days.length; i++) {
      const known = prepared?.[i];
      const taken = known !== undefined && known.endPlace >= 0 && changed?.has(known) !== true;
      const route = taken ? known : newRoute(technician, owner, i, hours, space, replaced);
      const refused = refusalOf(query, route);
      if (refused !== undefined) {
        rejections.refuseDays(refused);
        continue;
      }
      acceptedDays++;
      const reach = reachOf.of(route.working, i);
      if (reach.touching.length === 0) continue;
      touched += reach.touching.length;
      const index = routes.length;
      if (!taken && !takeKnownLegs(route, route.gaps.own)) {
        untimed.push(index);
      } else {
        if (!taken) timeRoute(route);
        if (legs?.lookInto(index, route, reach) === false) {
          search.refuse(route, reach);
          continue;
        }
      }
      routes.push(route);
      reaches.push(reach);
      if (!taken) space.keep(route.lastGap);
    }
  }
  eligibility.report(rejections);
  rejections.acceptDays(acceptedDays);
  rejections.add(workingTime.code, acceptedDays * windows.starts.length - touched);
  return untimed;
}

function newRoute(
  technician: Technician,
  owner: number,
  index: number,
  hours: SameHours,
  space: GapSpace,
  replaced: ReadonlySet<string> | undefined,
): Route {
  const day = technician.days[index]!;
  const working = hours.of(day.working, index);
  space.reserve(day.visits.length + 1);
  return new Route({ technician, owner }, day, working, space.gaps, space.end, replaced);
}

function refusalOf(query: SlotQuery, route: Route): ConstraintCode | undefined {
  for (let i = 0; i < dayConstraints.length; i++) {
    if (dayConstraints[i]!.refuses(query, route)) return dayConstraints[i]!.code;
  }
  return undefined;
}
