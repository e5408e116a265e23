import type { StyleSpecification } from 'maplibre-gl';

/** The colours of the map, quiet under the route. */
interface Palette {
  ground: string;
  river: string;
  rail: string;
  minor: string;
  road: string;
  main: string;
  casing: string;
  route: string;
}

const light: Palette = {
  ground: '#eef1ee',
  river: '#a9cbe4',
  rail: '#b3b3bd',
  minor: '#ffffff',
  road: '#ffffff',
  main: '#fbe3b0',
  casing: '#ccd3d0',
  route: '#0b665d',
};

const dark: Palette = {
  ground: '#161d20',
  river: '#1f4560',
  rail: '#4a5157',
  minor: '#2b363b',
  road: '#36444b',
  main: '#5b5230',
  casing: '#11171a',
  route: '#66cfc2',
};

/** Line widths in pixels at zoom 10 and 16, between them in proportion. */
const widths = {
  minor: [0.4, 6],
  tertiary: [0.8, 9],
  secondary: [1.2, 11],
  primary: [1.6, 13],
  motorway: [2.2, 16],
} as const;

type Road = keyof typeof widths;

const roads: Road[] = ['minor', 'tertiary', 'secondary', 'primary', 'motorway'];

/**
 * The whole style: the installation's base map, layer by layer of `kind`, and the route above it. It asks nobody
 * else for anything: no tiles, no glyphs, no sprites; names are HTML (see `draw-map.ts`).
 */
export function mapStyle(basemapUrl: string | null, isDark: boolean): StyleSpecification {
  const palette = isDark ? dark : light;
  return {
    version: 8,
    sources: {
      ...(basemapUrl === null ? {} : { base: { type: 'geojson', data: basemapUrl } }),
      route: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
      ...(basemapUrl === null ? [] : baseLayers(palette)),
      {
        id: 'route-casing',
        type: 'line',
        source: 'route',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': palette.ground, 'line-width': 6, 'line-opacity': 0.85 },
      },
      {
        id: 'route',
        type: 'line',
        source: 'route',
        layout: { 'line-cap': 'butt', 'line-join': 'round' },
        paint: { 'line-color': palette.route, 'line-width': 3, 'line-dasharray': [3, 1.2] },
      },
    ],
  };
}

function baseLayers(palette: Palette): StyleSpecification['layers'] {
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const colour = (road: Road) =>
    road === 'minor'
      ? palette.minor
      : road === 'primary' || road === 'motorway'
        ? palette.main
        : palette.road;
  return [
    {
      id: 'river',
      type: 'line',
      source: 'base',
      filter: ['==', ['get', 'kind'], 'river'],
      layout: round,
      paint: { 'line-color': palette.river, 'line-width': growing(2, 14) },
    },
    ...roads.map((road) => roadLayer(`${road}-casing`, road, palette.casing, 1.6)),
    ...roads.map((road) => roadLayer(road, road, colour(road), 0)),
    {
      id: 'rail',
      type: 'line',
      source: 'base',
      filter: ['==', ['get', 'kind'], 'rail'],
      paint: { 'line-color': palette.rail, 'line-width': growing(0.8, 2.5), 'line-dasharray': [4, 2] },
    },
  ];

  function roadLayer(id: string, road: Road, lineColour: string, extra: number) {
    const [from, to] = widths[road];
    return {
      id,
      type: 'line',
      source: 'base',
      filter: ['==', ['get', 'kind'], road],
      layout: round,
      paint: { 'line-color': lineColour, 'line-width': growing(from + extra, to + extra) },
    } satisfies StyleSpecification['layers'][number];
  }
}

function growing(at10: number, at16: number) {
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, at10, 16, at16] as [
    'interpolate',
    ['exponential', number],
    ['zoom'],
    number,
    number,
    number,
    number,
  ];
}
