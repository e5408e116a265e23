import { Marker } from 'maplibre-gl';
import { openBaseMap, type BaseMapOptions } from './base-map.ts';

export interface Position {
  lon: number;
  lat: number;
}

export interface DrawnPlace {
  show(place: Position | null): void;
  remove(): void;
}

export interface PlaceMapOptions extends BaseMapOptions {
  /** What the pin is, and how it moves, for who does not see it. */
  label: string;
  /** Where to look while there is no place. */
  around: Position | null;
  /** The pin was put somewhere by hand. */
  onplace: (place: Position) => void;
}

/** Pixels that an arrow key moves the pin, and with Shift. */
const step = { fine: 6, coarse: 48 };
const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Draws one place as a pin that can be dragged, moved by arrow keys and set by a click. @throws without WebGL. */
export function drawPlace(container: HTMLElement, options: PlaceMapOptions): DrawnPlace {
  const { map, look, remove } = openBaseMap(container, options, () => undefined);
  const pin = document.createElement('button');
  pin.type = 'button';
  pin.className = 'map-pin';
  pin.setAttribute('aria-label', options.label);
  const marker = new Marker({ element: pin, draggable: true, anchor: 'bottom' });
  let shown = false;

  const put = (lon: number, lat: number) => options.onplace({ lon: rounded(lon), lat: rounded(lat) });
  marker.on('dragend', () => put(marker.getLngLat().lng, marker.getLngLat().lat));
  map.on('click', ({ lngLat }) => put(lngLat.lng, lngLat.lat));
  pin.addEventListener('click', (event) => event.stopPropagation());
  pin.addEventListener('keydown', (event) => {
    const direction = directions[event.key];
    if (!direction) return;
    // The map would move instead of the pin.
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? step.coarse : step.fine;
    const { x, y } = map.project(marker.getLngLat());
    const { lng, lat } = map.unproject([x + direction[0] * far, y + direction[1] * far]);
    put(lng, lat);
  });
  const { around } = options;
  if (around) map.jumpTo({ center: [around.lon, around.lat], zoom: 11 });

  return {
    show(place) {
      if (place === null) {
        if (shown) marker.remove();
        shown = false;
        return;
      }
      const at: [number, number] = [place.lon, place.lat];
      marker.setLngLat(at);
      if (!shown) marker.addTo(map);
      if (!shown || !map.getBounds().contains(at)) map.jumpTo({ center: at, zoom: 14 });
      shown = true;
      look();
    },
    remove,
  };
}

/** About a decimetre. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(6));
}
