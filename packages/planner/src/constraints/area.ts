import type { Position } from 'geojson';
import type { Place } from '../units.ts';
import type { TechnicianConstraint } from './constraint.ts';

/** The technician's area contains the place; its boundary, holes' boundaries too, belongs to it. */
export const area: TechnicianConstraint = {
  code: 'area',
  of: 'technician',
  refuses(query, technician) {
    const { place } = query.request;
    if (place === null || technician.area === undefined) return false;
    const polygons =
      technician.area.type === 'Polygon' ? [technician.area.coordinates] : technician.area.coordinates;
    return !polygons.some((rings) => contains(rings, place));
  },
};

/** Degrees within which a place is taken to lie on a boundary: about 0.1 mm, far above the error of the arithmetic. */
const tolerance = 1e-9;

/** Whether a polygon (an outer ring, then holes) contains a place. */
function contains(rings: readonly Position[][], place: Place): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      // By index: taking positions apart as lists costs more than the test itself.
      const from = ring[i - 1]!;
      const to = ring[i]!;
      const ax = from[0]!;
      const ay = from[1]!;
      const bx = to[0]!;
      const by = to[1]!;
      if (isNear(ax, bx, place.lon) && isNear(ay, by, place.lat) && onSegment(ax, ay, bx, by, place)) {
        return true;
      }
      // Even-odd rule: count the edges that cross the ray from the place towards the east.
      const crosses = ay > place.lat !== by > place.lat;
      if (crosses && place.lon < ax + ((place.lat - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

/** Whether a coordinate is between two others, give or take more than the tolerance: most edges are ruled out by it. */
function isNear(a: number, b: number, coordinate: number): boolean {
  return a < b
    ? coordinate >= a - 2 * tolerance && coordinate <= b + 2 * tolerance
    : coordinate >= b - 2 * tolerance && coordinate <= a + 2 * tolerance;
}

function onSegment(ax: number, ay: number, bx: number, by: number, { lon, lat }: Place): boolean {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(lon - ax, lat - ay) <= tolerance;
  const along = ((lon - ax) * (bx - ax) + (lat - ay) * (by - ay)) / length;
  if (along < -tolerance || along > length + tolerance) return false;
  const across = ((lon - ax) * (by - ay) - (lat - ay) * (bx - ax)) / length;
  return Math.abs(across) <= tolerance;
}
