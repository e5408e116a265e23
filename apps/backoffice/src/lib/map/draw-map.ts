import type { RouteDay } from '@itinera/core';
import { Marker } from 'maplibre-gl';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import { markElement, openBaseMap, type BaseMapOptions } from './base-map.ts';
import { boundsOf, routeLine, stopsOnMap } from './route-shapes.ts';

export interface MapOptions extends BaseMapOptions {
  /** The pointer came to a stop, or left. */
  onpoint: (stop: number | null) => void;
}

export interface DrawnMap {
  show(route: RouteDay): void;
  /** Lifts one stop out of the others. */
  mark(stop: number | null): void;
  remove(): void;
}

/** Draws the base map into `container`. @throws when the browser has no WebGL. */
export function drawMap(container: HTMLElement, options: MapOptions): DrawnMap {
  let shown: RouteDay | null = null;
  let marks: { stops: number[]; marker: Marker }[] = [];
  const drawLine = () => {
    const source = map.getSource<GeoJSONSource>('route');
    if (shown) void source?.setData({ type: 'FeatureCollection', features: routeLine(shown) });
  };
  const { map, look, remove } = openBaseMap(container, options, drawLine);

  return {
    show(route) {
      shown = route;
      drawLine();
      for (const { marker } of marks) marker.remove();
      marks = [...baseMarks(map, route), ...stopMarks(map, route, options.onpoint)];
      map.fitBounds(boundsOf(route), { padding: 48, maxZoom: 14, animate: false });
      look();
    },
    mark(stop) {
      for (const { stops, marker } of marks)
        marker.getElement().classList.toggle('active', stop !== null && stops.includes(stop));
    },
    remove,
  };
}

function baseMarks(map: MapLibre, { start }: RouteDay) {
  if (start === null) return [];
  const marker = new Marker({ element: markElement('map-base', '') });
  return [{ stops: [], marker: marker.setLngLat([start.lon, start.lat]).addTo(map) }];
}

function stopMarks(map: MapLibre, route: RouteDay, onpoint: MapOptions['onpoint']) {
  return stopsOnMap(route).map(({ lon, lat, stops, kind }) => {
    const mark = markElement(`map-stop ${kind}`, stops.map((stop) => stop + 1).join('·'));
    mark.addEventListener('pointerenter', () => onpoint(stops[0] ?? null));
    mark.addEventListener('pointerleave', () => onpoint(null));
    return { stops, marker: new Marker({ element: mark }).setLngLat([lon, lat]).addTo(map) };
  });
}
