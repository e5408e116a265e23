import { constraintCodes } from '@itinera/planner';
import type { ConstraintCode, SlotSearch, Technician, WorkDay } from '@itinera/planner';
import { fitsAt, routeOf, timesToday } from './day-simulation.ts';
import type { Insertion, Route, Rule, Timed } from './day-simulation.ts';
import { inArea, mayReach, maySkill } from './eligible.ts';
import { candidateStarts, placementsAt, windowsOf, withinLimits } from './naive-search.ts';
import type { Placement } from './naive-search.ts';
import type { Problem } from './problem.ts';

type Counts = Partial<Record<ConstraintCode, number>>;

/** The codes that look at travel. The search may leave a leg out that could not help, and then gets further than it would. */
const ofTravel: readonly ConstraintCode[] = [
  'no-road',
  'travel-limit',
  'total-limit',
  'arrival',
  'promise',
  'way-back',
];
const afterPlaces = constraintCodes.indexOf('no-road');

/** How the counted refusals differ from those that trying every start gives, technician x day x window; empty: they do not. */
export function refusalFaults(problem: Problem, rejected: SlotSearch['rejected']): string[] {
  const wanted = naiveRefusals(problem);
  const exact = problem.query.request.place === null;
  const faults: string[] = [];
  let [searched, tried] = [0, 0];
  for (const code of constraintCodes) {
    searched += rejected[code] ?? 0;
    tried += wanted[code] ?? 0;
    const further = !exact && ofTravel.includes(code) && code !== 'way-back' && searched <= tried;
    if (!further && searched !== tried) faults.push(`${searched} refusals up to ${code}, expected ${tried}`);
  }
  return faults;
}

/** Every technician x day x window that nobody can take, under the first code after which no start is left. */
function naiveRefusals(problem: Problem): Counts {
  const { query } = problem;
  const windows = windowsOf(query, -Infinity);
  const soonest = query.now + (query.notice ?? 0);
  const starts = candidateStarts(
    problem,
    windows.filter((window) => window >= soonest),
  );
  const counts: Counts = {};
  for (const technician of query.technicians) {
    for (const day of technician.days) {
      const whole = refusalOfDay(problem, technician, day);
      const depths = whole ? [] : depthsOf(problem, day, starts);
      for (const window of windows) {
        const code = whole ?? refusalOfWindow(problem, window, depths);
        if (code !== 'offered') counts[code] = (counts[code] ?? 0) + 1;
      }
    }
  }
  return counts;
}

/** What refuses a day whatever the window. */
function refusalOfDay({ query }: Problem, technician: Technician, day: WorkDay): ConstraintCode | undefined {
  const { request } = query;
  const { only, exclude } = request.technicians ?? {};
  if ((only && !only.includes(technician.id)) || exclude?.includes(technician.id)) return 'assignment';
  if (!maySkill(technician, request)) return 'skills';
  if (request.place && technician.area && !inArea(technician.area, request.place)) return 'area';
  if (!mayReach(technician, day, request.place)) return 'distance';
  const stay = day.visits.filter(({ id }) => !(request.replaces ?? []).includes(id));
  const work = stay.reduce((sum, visit) => sum + visit.duration, request.duration);
  if (stay.length + 1 > (day.limits?.visits ?? Infinity)) return 'visit-limit';
  if (work > (day.limits?.work ?? Infinity)) return 'work-limit';
  return undefined;
}

/** A start at a position, and how many of the codes after working time let it pass. */
interface Depth {
  start: number;
  k: number;
  passed: number;
}

function depthsOf(problem: Problem, day: WorkDay, starts: number[]): Depth[] {
  const { request } = problem.query;
  if (day.working.length === 0) return [];
  const route = routeOf(problem, day, request.replaces ?? []);
  const inside = starts.filter((start) => {
    const end = start + request.duration;
    const open = !request.open || request.open.some((hours) => hours.start <= start && end <= hours.end);
    return open && day.working.some((shift) => shift.start <= start && end <= shift.end);
  });
  const today = timesToday(route);
  return [...route.legs.keys()].flatMap((k) =>
    placementsAt(problem, route, k).flatMap((placement) => {
      const roads = passedOnRoads(route, k, placement, request.duration);
      const [before, after] = placement;
      const insertion = { k, duration: request.duration, before: before.seconds, after: after.seconds };
      const passed = (start: number): number => roads ?? passedAt(problem, route, today, insertion, start);
      return inside.map((start): Depth => ({ start, k, passed: passed(start) }));
    }),
  );
}

/** How many codes let a placement pass, where its roads or the limits on travel refuse it whatever the start. */
function passedOnRoads(
  route: Route,
  k: number,
  [before, after]: Placement,
  duration: number,
): number | undefined {
  const { travel = Infinity, total = Infinity } = route.day.limits ?? {};
  const within = (limits: NonNullable<WorkDay['limits']>): boolean =>
    withinLimits({ ...route, day: { ...route.day, limits } }, k, before, after, duration);
  if (before.seconds < 0 || after.seconds < 0) return 0;
  if (!within({ travel })) return 1;
  return within({ total }) ? undefined : 2;
}

const withoutPromises: ReadonlySet<Rule> = new Set<Rule>(['promises', 'room-stays', 'way-back']);
const withoutWayBack: ReadonlySet<Rule> = new Set<Rule>(['way-back']);

function passedAt(
  { query: { now } }: Problem,
  route: Route,
  today: Timed[],
  insertion: Insertion,
  start: number,
): number {
  if (!fitsAt(route, today, insertion, now, start, withoutPromises)) return 3;
  if (fitsAt(route, today, insertion, now, start)) return 6;
  return fitsAt(route, today, insertion, now, start, withoutWayBack) ? 5 : 4;
}

function refusalOfWindow({ query }: Problem, window: number, depths: Depth[]): ConstraintCode | 'offered' {
  const { request, grid, now, notice = 0 } = query;
  const until = window + grid.width;
  if (window < now + notice) return 'notice';
  const opens = (request.open ?? []).some(
    (hours) => Math.max(window, hours.start) <= Math.min(until, hours.end - request.duration),
  );
  if (request.open && !opens) return 'open';
  const here = depths.filter(({ start }) => window <= start && start <= until);
  if (here.length === 0) return 'working-time';
  const passed = Math.max(...here.map((depth) => depth.passed));
  if (passed < 6) return constraintCodes[afterPlaces + passed] as ConstraintCode;
  const taken = here.filter((depth) => depth.passed === 6);
  const offered = taken.some(({ start, k }) => {
    const others = taken.filter((other) => other.k === k).map((other) => other.start);
    return Math.max(...others) - start >= (grid.slack ?? 0);
  });
  return offered ? 'offered' : 'slack';
}
