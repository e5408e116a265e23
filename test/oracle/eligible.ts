import type { Place, Technician, VisitRequest, WorkDay } from '@itinera/planner';

/** Whether a technician may be asked at all: `only`, `exclude` and skills. */
export function mayServe(technician: Technician, request: VisitRequest): boolean {
  const { only, exclude } = request.technicians ?? {};
  if (only && !only.includes(technician.id)) return false;
  return !exclude?.includes(technician.id) && maySkill(technician, request);
}

export function maySkill(technician: Technician, request: VisitRequest): boolean {
  return Object.entries(request.skills ?? {}).every(
    ([skill, level]) => (technician.skills[skill] ?? 0) >= level,
  );
}

/** Whether the place lies in the technician's area and near enough to the day's start; a request without a place does. */
export function mayReach(technician: Technician, day: WorkDay, place: Place | null): boolean {
  if (place === null) return true;
  if (technician.area && !inArea(technician.area, place)) return false;
  return technician.maxDistance === undefined || arc(day.start, place) <= technician.maxDistance;
}

/** Metres along the great circle by the spherical law of cosines' stable sibling (Vincenty on a sphere). */
function arc(a: Place, b: Place): number {
  const radians = Math.PI / 180;
  const [lat1, lat2, lon] = [a.lat * radians, b.lat * radians, (b.lon - a.lon) * radians];
  const y = Math.hypot(
    Math.cos(lat2) * Math.sin(lon),
    Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(lon),
  );
  const x = Math.sin(lat1) * Math.sin(lat2) + Math.cos(lat1) * Math.cos(lat2) * Math.cos(lon);
  return 6_371_008.8 * Math.atan2(y, x);
}

/** In one of the polygons, not in its holes; every boundary, a hole's too, belongs to the area. */
export function inArea(area: NonNullable<Technician['area']>, { lon, lat }: Place): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.some((rings) => {
    if (rings.some((ring) => onRing(ring, lon, lat))) return true;
    return rings.every((ring, number) => (windings(ring, lon, lat) === 0) === number > 0);
  });
}

type Ring = number[][];

function edges(ring: Ring): [number, number, number, number][] {
  return ring.slice(1).map((end, number) => {
    const start = ring[number] as number[];
    return [start[0], start[1], end[0], end[1]] as [number, number, number, number];
  });
}

/** Twice the area of the triangle; exact for the problems' coordinates, which are multiples of 1/64 degree. */
function side(x1: number, y1: number, x2: number, y2: number, x: number, y: number): number {
  return (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
}

function onRing(ring: Ring, x: number, y: number): boolean {
  return edges(ring).some(
    ([x1, y1, x2, y2]) =>
      side(x1, y1, x2, y2, x, y) === 0 &&
      Math.min(x1, x2) <= x &&
      x <= Math.max(x1, x2) &&
      Math.min(y1, y2) <= y &&
      y <= Math.max(y1, y2),
  );
}

/** How often the ring goes around the point (Sunday's winding number). */
function windings(ring: Ring, x: number, y: number): number {
  return edges(ring).reduce((count, [x1, y1, x2, y2]) => {
    if (y1 <= y && y2 > y && side(x1, y1, x2, y2, x, y) > 0) return count + 1;
    if (y1 > y && y2 <= y && side(x1, y1, x2, y2, x, y) < 0) return count - 1;
    return count;
  }, 0);
}
