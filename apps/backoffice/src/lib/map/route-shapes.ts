import type { RouteDay, RoutePlace } from '@itinera/core';
import type { Feature, LineString } from 'geojson';

/** One place on the map, with the numbers of all stops there. */
export interface MapStop {
  lon: number;
  lat: number;
  /** From 0. */
  stops: number[];
  kind: 'visit' | 'hold' | 'other';
}

/** Stops by place: two visits in one house are one mark with two numbers. */
export function stopsOnMap(route: RouteDay): MapStop[] {
  const marks = new Map<string, MapStop>();
  route.stops.forEach(({ place, kind }, index) => {
    if (!place) return;
    const key = `${place.lon.toFixed(5)} ${place.lat.toFixed(5)}`;
    const mark = marks.get(key);
    if (mark) mark.stops.push(index);
    else marks.set(key, { lon: place.lon, lat: place.lat, stops: [index], kind });
  });
  return [...marks.values()];
}

/** The order of the day: straight lines from place to place (the roads driven are not known here). */
export function routeLine(route: RouteDay): Feature<LineString>[] {
  if (route.stops.length === 0) return [];
  const coordinates = placesOf(route).map(({ lon, lat }) => [lon, lat]);
  return [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } }];
}

/** West, south, east, north of everything on the route. */
export function boundsOf(route: RouteDay): [number, number, number, number] {
  const places = placesOf(route);
  const lons = places.map((place) => place.lon);
  const lats = places.map((place) => place.lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function placesOf(route: RouteDay): RoutePlace[] {
  return [route.start, ...route.stops.map(({ place }) => place), route.end].filter((place) => place !== null);
}
