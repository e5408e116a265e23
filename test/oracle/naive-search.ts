import type { Offer, SlotQuery, Technician } from '@itinera/planner';
import { fitsAt, routeOf, timesToday } from './day-simulation.ts';
import type { Insertion, Route, Rule } from './day-simulation.ts';
import { mayReach, mayServe } from './eligible.ts';
import { secondOfDay } from './local-clock.ts';
import { legBetween } from './problem.ts';
import type { Leg, Problem } from './problem.ts';
import { weigh } from './weigh.ts';

/** One position of one day, with every start that is feasible there, ascending. */
interface Position {
  route: Route;
  k: number;
  starts: { start: number; before: Leg; after: Leg; old: Leg }[];
}

export interface NaiveSearch {
  offers: Offer[];
  /** Technician x day x window, those that some position of the day can take. */
  feasible: number;
}

/**
 * All offers of a problem, by trying every technician, day, position and start. Where the inputs are multiples
 * of a unit only starts on their lattices, and the windows' own ends, are tried: nothing can change between.
 * Nothing of the planner but types and the weights of its default goal is used.
 */
export function naiveSearch(problem: Problem, without: ReadonlySet<Rule | 'slack'> = new Set()): NaiveSearch {
  const { query } = problem;
  const windows = windowsOf(query, query.now + (query.notice ?? 0));
  const candidates = candidateStarts(problem, windows);
  const slack = without.has('slack') ? 0 : (query.grid.slack ?? 0);
  const found: NaiveSearch = { offers: [], feasible: 0 };
  for (const technician of query.technicians) {
    const positions = positionsOf(problem, technician, candidates, without as ReadonlySet<Rule>);
    for (const window of windows) {
      const taking = positions.flatMap(
        (position) => atPosition(query, technician, position, window, slack) ?? [],
      );
      found.feasible += new Set(taking.map((offer) => offer.date)).size;
      // Positions come by day, then index: of equal costs the first stays.
      const best = taking.reduce<Offer | undefined>(
        (least, offer) => (least && least.cost <= offer.cost ? least : offer),
        undefined,
      );
      if (best) found.offers.push(best);
    }
  }
  return found;
}

/** Starts, from `soonest` on, of the windows that the grid and the request allow, ascending. */
export function windowsOf(query: SlotQuery, soonest: number): number[] {
  const { zone, step, width } = query.grid;
  const starts = new Set<number>();
  for (const window of query.request.windows) {
    // Zones are whole minutes apart, so what the step shares with a minute every label shares with the epoch.
    const pace = gcd(step, 60);
    const from = Math.max(soonest, window.start);
    for (let s = from + mod(-from, pace); s < window.end && s + width <= window.end; s += pace) {
      if (secondOfDay(zone, s) % step === 0) starts.add(s);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

export function candidateStarts(problem: Problem, windows: number[]): number[] {
  const { unit, base, query } = problem;
  const { width } = query.grid;
  const starts = new Set<number>();
  for (const window of windows) {
    starts.add(window).add(window + width);
    for (const origin of [base, query.now]) {
      for (let s = window + mod(origin - window, unit); s <= window + width; s += unit) starts.add(s);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function mod(a: number, b: number): number {
  return ((a % b) + b) % b;
}

function positionsOf(
  problem: Problem,
  technician: Technician,
  candidates: number[],
  without: ReadonlySet<Rule>,
): Position[] {
  const { request } = problem.query;
  if (!mayServe(technician, request)) return [];
  return technician.days
    .filter((day) => day.working.length > 0 && mayReach(technician, day, request.place))
    .flatMap((day) => {
      const route = routeOf(problem, day, request.replaces ?? []);
      return [...route.legs.keys()].map((k) => positionOf(problem, route, k, candidates, without));
    });
}

function positionOf(
  problem: Problem,
  route: Route,
  k: number,
  candidates: number[],
  without: ReadonlySet<Rule>,
): Position {
  const { request, now } = problem.query;
  const today = timesToday(route);
  const old = route.legs[k] as Leg;
  const position: Position = { route, k, starts: [] };
  const possible = placementsAt(problem, route, k).filter(
    ([before, after]) =>
      before.seconds >= 0 && after.seconds >= 0 && withinLimits(route, k, before, after, request.duration),
  );
  for (const start of candidates) {
    const end = start + request.duration;
    if (request.open && !request.open.some((hours) => hours.start <= start && end <= hours.end)) continue;
    const place = possible.find(([before, after]) => {
      const insertion: Insertion = {
        k,
        duration: request.duration,
        before: before.seconds,
        after: after.seconds,
      };
      return fitsAt(route, today, insertion, now, start, without);
    });
    if (place) position.starts.push({ start, before: place[0], after: place[1], old });
  }
  return position;
}

/** The legs to and from the new visit. */
export type Placement = [before: Leg, after: Leg];

/** Where between stops k and k+1 the visit may be done; without a place at the one, or else at the other. */
export function placementsAt(problem: Problem, route: Route, k: number): Placement[] {
  const { place } = problem.query.request;
  const old = route.legs[k] as Leg;
  const nothing: Leg = { seconds: 0, estimated: false };
  if (place === null) {
    return [
      [nothing, old],
      [old, nothing],
    ];
  }
  const [from = place, to = place] = [route.stops[k], route.stops[k + 1]];
  return [[legBetween(problem, from, place), legBetween(problem, place, to)]];
}

export function withinLimits(route: Route, k: number, before: Leg, after: Leg, duration: number): boolean {
  const { visits = Infinity, work = Infinity, travel = Infinity, total = Infinity } = route.day.limits ?? {};
  const serving = route.visits.reduce((sum, visit) => sum + visit.duration, duration);
  const others = route.legs.filter((_, number) => number !== k);
  const driving = [...others, before, after].reduce((sum, leg) => sum + Math.max(0, leg.seconds), 0);
  return (
    route.visits.length + 1 <= visits && serving <= work && driving <= travel && serving + driving <= total
  );
}

/** The offer of one position for one window; undefined when it cannot be promised there. */
function atPosition(
  query: SlotQuery,
  technician: Technician,
  { route, k, starts }: Position,
  window: number,
  slack: number,
): Offer | undefined {
  const { width } = query.grid;
  const inside = starts.filter(({ start }) => window <= start && start <= window + width);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last || last.start - first.start < slack) return undefined;

  const { start, before, after, old } = first;
  return {
    technicianId: technician.id,
    date: route.day.date,
    window: { start: window, end: window + width },
    plannedStart: start,
    position: k,
    travel: {
      before: before.seconds,
      after: after.seconds,
      detour: before.seconds + after.seconds - Math.max(0, old.seconds),
      source: [before, after, old].some((leg) => leg.estimated) ? 'estimate' : 'road',
    },
    ...weigh(query, technician, route, {
      k,
      duration: query.request.duration,
      before: before.seconds,
      after: after.seconds,
      start,
      window,
    }),
  };
}
