import { goals } from '@itinera/planner';
import type { Interval, Place, SlotQuery, Technician, Visit, WorkDay } from '@itinera/planner';
import { fit } from './day-simulation.ts';
import { generateArea, generateLimits, generateRequest } from './generate-request.ts';
import { localDate } from './local-clock.ts';
import type { Problem } from './problem.ts';
import { seededRandom } from '../helpers/random.ts';
import type { Random } from '../helpers/random.ts';
import { momentsOfInterest } from './zones.ts';

/** What the parts of one problem have in common while it is made. */
export interface Making {
  random: Random;
  /** Seconds; every instant is `base` plus a multiple of it. */
  unit: number;
  base: number;
  zone: string;
  /** A work day's length in units; other lengths are measured by it. */
  span: number;
  places: Place[];
  seconds: number[][];
}

/**
 * The problem of a seed. Small, and crowded with borders: promises that just hold, days that are broken
 * already, legs across breaks, places on an area's edge, clocks that change during the day.
 */
export function generateProblem(seed: number): Problem {
  const random = seededRandom(seed);
  const unit = random.pick([1, 60, 60, 300, 300]);
  const span = unit === 300 ? random.int(40, 120) : random.int(60, 240);
  const { zone, instant } = random.pick(momentsOfInterest);
  const base = instant - unit * random.int(0, span) + (random.chance(0.2) ? random.int(0, 3600) : 0);
  const places = generatePlaces(random);
  const seconds = generateTravel(random, places.length, unit, span);
  const making: Making = { random, unit, base, zone, span, places, seconds };

  const estimates = random.chance(0.4);
  const estimated = seconds.map((row) => row.map((cell) => estimates && cell > 0 && random.chance(0.3)));
  const technicians = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, number) =>
    technicianOf(making, number),
  );
  const request = generateRequest(making, technicians);
  const query: SlotQuery = {
    technicians,
    request,
    grid: gridOf(making),
    now: nowOf(making, technicians),
    ...(random.chance(0.2) ? { notice: unit * random.int(0, span) } : {}),
    ...goalOf(making),
    result: 'all',
  };
  const problem: Problem = { unit, base, query, places, seconds, estimated, hasLegs: random.chance(0.5) };
  const topSpeed = random.chance(0.3) ? topSpeedOf(places, seconds) : undefined;
  return topSpeed === undefined ? problem : { ...problem, topSpeed };
}

/** Some places on a lattice of 1/64 degree, where sums and products of coordinates are exact. */
function generatePlaces(random: Random): Place[] {
  const places = new Map<string, Place>();
  const wanted = random.int(2, 7);
  while (places.size < wanted) {
    const place = { lon: 9 + random.int(0, 8) / 64, lat: 47 + random.int(0, 8) / 64 };
    places.set(`${place.lon},${place.lat}`, place);
  }
  return [...places.values()];
}

/** One-way streets everywhere: asymmetrical, and a detour may be shorter than the direct way. */
function generateTravel(random: Random, size: number, unit: number, span: number): number[][] {
  const longest = random.pick([4, 8, 16].map((part) => Math.max(1, Math.floor(span / part))));
  const cut = random.chance(0.3);
  return Array.from({ length: size }, (_, from) =>
    Array.from({ length: size }, (__, to) => {
      if (from === to) return 0;
      return cut && random.chance(0.15) ? -1 : unit * random.int(0, longest);
    }),
  );
}

function gridOf({ random, unit, zone, span }: Making): SlotQuery['grid'] {
  const steps: Record<number, number[]> = {
    1: [7, 10, 15, 45, 60, 90],
    60: [300, 420, 600, 900, 1800, 5000],
    300: [900, 1800, 3600, 5400, 7200, 7000],
  };
  const step = random.pick(steps[unit] as number[]);
  const wide = unit * random.int(0, Math.floor(span / 6)) + (random.chance(0.1) ? random.int(0, unit) : 0);
  const width = random.chance(0.25) ? 0 : wide;
  return { zone, step, width, ...(random.chance(0.4) ? { slack: random.int(0, width) } : {}) };
}

function goalOf({ random, unit, span }: Making): Pick<SlotQuery, 'goal'> {
  // Weights and seconds of which every product is exact.
  const weights = { travel: random.pick([0, 0.5, 1, 2]), delay: random.pick([0, 0.03125, 1]) };
  if (random.chance(0.3)) return {};
  if (random.chance(0.3)) return { goal: random.pick(Object.values(goals)) };
  return {
    goal: {
      weights: {
        ...weights,
        ...(random.chance(0.4) ? { preference: random.pick([0.25, 1]) } : {}),
        ...(random.chance(0.4) ? { load: random.pick([-0.5, -0.0625, 0.125]) } : {}),
        ...(random.chance(0.5) ? { idle: random.pick([0.25, 1, 2]) } : {}),
      },
      ...(random.chance(0.5) ? { halving: random.int(60, 7200) } : {}),
      ...(random.chance(0.7) ? { usefulGap: unit * random.int(0, Math.ceil(span / 4)) } : {}),
    },
  };
}

function nowOf({ random, unit, span, base }: Making, technicians: Technician[]): number {
  const first = technicians[0]?.days[0]?.working[0]?.start ?? base;
  if (random.chance(0.4)) return first - unit * random.int(0, 2 * span);
  const inside = first + unit * random.int(0, span);
  return random.chance(0.5) ? inside : inside + random.int(0, unit);
}

