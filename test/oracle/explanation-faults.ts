import { applyRelaxation, explainSlot, findSlots, refusalCodes } from '@itinera/planner';
import type { Refusal, Relaxation, SlotQuery, Technician } from '@itinera/planner';
import { listDifferences } from './compare.ts';
import { naiveSearch, windowsOf } from './naive-search.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';

export type Explain = typeof explainSlot;

/** One technician and one window of a problem; hours and promises may be stretched by `furthest` seconds. */
export interface Asked {
  problem: Problem;
  technician: Technician;
  start: number;
  furthest: number;
}

/** How an explanation differs from what the oracle finds by trying; empty: it does not. */
export async function explanationFaults(asked: Asked, explain: Explain = explainSlot): Promise<string[]> {
  const { problem, technician, start, furthest } = asked;
  const { query } = problem;
  const { travel } = travelOf(problem);
  const explained = await explain(query, travel, technician.id, start, { furthest });
  const alone = { ...problem, query: { ...query, technicians: [technician] } };
  const offer = naiveSearch(alone).offers.find(({ window }) => window.start === start);
  if (explained.offered) return listDifferences('offer', offer ? [offer] : [], [explained.offer]);
  if (offer) return [`refused, and the oracle offers ${JSON.stringify(offer)}`];
  return [
    ...(await codeFaults(asked, explained.refusal)),
    ...relaxationFaults(asked, explained.refusal.relaxation),
  ];
}

/** The relaxation opens, the same by less does not, and neither does any other by less; with none nothing does. */
function relaxationFaults(asked: Asked, relaxation: Relaxation | null): string[] {
  const faults: string[] = [];
  const opens = (each: Relaxation): boolean => opensBy(asked, each);
  if (relaxation && !opens(relaxation)) faults.push(`does not open: ${JSON.stringify(relaxation)}`);
  const by = relaxation && 'by' in relaxation ? relaxation.by : 0;
  if (relaxation && 'by' in relaxation) {
    for (const less of new Set([1, Math.floor(by / 2), by - 1])) {
      if (less < 1 || less >= by) continue;
      if (opens({ ...relaxation, by: less })) faults.push(`${less} does: ${JSON.stringify(relaxation)}`);
    }
  }
  const smaller = everyRelaxation(asked).filter(
    (other) => !relaxation || (isInSeconds(other) && (!isInSeconds(relaxation) || other.by < by)),
  );
  for (const other of smaller) {
    if (opens(other)) faults.push(`${JSON.stringify(other)} opens, not only ${JSON.stringify(relaxation)}`);
  }
  return faults;
}

type InSeconds = Extract<Relaxation, { by: number }>;

function isInSeconds(relaxation: Relaxation): relaxation is InSeconds {
  return !['assignment', 'skills', 'area', 'distance', 'visit-limit'].includes(relaxation.kind);
}

/** Whether the oracle offers the window in the query that is relaxed, trying every second where it has to. */
function opensBy({ problem, technician, start }: Asked, relaxation: Relaxation): boolean {
  const relaxed = applyRelaxation(problem.query, relaxation);
  if (!windowsOf(relaxed, -Infinity).includes(start)) return false;
  const { width } = relaxed.grid;
  const query: SlotQuery = {
    ...relaxed,
    technicians: relaxed.technicians.filter(({ id }) => id === technician.id),
    request: { ...relaxed.request, windows: [{ start, end: Math.max(start + width, start + 1) }] },
  };
  const onLattice = !('by' in relaxation) || relaxation.by % problem.unit === 0;
  return naiveSearch({ ...problem, query, unit: onLattice ? problem.unit : 1 }).offers.length > 0;
}

