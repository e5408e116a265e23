import { PlannerError } from '../errors.ts';
import type { Place, Seconds } from '../units.ts';
import type { EstimateOptions } from './estimate.ts';
import { straightLine } from './straight-line.ts';

/** A road time that is known; `seconds` below 0 (no road) is passed over. */
export interface KnownTravel {
  from: Place;
  to: Place;
  seconds: Seconds;
}

/**
 * Fits `estimate`'s two numbers to road times by least absolute deviations, which a few wild pairs (a valley
 * without a bridge) do not bend. The fit holds where the pairs come from and nowhere else.
 *
 * The sum of deviations is convex in the slope when the constant is the best one for it, a median, here not
 * below 0; so the slope is found by golden section.
 * @throws {PlannerError} when there are not two pairs of different length, or all take 0 s.
 */
export function calibrate(pairs: KnownTravel[]): EstimateOptions {
  const points = pairs
    .filter((pair) => pair.seconds >= 0)
    .map((pair) => ({ metres: straightLine(pair.from, pair.to), seconds: pair.seconds }))
    .filter((point) => point.metres > 0);
  const first = points[0];
  if (!first || points.every((point) => point.metres === first.metres)) {
    throw new PlannerError('length', 'pairs', 'must hold road times of at least two different distances');
  }
  const steepest = Math.max(...points.map((point) => point.seconds / point.metres));
  if (steepest === 0) throw new PlannerError('out-of-range', 'pairs', 'must hold a road time above 0 s');

  const constantFor = (slope: number): number =>
    Math.max(0, median(points.map((point) => point.seconds - slope * point.metres)));
  const deviation = (slope: number): number => {
    const constant = constantFor(slope);
    return points.reduce((sum, point) => sum + Math.abs(point.seconds - constant - slope * point.metres), 0);
  };
  const secondsPerMetre = minimum(deviation, 0, steepest);
  return { constant: constantFor(secondsPerMetre), secondsPerMetre };
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** Where a convex function is least between `low` and `high`, to the last digits that matter. */
function minimum(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [atC, atD] = [f(c), f(d)];
  for (let round = 0; round < 80; round += 1) {
    if (atC <= atD) {
      [b, d, atD] = [d, c, atC];
      c = b - ratio * (b - a);
      atC = f(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + ratio * (b - a);
      atD = f(d);
    }
  }
  return (a + b) / 2;
}
