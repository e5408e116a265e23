import { Marker } from 'maplibre-gl';
import type { GeoJSONSource } from 'maplibre-gl';
import { territoryBounds, territoryLines, type Territory } from './area-shapes.ts';
import { markElement, openBaseMap, type BaseMapOptions } from './base-map.ts';

export interface DrawnArea {
  show(territory: Territory): void;
  remove(): void;
}

/** Draws base, area and distance, and tells where the map is clicked. @throws when the browser has no WebGL. */
export function drawArea(
  container: HTMLElement,
  options: BaseMapOptions & { onplace: (place: { lon: number; lat: number }) => void },
): DrawnArea {
  let shown: Territory | null = null;
  let marks: Marker[] = [];
  const drawLines = () => {
    const features = shown ? territoryLines(shown) : [];
    void map.getSource<GeoJSONSource>('route')?.setData({ type: 'FeatureCollection', features });
  };
  const { map, look, remove } = openBaseMap(container, options, drawLines);
  map.on('click', ({ lngLat }) => options.onplace({ lon: lngLat.lng, lat: lngLat.lat }));
  return {
    show(territory) {
      const first = shown === null;
      shown = territory;
      drawLines();
      for (const mark of marks) mark.remove();
      const { base, corners } = territory;
      marks = corners.map((corner, n) =>
        new Marker({ element: markElement('map-stop', String(n + 1)) }).setLngLat(corner).addTo(map),
      );
      if (base)
        marks.push(
          new Marker({ element: markElement('map-base', '') }).setLngLat([base.lon, base.lat]).addTo(map),
        );
      const bounds = first ? territoryBounds(territory) : null;
      if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 13, animate: false });
      look();
    },
    remove,
  };
}
