import { PlannerError } from '../errors.ts';
import type { SlotQuery, Technician, VisitRequest, WorkDay } from '../problem/types.ts';
import type { Interval } from '../units.ts';
import { metresOutside } from './metres-outside.ts';
import type { Relaxation } from './types.ts';
import { widen } from './widen.ts';

/**
 * The query with one relaxation in it; the query itself stays as it is.
 *
 * @throws PlannerError when the relaxation names a technician, day, visit or interval that the query does not have.
 */
export function applyRelaxation(query: SlotQuery, relaxation: Relaxation): SlotQuery {
  const { request, grid } = query;
  switch (relaxation.kind) {
    case 'assignment':
      return { ...query, request: admitting(request, relaxation.technicianId) };
    case 'skills':
      return { ...query, request: contentWith(request, relaxation.skill, relaxation.by) };
    case 'notice':
      return { ...query, notice: Math.max(0, (query.notice ?? 0) - relaxation.by) };
    case 'slack':
      return { ...query, grid: { ...grid, slack: Math.max(0, (grid.slack ?? 0) - relaxation.by) } };
    case 'window': {
      const { interval, edge, by } = relaxation;
      const window = entry(request.windows, interval);
      const wider = edge === 'start' ? { start: window.start - by } : { end: window.end + by };
      const windows = request.windows.with(interval, { ...window, ...wider });
      return { ...query, request: { ...request, windows } };
    }
    case 'open': {
      const { interval, edge, by } = relaxation;
      const { open = [] } = request;
      entry(open, interval);
      return { ...query, request: { ...request, open: widen(open, interval, edge, by) } };
    }
    default:
      return withTechnician(query, relaxation);
  }
}

type OfTechnician = Extract<Relaxation, { technicianId: string }>;

function withTechnician(
  query: SlotQuery,
  relaxation: Exclude<OfTechnician, { kind: 'assignment' }>,
): SlotQuery {
  const index = query.technicians.findIndex(({ id }) => id === relaxation.technicianId);
  const technician = query.technicians[index] ?? unknown('technicianId', relaxation.technicianId);
  return {
    ...query,
    technicians: query.technicians.with(index, relaxed(query.request, technician, relaxation)),
  };
}

function relaxed(
  { place }: VisitRequest,
  technician: Technician,
  relaxation: Exclude<OfTechnician, { kind: 'assignment' }>,
): Technician {
  if (relaxation.kind === 'distance') {
    const { maxDistance } = technician;
    return maxDistance === undefined
      ? technician
      : { ...technician, maxDistance: maxDistance + relaxation.by };
  }
  if (relaxation.kind === 'area') {
    const { area } = technician;
    if (area === undefined || place === null || metresOutside(area, place) > relaxation.by) return technician;
    const point = [place.lon, place.lat];
    const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
    // A polygon may be a point: the boundary belongs to an area.
    const coordinates = [...polygons, [[point, point, point, point]]];
    return { ...technician, area: { type: 'MultiPolygon', coordinates } };
  }
  const index = technician.days.findIndex(({ date }) => date === relaxation.date);
  const day = technician.days[index] ?? unknown('date', relaxation.date);
  return { ...technician, days: technician.days.with(index, relaxedDay(day, relaxation)) };
}

const limitNames = {
  'visit-limit': 'visits',
  'work-limit': 'work',
  'travel-limit': 'travel',
  'total-limit': 'total',
} as const;

function relaxedDay(day: WorkDay, relaxation: Extract<OfTechnician, { date: string }>): WorkDay {
  if (relaxation.kind === 'working-time') {
    const { interval, edge, by } = relaxation;
    entry(day.working, interval);
    return { ...day, working: widen(day.working, interval, edge, by) };
  }
  if (relaxation.kind === 'promise') {
    const index = day.visits.findIndex(({ id }) => id === relaxation.visitId);
    const visit = day.visits[index] ?? unknown('visitId', relaxation.visitId);
    const wider =
      relaxation.edge === 'earliest'
        ? { earliest: visit.earliest - relaxation.by }
        : { latest: visit.latest + relaxation.by };
    return { ...day, visits: day.visits.with(index, { ...visit, ...wider }) };
  }
  const name = limitNames[relaxation.kind];
  const limit = day.limits?.[name];
  return limit === undefined ? day : { ...day, limits: { ...day.limits, [name]: limit + relaxation.by } };
}

function admitting(request: VisitRequest, technicianId: string): VisitRequest {
  const { only, exclude, ...wish } = request.technicians ?? {};
  const technicians = {
    ...wish,
    ...(only !== undefined && { only: [...only, technicianId] }),
    ...(exclude !== undefined && { exclude: exclude.filter((id) => id !== technicianId) }),
  };
  return { ...request, technicians };
}

function contentWith(request: VisitRequest, skill: string, by: number): VisitRequest {
  const { [skill]: level = unknown('skill', skill), ...others } = request.skills ?? {};
  return { ...request, skills: level > by ? { ...others, [skill]: level - by } : others };
}

function entry(intervals: readonly Interval[], index: number): Interval {
  return intervals[index] ?? unknown('interval', String(index));
}

function unknown(field: string, value: string): never {
  throw new PlannerError('unknown-id', `relaxation.${field}`, `is not in the query: ${value}`);
}
