import { PlannerError } from '../errors.ts';
import type { Place } from '../units.ts';
import { placeKey } from './places.ts';
import { straightLine } from './straight-line.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** A straight-line model of travel: `constant + secondsPerMetre * metres`. `calibrate` fits one. */
export interface EstimateOptions {
  /** Seconds that every leg takes, however short; not below 0. */
  constant: number;
  /** Seconds for each metre of straight line; above 0. */
  secondsPerMetre: number;
}

/**
 * Travel times from the straight line alone, rounded up; every cell is marked as an estimate.
 * A leg within one place takes 0 s. `metres` is the straight line itself, which a road can only exceed.
 * @throws {PlannerError} 'out-of-range' when an option is negative, not finite, or `secondsPerMetre` is 0.
 */
export function estimate(options: EstimateOptions): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const { constant, secondsPerMetre } = options;
  if (!(constant >= 0 && Number.isFinite(constant))) {
    throw new PlannerError(
      'out-of-range',
      'constant',
      `must be a number of seconds, 0 or more, not ${constant}`,
    );
  }
  if (!(secondsPerMetre > 0 && Number.isFinite(secondsPerMetre))) {
    throw new PlannerError('out-of-range', 'secondsPerMetre', `must be above 0, not ${secondsPerMetre}`);
  }

  function fill(pairs: [Place, Place][]): TravelTable {
    const seconds = new Int32Array(pairs.length);
    const metres = new Int32Array(pairs.length);
    pairs.forEach(([from, to], cell) => {
      if (placeKey(from) === placeKey(to)) return;
      const straight = straightLine(from, to);
      metres[cell] = Math.round(straight);
      seconds[cell] = Math.ceil(constant + secondsPerMetre * straight);
    });
    return { seconds, metres, estimated: new Uint8Array(pairs.length).fill(1) };
  }

  return {
    table: async (from, to) => fill(from.flatMap((a) => to.map((b): [Place, Place] => [a, b]))),
    legs: async (from, to) => fill(from.map((a, leg) => [a, to[leg] as Place])),
    // A hair above, so that rounding in another formula of the straight line cannot break the promise.
    topSpeed: (1 / secondsPerMetre) * (1 + 1e-9),
  };
}
