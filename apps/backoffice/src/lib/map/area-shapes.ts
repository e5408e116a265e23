import type { Feature, LineString, Position } from 'geojson';

export interface Territory {
  /** null while it is no place. */
  base: { lon: number; lat: number } | null;
  /** Longitude and latitude, in order, all of them places. */
  corners: [number, number][];
  /** Kilometres around the base; null: no limit. */
  radius: number | null;
  /** Areas beside it, for whoever draws. */
  others?: [number, number][][];
}

const kilometresPerDegree = 111.195;

/** The outlines of the area and of those beside it, and the circle of the greatest distance. */
export function territoryLines({ base, corners, radius, others = [] }: Territory): Feature<LineString>[] {
  const lines: Position[][] = [];
  for (const area of [corners, ...others])
    if (area.length > 1) lines.push(area.length > 2 ? [...area, area[0]!] : area);
  if (base && radius) lines.push(circle(base, radius));
  return lines.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates },
  }));
}

/** West, south, east, north of all of it; null for nothing. */
export function territoryBounds(territory: Territory): [number, number, number, number] | null {
  const { base, corners } = territory;
  const lines = territoryLines(territory).flatMap(({ geometry }) => geometry.coordinates);
  const all = [...lines, ...corners, ...(base ? [[base.lon, base.lat]] : [])];
  if (all.length === 0) return null;
  const lons = all.map(([lon = 0]) => lon);
  const lats = all.map(([, lat = 0]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function circle({ lon, lat }: { lon: number; lat: number }, radius: number): Position[] {
  const high = radius / kilometresPerDegree;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 65 }, (_, n) => {
    const angle = (n / 64) * 2 * Math.PI;
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)];
  });
}
