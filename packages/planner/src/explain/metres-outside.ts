import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Metres, Place } from '../units.ts';
import { earthRadius } from '../travel/straight-line.ts';

/**
 * How far a place lies from the nearest boundary of an area, in metres, rounded up, at least 1; for places outside. On
 * the plane that touches the earth at the place: good to a few metres in ten kilometres.
 */
export function metresOutside(area: Polygon | MultiPolygon, place: Place): Metres {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  let least = Infinity;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      least = Math.min(least, distanceToSegment(onPlane(ring[i - 1]!, place), onPlane(ring[i]!, place)));
    }
  }
  return Math.max(1, Math.ceil(least));
}

/** Metres east and north of the place. */
function onPlane(position: Position, place: Place): [number, number] {
  const metresPerDegree = (earthRadius * Math.PI) / 180;
  const east = (position[0]! - place.lon) * Math.cos((place.lat * Math.PI) / 180);
  return [east * metresPerDegree, (position[1]! - place.lat) * metresPerDegree];
}

/** From the origin to the segment. */
function distanceToSegment([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}
