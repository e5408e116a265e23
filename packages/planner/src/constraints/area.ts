import type { MultiPolygon, Polygon } from 'geojson';
import type { Place } from '../units.ts';
import type { TechnicianConstraint } from './constraint.ts';

/** The technician's area contains the place; its boundary, holes' boundaries too, belongs to it. */
export const area: TechnicianConstraint = {
  code: 'area',
  of: 'technician',
  refuses(query, technician) {
    const { place } = query.request;
    if (place === null || technician.area === undefined) return false;
    const outlines = outlinesOf([technician.area]);
    return !contains(outlines, 0, place);
  },
  keep(technicians) {
    const outlines = outlinesOf(technicians.map((technician) => technician.area));
    return ({ request: { place } }) =>
      place === null ? undefined : (owner) => !contains(outlines, owner, place);
  },
};

/** Whether an area contains a place, by the same rule. Areas and places in degrees. */
export function isInArea(area: Polygon | MultiPolygon, place: Place): boolean {
  return contains(outlinesOf([area]), 0, place);
}

/** Areas as columns. */
interface Outlines {
  /** Longitude and latitude of each corner, ring after ring; NaN, NaN ends a ring. */
  corners: Float64Array;
  /** By area: its first polygon, and one more at the end; by polygon: its first corner's index, and one more. */
  polygons: Int32Array;
  starts: Int32Array;
  /** By area: west, south, east, north; without bounds where there is no area. */
  boxes: Float64Array;
}

function outlinesOf(areas: readonly (Polygon | MultiPolygon | undefined)[]): Outlines {
  const corners: number[] = [];
  const polygons = [0];
  const starts = [0];
  const boxes = new Float64Array(areas.length * 4);
  areas.forEach((area, i) => {
    const from = corners.length;
    const parts = area === undefined ? [] : area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
    for (const rings of parts) {
      for (const ring of rings) {
        for (const position of ring) corners.push(position[0]!, position[1]!);
        corners.push(NaN, NaN);
      }
      starts.push(corners.length);
    }
    polygons.push(starts.length - 1);
    boxes.set(area === undefined ? [-Infinity, -Infinity, Infinity, Infinity] : boxOf(corners, from), i * 4);
  });
  return {
    corners: Float64Array.from(corners),
    polygons: Int32Array.from(polygons),
    starts: Int32Array.from(starts),
    boxes,
  };
}

/** Degrees within which a place is taken to lie on a boundary: about 0.1 mm, far above the error of the arithmetic. */
const tolerance = 1e-9;

/** The box around corners, wider by more than the tolerance: no place beyond is inside, nor on a boundary. */
function boxOf(corners: readonly number[], from: number): number[] {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = from; i < corners.length; i += 2) {
    const [lon, lat] = [corners[i]!, corners[i + 1]!];
    if (lon - 10 * tolerance < box[0]!) box[0] = lon - 10 * tolerance;
    if (lat - 10 * tolerance < box[1]!) box[1] = lat - 10 * tolerance;
    if (lon + 10 * tolerance > box[2]!) box[2] = lon + 10 * tolerance;
    if (lat + 10 * tolerance > box[3]!) box[3] = lat + 10 * tolerance;
  }
  return box;
}

/** Whether one of the areas contains a place; what is no area contains every place. */
function contains({ corners, polygons, starts, boxes }: Outlines, area: number, place: Place): boolean {
  const { lon, lat } = place;
  const box = 4 * area;
  if (!(lon >= boxes[box]! && lat >= boxes[box + 1]! && lon <= boxes[box + 2]! && lat <= boxes[box + 3]!)) {
    return false;
  }
  const from = polygons[area]!;
  const to = polygons[area + 1]!;
  if (from === to) return boxes[box] === -Infinity;
  for (let i = from; i < to; i++)
    if (polygonContains(corners, starts[i]!, starts[i + 1]!, place)) return true;
  return false;
}

/** Whether a polygon (an outer ring, then holes) contains a place. */
function polygonContains(corners: Float64Array, from: number, to: number, place: Place): boolean {
  const { lon, lat } = place;
  let inside = false;
  for (let i = from + 2; i < to; i += 2) {
    // From or to the end of a ring (NaN) nothing compares as true: such an edge is none.
    const ax = corners[i - 2]!;
    const ay = corners[i - 1]!;
    const bx = corners[i]!;
    const by = corners[i + 1]!;
    if (isNear(ax, bx, lon) && isNear(ay, by, lat) && onSegment(ax, ay, bx, by, place)) return true;
    // Even-odd rule: count the edges that cross the ray from the place towards the east.
    const crosses = ay > lat !== by > lat;
    if (crosses && lon < ax + ((lat - ay) / (by - ay)) * (bx - ax)) inside = !inside;
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
