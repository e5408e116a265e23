import type { RouteDay } from '@itinera/core';
import type { Feature, FeatureCollection, Point } from 'geojson';
import { AttributionControl, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { boundsOf, routeLine, stopsOnMap } from './route-shapes.ts';
import { mapStyle } from './style.ts';

// Our own file: a worker from a blob would need a wider content security policy.
setWorkerUrl(workerUrl);

const attribution =
  '<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">© OpenStreetMap contributors</a>';

export interface MapOptions {
  basemapUrl: string | null;
  /** MapLibre's own texts, in the language of the page. */
  words: Record<string, string>;
  onready: () => void;
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
  const darkness = matchMedia('(prefers-color-scheme: dark)');
  const map = new MapLibre({
    container,
    style: mapStyle(options.basemapUrl, darkness.matches),
    center: [9.53, 47.15],
    zoom: 10,
    minZoom: 7,
    maxZoom: 17,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    locale: options.words,
    fadeDuration: 0,
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  map.addControl(new AttributionControl({ compact: false, customAttribution: attribution }));
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.once('idle', options.onready);
  const onZoom = () => container.classList.toggle('near', map.getZoom() >= 12.5);
  map.on('zoom', onZoom);
  if (options.basemapUrl !== null) void nameplaces(map, options.basemapUrl);

  let shown: RouteDay | null = null;
  let marks: { stops: number[]; marker: Marker }[] = [];
  const drawLine = () => {
    const source = map.getSource<GeoJSONSource>('route');
    if (shown) void source?.setData({ type: 'FeatureCollection', features: routeLine(shown) });
  };
  const changeLight = () => {
    map.setStyle(mapStyle(options.basemapUrl, darkness.matches), { diff: false });
    map.once('style.load', drawLine);
  };
  map.once('style.load', drawLine);
  darkness.addEventListener('change', changeLight);

  return {
    show(route) {
      shown = route;
      drawLine();
      for (const { marker } of marks) marker.remove();
      marks = [{ stops: [], marker: baseMark(map, route) }, ...stopMarks(map, route, options.onpoint)];
      map.fitBounds(boundsOf(route), { padding: 48, maxZoom: 14, animate: false });
      onZoom();
    },
    mark(stop) {
      for (const { stops, marker } of marks)
        marker.getElement().classList.toggle('active', stop !== null && stops.includes(stop));
    },
    remove() {
      darkness.removeEventListener('change', changeLight);
      map.remove();
    },
  };
}

function baseMark(map: MapLibre, { start }: RouteDay): Marker {
  return new Marker({ element: element('map-base', '') }).setLngLat([start.lon, start.lat]).addTo(map);
}

function stopMarks(map: MapLibre, route: RouteDay, onpoint: MapOptions['onpoint']) {
  return stopsOnMap(route).map(({ lon, lat, stops, kind }) => {
    const mark = element(`map-stop ${kind}`, stops.map((stop) => stop + 1).join('·'));
    mark.addEventListener('pointerenter', () => onpoint(stops[0] ?? null));
    mark.addEventListener('pointerleave', () => onpoint(null));
    return { stops, marker: new Marker({ element: mark }).setLngLat([lon, lat]).addTo(map) };
  });
}

/** Names of towns and villages as HTML: map text would need glyph files. */
async function nameplaces(map: MapLibre, basemapUrl: string): Promise<void> {
  const response = await fetch(basemapUrl);
  if (!response.ok) return;
  const base = (await response.json()) as FeatureCollection;
  const places = base.features.filter(
    (feature): feature is Feature<Point> =>
      feature.geometry.type === 'Point' && feature.properties?.['kind'] === 'place',
  );
  for (const place of places) {
    const name = element(
      `map-name ${String(place.properties?.['place'])}`,
      String(place.properties?.['name']),
    );
    const [lon = 0, lat = 0] = place.geometry.coordinates;
    new Marker({ element: name, offset: [0, 18] }).setLngLat([lon, lat]).addTo(map);
  }
}

/** Everything on the map is in the list beside it as well. */
function element(className: string, text: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.textContent = text;
  made.setAttribute('aria-hidden', 'true');
  return made;
}
