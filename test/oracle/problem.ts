import { travelLookup } from '@itinera/planner';
import type { Place, SlotQuery, TravelLookup, TravelTable, TravelTimes } from '@itinera/planner';

/** One random case, complete and printable as JSON. */
export interface Problem {
  /** All instants and durations but the grid's (and sometimes `now`) are multiples of it, counted from `base`. */
  unit: number;
  base: number;
  query: SlotQuery;
  places: Place[];
  /** Travel times between `places`, in seconds; -1 = no road. */
  seconds: number[][];
  /** Which of them are estimates. */
  estimated: boolean[][];
  /** The provider's promise, when it makes one. */
  topSpeed?: number;
  /** Whether the provider answers pairs. */
  hasLegs: boolean;
}

export interface Leg {
  seconds: number;
  estimated: boolean;
  /** The day keeps it, so nobody need ask for it. */
  kept?: boolean;
}

/** The travel time between two places of a problem. */
export function legBetween(problem: Problem, from: Place, to: Place): Leg {
  const number = (place: Place): number =>
    problem.places.findIndex((known) => known.lon === place.lon && known.lat === place.lat);
  const [row, column] = [number(from), number(to)];
  const seconds = problem.seconds[row]?.[column];
  if (seconds === undefined) throw new Error('A place that the problem does not have was asked for');
  return { seconds, estimated: problem.estimated[row]?.[column] === true };
}

const lookups = new WeakMap<number[][], TravelLookup>();

/** All its travel times at hand, as `checkDay` wants them. */
export function lookupOf({ places, seconds }: Problem): TravelLookup {
  const known = lookups.get(seconds);
  if (known) return known;
  const table = { seconds: Int32Array.from(seconds.flat()) };
  const lookup = travelLookup({ from: places, to: places, table });
  lookups.set(seconds, lookup);
  return lookup;
}

/** What was asked of a provider; `squares` are tables with more than one row and column. */
export interface Asked {
  cells: number;
  calls: number;
  squares: number;
}

/** The problem's provider, counting what is asked of it. */
export function travelOf(problem: Problem): { travel: TravelTimes; asked: Asked } {
  const asked: Asked = { cells: 0, calls: 0, squares: 0 };
  const answer = (legs: Leg[]): TravelTable => {
    asked.cells += legs.length;
    asked.calls += 1;
    return {
      seconds: Int32Array.from(legs, (leg) => leg.seconds),
      estimated: Uint8Array.from(legs, (leg) => Number(leg.estimated)),
    };
  };
  const travel: TravelTimes = {
    table: async (from, to) => {
      if (from.length > 1 && to.length > 1) asked.squares += 1;
      return answer(from.flatMap((start) => to.map((end) => legBetween(problem, start, end))));
    },
  };
  if (problem.hasLegs) {
    travel.legs = async (from, to) =>
      answer(from.map((start, leg) => legBetween(problem, start, to[leg] as Place)));
  }
  if (problem.topSpeed !== undefined) travel.topSpeed = problem.topSpeed;
  return { travel, asked };
}