/** Everything that can be relaxed, by every multiple of the problem's unit within `furthest`, and by far more for limits. */
function everyRelaxation({ problem, technician, start, furthest }: Asked): Relaxation[] {
  const { query, unit } = problem;
  const { request, now } = query;
  const technicianId = technician.id;
  const far = 10_000_000;
  const all: Relaxation[] = [{ kind: 'assignment', technicianId }];
  for (const [skill, level] of Object.entries(request.skills ?? {})) {
    all.push({ kind: 'skills', skill, by: level });
  }
  if (technician.area && request.place) all.push({ kind: 'area', technicianId, by: far });
  if (technician.maxDistance !== undefined) all.push({ kind: 'distance', technicianId, by: far });
  if (query.notice) all.push({ kind: 'notice', by: query.notice });
  if (query.grid.slack) all.push({ kind: 'slack', by: query.grid.slack });
  const ends = start + Math.max(query.grid.width, 1);
  request.windows.forEach((window, interval) => {
    if (window.start > start) all.push({ kind: 'window', interval, edge: 'start', by: window.start - start });
    if (window.end < ends) all.push({ kind: 'window', interval, edge: 'end', by: ends - window.end });
  });
  for (const day of technician.days) {
    const { date } = day;
    for (const kind of ['visit-limit', 'work-limit', 'travel-limit', 'total-limit'] as const) {
      if (day.limits) all.push({ kind, technicianId, date, by: far });
    }
  }
  for (let by = unit; by <= furthest; by += unit) {
    for (const edge of ['start', 'end'] as const) {
      for (const interval of (request.open ?? []).keys()) all.push({ kind: 'open', interval, edge, by });
      for (const day of technician.days) {
        for (const interval of day.working.keys()) {
          if (meetsAnotherDay(technician, day.date, interval, edge, by)) continue;
          all.push({ kind: 'working-time', technicianId, date: day.date, interval, edge, by });
        }
      }
    }
    for (const { date, visits } of technician.days) {
      for (const { id: visitId, earliest } of visits) {
        if ((request.replaces ?? []).includes(visitId)) continue;
        all.push({ kind: 'promise', technicianId, date, visitId, edge: 'latest', by });
        if (earliest - by >= now) {
          all.push({ kind: 'promise', technicianId, date, visitId, edge: 'earliest', by });
        }
      }
    }
  }
  return all;
}

function meetsAnotherDay(
  { days }: Technician,
  date: string,
  interval: number,
  edge: 'start' | 'end',
  by: number,
): boolean {
  const shift = days.find((day) => day.date === date)?.working[interval];
  if (!shift) return true;
  const wider = edge === 'start' ? { ...shift, start: shift.start - by } : { ...shift, end: shift.end + by };
  return days.some(
    (day) =>
      day.date !== date && day.working.some((other) => other.start < wider.end && wider.start < other.end),
  );
}

/** The constraint that is blamed, beside the one that a search of this day and window alone counts. */
async function codeFaults({ problem, technician, start }: Asked, refusal: Refusal): Promise<string[]> {
  const { query } = problem;
  const { because, date } = refusal;
  const { code } = because;
  const inside = windowsOf(query, -Infinity).includes(start);
  if ((code === 'window') === inside) return [`${code} is blamed, ${inside ? '' : 'not '}inside a window`];
  const day = technician.days.find((each) => each.date === date);
  if (!inside || !day) return [];
  const { replaces = [] } = query.request;
  const left = replaces.filter((id) => day.visits.some((visit) => visit.id === id));
  const window = { start, end: Math.max(start + query.grid.width, start + 1) };
  const alone: SlotQuery = {
    ...query,
    technicians: [{ ...technician, days: [day] }],
    request: { ...query.request, windows: [window], replaces: left },
  };
  const { topSpeed: _, ...travel } = travelOf(problem).travel;
  const [counted] = Object.keys((await findSlots(alone, travel)).rejected) as (typeof code)[];
  const rank = (each: typeof code | undefined): number => (each ? refusalCodes.indexOf(each) : -1);
  // Where even no travel at all would not do, the search asks for none and blames what would refuse even then.
  const same = rank(code) < rank('no-road') ? counted === code : rank(counted) >= rank(code);
  const shortBy = 'shortBy' in because ? because.shortBy : null;
  return [
    ...(same ? [] : [`${code} is blamed, the search counts ${counted}`]),
    ...(shortBy !== null && shortBy <= 0 ? [`short by ${shortBy}: ${JSON.stringify(because)}`] : []),
  ];
}
