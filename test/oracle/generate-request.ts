import type { Interval, Place, Technician, VisitRequest, WorkDay } from '@itinera/planner';
import type { Making } from './generate.ts';

/** A request that the technicians' days could just about take. */
export function generateRequest(making: Making, technicians: Technician[]): VisitRequest {
  const { random, unit, span, places } = making;
  const ids = technicians.map((technician) => technician.id);
  const request: VisitRequest = {
    place: random.chance(0.12) ? null : random.pick(places),
    duration: unit * random.int(1, Math.ceil(span / 6)),
    windows: windowsOf(making, technicians),
  };
  if (random.chance(0.25)) request.skills = { [random.pick(['gas', 'heat'])]: random.int(1, 3) };
  if (random.chance(0.3)) request.open = openOf(making, request.windows, request.duration);
  if (random.chance(0.15)) {
    request.technicians = random.chance(0.5)
      ? { only: ids.filter(() => random.chance(0.7)) }
      : { exclude: ids.filter(() => random.chance(0.3)) };
  }
  if (random.chance(0.4)) {
    request.technicians = { ...request.technicians, prefer: ids.filter(() => random.chance(0.5)) };
  }
  const visits = technicians.flatMap((technician) => technician.days.flatMap((day) => day.visits));
  if (random.chance(0.25))
    request.replaces = visits.filter(() => random.chance(0.25)).map((visit) => visit.id);
  return request;
}

/** Windows about the days, ascending; some overlap, some reach beyond, some are of no length to speak of. */
function windowsOf(making: Making, technicians: Technician[]): Interval[] {
  const { random, unit, span } = making;
  const some = (most: number): number => unit * random.int(-Math.ceil(span / most), Math.ceil(span / most));
  const days = technicians.flatMap((technician) => technician.days).filter((day) => day.working.length > 0);
  const windows = days
    .filter(() => random.chance(0.8))
    .map((day): Interval => {
      const start = (day.working[0] as Interval).start + some(4);
      const end = (day.working.at(-1) as Interval).end + some(4);
      return { start, end: Math.max(end, start + unit) };
    });
  return windows.slice(0, 4).sort((a, b) => a.start - b.start || a.end - b.end);
}

function openOf({ random, unit, span }: Making, windows: Interval[], duration: number): Interval[] {
  const open: Interval[] = [];
  for (const window of windows) {
    const after = open.at(-1)?.end ?? -Infinity;
    const start = Math.max(after + unit, window.start + unit * random.int(0, Math.ceil(span / 3)));
    open.push({ start, end: start + duration + unit * random.int(0, Math.ceil(span / 2)) });
  }
  return open;
}

/** An area whose corners and edges run through the places, or a distance from the start, or neither. */
export function generateArea(
  { random, places }: Making,
  start: Place,
): Pick<Technician, 'area' | 'maxDistance'> {
  if (random.chance(0.15)) return { maxDistance: random.pick([0, 1000, 3000, 6000, 9000]) };
  if (random.chance(0.75)) return {};
  const { lon, lat } = random.pick(places);
  const [width, height] = [random.int(1, 6) / 64, random.int(1, 6) / 64];
  const box = [
    [lon, lat],
    [lon + width, lat],
    [lon + width, lat + height],
    [lon, lat + height],
    [lon, lat],
  ];
  const slope = [
    [start.lon, start.lat],
    [start.lon + 4 / 64, start.lat + 2 / 64],
    [start.lon, start.lat + 4 / 64],
    [start.lon, start.lat],
  ];
  const hole = box.map(([x, y]) => [
    (lon * 3 + (x as number)) / 4 + width / 4,
    (lat * 3 + (y as number)) / 4 + height / 4,
  ]);
  if (random.chance(0.3)) return { area: { type: 'Polygon', coordinates: [box, hole.reverse()] } };
  if (random.chance(0.5)) return { area: { type: 'MultiPolygon', coordinates: [[box], [slope]] } };
  return { area: { type: 'Polygon', coordinates: [slope] } };
}

/** Limits at what the day has already, a little more, or a little less. */
export function generateLimits({ random, unit, span }: Making, day: WorkDay): NonNullable<WorkDay['limits']> {
  const work = day.visits.reduce((sum, visit) => sum + visit.duration, 0);
  const room = (): number => unit * random.int(0, span);
  const limits: NonNullable<WorkDay['limits']> = {};
  if (random.chance(0.3)) limits.visits = day.visits.length + random.int(0, 2);
  if (random.chance(0.4)) limits.work = work + room();
  if (random.chance(0.4)) limits.travel = room();
  if (random.chance(0.4)) limits.total = work + room();
  return limits;
}