function topSpeedOf(places: Place[], seconds: number[][]): number | undefined {
  const metres = 111_200; // A degree is shorter, so the promise holds with room to spare.
  const speeds = places.flatMap((from, row) =>
    places.map((to, column) => {
      const taken = seconds[row]?.[column] as number;
      if (row === column || taken < 0) return 0;
      return (Math.hypot(from.lon - to.lon, from.lat - to.lat) * metres) / taken;
    }),
  );
  const top = Math.max(...speeds);
  return Number.isFinite(top) && top > 0 ? top : undefined;
}

function technicianOf(making: Making, number: number): Technician {
  const { random, places } = making;
  const name = `${random.pick(['a', 'B', 'ä', 'Z'])}${number}`;
  const days: WorkDay[] = [];
  const labels = new Set<string>();
  let from = making.base + making.unit * random.int(-3, 10);
  for (let left = random.pick([1, 1, 2, 3]); left > 0; left -= 1) {
    const day = dayOf(making, `${name}-${left}`, from);
    const end = day.working.at(-1)?.end ?? from;
    // Mostly the same hours again tomorrow; a short gap now and then puts two days under one window.
    from = random.chance(0.7)
      ? from + Math.ceil((end - from) / 86_400) * 86_400
      : end + making.unit * random.int(1, 9);
    if (labels.has(day.date)) continue;
    labels.add(day.date);
    days.push(day);
  }
  const start = days[0]?.start ?? random.pick(places);
  return {
    id: name,
    skills: Object.fromEntries(
      ['gas', 'heat'].filter(() => random.chance(0.7)).map((skill) => [skill, random.int(1, 3)]),
    ),
    days,
    ...generateArea(making, start),
  };
}

/** Working hours with breaks, and visits laid out one after the other so that most promises just hold. */
function dayOf(making: Making, name: string, from: number): WorkDay {
  const { random, unit, span, zone, places } = making;
  const working = workingOf(making, from);
  const [start, end] = [random.pick(places), random.pick(places)];
  const own = random.chance(0.25);
  const day: WorkDay = {
    date: localDate(zone, from),
    start,
    end: random.chance(0.5) ? start : end,
    working,
    visits: [],
    ...(own
      ? { commute: 'own-time' as const }
      : random.chance(0.5)
        ? { commute: 'working-time' as const }
        : {}),
  };
  let [at, moment] = [start, from];
  for (let left = working.length > 0 ? random.int(0, 5) : 0; left > 0; left -= 1) {
    const place = random.pick(places);
    const arrival =
      moment + (own && at === start && day.visits.length === 0 ? 0 : travelSeconds(making, at, place));
    const duration = unit * random.int(1, Math.ceil(span / 8));
    const waited = arrival + (random.chance(0.5) ? unit * random.int(0, Math.ceil(span / 8)) : 0);
    const planned = fit(working, undefined, waited, duration) ?? waited;
    day.visits.push(visitOf(making, `${name}-v${left}`, place, planned, duration));
    [at, moment] = [place, planned + duration];
  }
  if (random.chance(0.4)) day.legs = keptLegs(making, day);
  if (random.chance(0.25)) day.limits = generateLimits(making, day);
  return day;
}

function workingOf({ random, unit, span }: Making, from: number): Interval[] {
  if (random.chance(0.03)) return [];
  const working: Interval[] = [];
  let start = from;
  const breaks = random.pick([0, 1, 1, 2]);
  for (let left = breaks; left >= 0; left -= 1) {
    const end = start + unit * random.int(Math.ceil(span / 6), Math.ceil(span / (breaks + 0.5)));
    working.push({ start, end });
    start = end + unit * random.int(1, Math.ceil(span / 10));
  }
  return working;
}

function visitOf(making: Making, id: string, place: Place, planned: number, duration: number): Visit {
  const { random, unit, span } = making;
  const some = (most: number): number => unit * random.int(0, Math.ceil(span / most));
  const kind = random.int(1, 20);
  const visit: Visit = { id, place, duration, earliest: planned, latest: planned };
  if (kind > 7) Object.assign(visit, { earliest: planned - some(8), latest: planned + some(8) });
  if (kind === 20) Object.assign(visit, { earliest: planned - some(2), latest: planned - some(2) });
  visit.earliest = Math.min(visit.earliest, visit.latest);
  if (random.chance(0.25)) {
    const opens = visit.earliest - some(10);
    const shuts = Math.max(planned + duration + some(10), opens + unit);
    visit.open = [{ start: opens, end: shuts }];
    if (random.chance(0.5)) visit.open.push({ start: shuts + unit, end: shuts + unit + duration + some(6) });
  }
  return visit;
}

function travelSeconds({ places, seconds }: Making, from: Place, to: Place): number {
  return Math.max(0, seconds[places.indexOf(from)]?.[places.indexOf(to)] as number);
}

/** Legs the caller keeps: as the provider has them, and in some days older ones that it no longer would give. */
function keptLegs(making: Making, day: WorkDay): number[] {
  const { random, unit, places, seconds } = making;
  const old = random.chance(0.3);
  const stops = [day.start, ...day.visits.map((visit) => visit.place), day.end];
  return stops.slice(1).map((to, k) => {
    const kept = seconds[places.indexOf(stops[k] as Place)]?.[places.indexOf(to)] as number;
    if (!old || kept < 0 || !random.chance(0.3)) return kept;
    return random.chance(0.2) ? -1 : Math.max(0, kept + unit * random.int(-3, 3));
  });
}
