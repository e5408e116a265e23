import type { Feature, FeatureCollection, Point } from 'geojson';
import { AttributionControl, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';
import { mapStyle } from './style.ts';

// Our own file: a worker from a blob would need a wider content security policy.
setWorkerUrl(workerUrl);

const attribution =
  '<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">© OpenStreetMap contributors</a>';

export interface BaseMapOptions {
  basemapUrl: string | null;
  /** MapLibre's own texts, in the language of the page. */
  words: Record<string, string>;
  onready: () => void;
}

export interface BaseMap {
  map: MapLibre;
  /** Shows more names when it is near; call it after the view was set by code. */
  look(): void;
  remove(): void;
}

/**
 * Draws the base map into `container`; `redraw` puts the own shapes into the source `route`, again whenever the light
 * changes. @throws when the browser has no WebGL.
 */
export function openBaseMap(container: HTMLElement, options: BaseMapOptions, redraw: () => void): BaseMap {
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
  const look = () => container.classList.toggle('near', map.getZoom() >= 12.5);
  map.on('zoom', look);
  if (options.basemapUrl !== null) void nameplaces(map, options.basemapUrl);
  const changeLight = () => {
    map.setStyle(mapStyle(options.basemapUrl, darkness.matches), { diff: false });
    map.once('style.load', redraw);
  };
  map.once('style.load', redraw);
  darkness.addEventListener('change', changeLight);
  return {
    map,
    look,
    remove() {
      darkness.removeEventListener('change', changeLight);
      map.remove();
    },
  };
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
    const name = markElement(
      `map-name ${String(place.properties?.['place'])}`,
      String(place.properties?.['name']),
    );
    const [lon = 0, lat = 0] = place.geometry.coordinates;
    new Marker({ element: name, offset: [0, 18] }).setLngLat([lon, lat]).addTo(map);
  }
}

/** Everything on the map is in the page beside it as well. */
export function markElement(className: string, text: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.textContent = text;
  made.setAttribute('aria-hidden', 'true');
  return made;
}
