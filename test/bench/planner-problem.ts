import { straightLine } from '@itinera/planner';
import type { Place, Seconds, SlotQuery, Technician, TravelTimes, Visit, WorkDay } from '@itinera/planner';

/** How large a benchmark query is. */
export interface BenchSize {
  technicians: number;
  days: number;
  visits: number;
}

const hour = 3600;
const secondsPerDay = 24 * hour;
/** Monday 2026-06-01, 00:00 in Europe/Vaduz (UTC+2). */
const firstMidnight = Date.UTC(2026, 4, 31, 22) / 1000;
/** A square of 60 km around Vaduz, in degrees. */
const west = 9.12;
const south = 46.87;
const widthInDegrees = 0.79;
const heightInDegrees = 0.54;
const metresPerDegreeLat = 111_195;
const metresPerDegreeLon = metresPerDegreeLat * Math.cos((47.14 * Math.PI) / 180);
/** Straight line at 60 km/h. */
const metresPerSecond = 60 / 3.6;

/** Travel in memory: as fast as a look-up, without a road network. */
export const benchTravel: TravelTimes = {
  table(from, to) {
    const seconds = new Int32Array(from.length * to.length);
    let cell = 0;
    for (const a of from) for (const b of to) seconds[cell++] = travelTime(a, b);
    return Promise.resolve({ seconds });
  },
};

function travelTime(a: Place, b: Place): Seconds {
  const x = (a.lon - b.lon) * metresPerDegreeLon;
  const y = (a.lat - b.lat) * metresPerDegreeLat;
  return Math.ceil(Math.sqrt(x * x + y * y) / metresPerSecond);
}

/**
 * The query of the protocol in docs/benchmarks.md: technicians with work days 08:00-12:00 and 13:00-17:00, each day with
 * `size.visits` visits that can all be kept.
 */
export function benchQuery(size: BenchSize, seed: number): SlotQuery {
  const random = randomFrom(seed);
  return {
    technicians: Array.from({ length: size.technicians }, (_, t) => {
      const home = randomPlace(random);
      return {
        id: `technician-${t}`,
        skills: {},
        days: Array.from({ length: size.days }, (__, d) => benchDay(home, d, size.visits, random)),
      };
    }),
    request: {
      place: randomPlace(random),
      duration: hour,
      windows: [{ start: firstMidnight, end: firstMidnight + size.days * secondsPerDay }],
    },
    grid: { zone: 'Europe/Vaduz', step: hour / 2, width: 2 * hour },
    now: firstMidnight,
  };
}

/**
 * The same query to a company whose technicians all have an area of 24 corners, a skill (every tenth lacks the level) and
 * a distance within which just `count` of them, or one in ten fewer, live.
 */
export function fewSurvive(query: SlotQuery, count: number): SlotQuery {
  const { place } = query.request;
  const away = (technician: Technician): number => straightLine(technician.days[0]!.start, place!);
  const distances = query.technicians.map(away).sort((a, b) => a - b);
  const technicians = query.technicians.map((technician, t) => ({
    ...technician,
    skills: { boiler: t % 10 === 0 ? 1 : 2 },
    area: areaAround(technician.days[0]!.start),
    maxDistance: Math.ceil(distances[count - 1]!),
  }));
  return { ...query, technicians, request: { ...query.request, skills: { boiler: 2 } } };
}

/** As wide as the square itself, so that most areas have to be walked around. */
function areaAround({ lon, lat }: Place): Technician['area'] {
  const corners = 24;
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const angle = ((i % corners) * 2 * Math.PI) / corners;
    return [lon + widthInDegrees * Math.cos(angle), lat + widthInDegrees * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** Draws until all visits can be kept as early as the route allows, and the way home too. */
function benchDay(home: Place, index: number, count: number, random: () => number): WorkDay {
  const midnight = firstMidnight + index * secondsPerDay;
  const working = [
    { start: midnight + 8 * hour, end: midnight + 12 * hour },
    { start: midnight + 13 * hour, end: midnight + 17 * hour },
  ];
  for (;;) {
    const places = nearestFirst(
      home,
      Array.from({ length: count }, () => randomPlace(random)),
    );
    const legs = [...places, home].map((place, i) => travelTime(places[i - 1] ?? home, place));
    const visits: Visit[] = [];
    let clock = working[0]!.start;
    for (const [i, place] of places.entries()) {
      const duration = 1800 + Math.floor(random() * 7) * 300;
      let start = afterDriving(clock, legs[i]!, working[0]!.end);
      if (start < working[1]!.start && start + duration > working[0]!.end) start = working[1]!.start;
      const early = i % 2 === 0 ? 0 : Math.floor(random() * 5) * 1800;
      const width = i % 2 === 0 ? 0 : 2 * hour;
      const earliest = Math.max(working[0]!.start, start - early);
      visits.push({
        id: `${index}-${i}`,
        place,
        duration,
        earliest,
        latest: Math.max(start, earliest + width),
      });
      clock = start + duration;
    }
    if (afterDriving(clock, legs[count]!, working[0]!.end) > working[1]!.end) continue;
    return { date: isoDate(midnight + secondsPerDay / 2), start: home, end: home, working, visits, legs };
  }
}

/** Driving stops for lunch, from 12:00 to 13:00. */
function afterDriving(clock: number, leg: Seconds, noon: number): number {
  return clock <= noon && clock + leg > noon ? clock + leg + hour : clock + leg;
}

/** The places in the order of the nearest neighbour, as a day's route would be. */
function nearestFirst(home: Place, places: Place[]): Place[] {
  const route: Place[] = [];
  const left = [...places];
  let here = home;
  while (left.length > 0) {
    left.sort((a, b) => travelTime(here, a) - travelTime(here, b));
    here = left.shift()!;
    route.push(here);
  }
  return route;
}

function isoDate(instant: number): string {
  return new Date(instant * 1000).toISOString().slice(0, 10);
}

function randomPlace(random: () => number): Place {
  return { lon: west + random() * widthInDegrees, lat: south + random() * heightInDegrees };
}

/** mulberry32: small, seeded, good enough to place visits. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
