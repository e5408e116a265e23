import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { FieldPath } from '../field-path.ts';

/** Refuses an area that is not a GeoJSON Polygon or MultiPolygon of closed rings on the globe. `at` stands inside it. */
export function validateArea(area: Polygon | MultiPolygon, at: FieldPath): void {
  at.record('', area);
  if (area.type === 'Polygon') {
    validateRings(area.coordinates, 'coordinates', at);
  } else if (area.type === 'MultiPolygon') {
    at.list('coordinates', area.coordinates);
    for (const [i, rings] of area.coordinates.entries()) validateRings(rings, `coordinates[${i}]`, at);
  } else {
    at.fail('invalid', 'type', 'must be Polygon or MultiPolygon');
  }
}

function validateRings(rings: readonly Position[][], name: string, at: FieldPath): void {
  at.list(name, rings);
  for (let i = 0; i < rings.length; i++) {
    const ring = rings[i]!;
    const field = `${name}[${i}]`;
    at.list(field, ring);
    if (ring.length < 4) {
      at.fail('length', field, `must have at least 4 positions, the last as the first, not ${ring.length}`);
    }
    for (let j = 0; j < ring.length; j++) {
      at.list(`${field}[${j}]`, ring[j]!);
      const [lon = NaN, lat = NaN] = ring[j]!;
      at.place(`${field}[${j}]`, { lon, lat });
    }
    const first = ring[0]!;
    const last = ring[ring.length - 1]!;
    if (first[0] !== last[0] || first[1] !== last[1]) at.fail('invalid', field, 'must end where it starts');
  }
}
