import {
  calibrate,
  estimate,
  straightLine,
  type EstimateOptions,
  type KnownTravel,
  type TravelTimes,
} from '@itinera/planner';
import type { Clock } from '../outside/clock.ts';
import type { Seconds } from '../shared/units.ts';

/** Two minutes to set off and park, then 1.4 times the straight line at 50 km/h. Used while too few road times are known. */
const defaultEstimate: EstimateOptions = { constant: 120, secondsPerMetre: 1.4 / (50 / 3.6) };
const fewestPairs = 50;
/** The share of road times that an estimate does not understate. */
const reliability = 0.9;
/** Metres per second, 150 km/h: no leg is faster than the straight line at this speed, of whichever source. */
export const topSpeed = 42;
const recalibrateAfter: Seconds = 3600;

/**
 * Travel times estimated from the straight line, fitted to the road times this installation knows; fitted again when
 * the fit is an hour old. `knownPairs` is asked for a sample of them.
 */
export function regionalEstimate(
  knownPairs: () => Promise<KnownTravel[]>,
  clock: Clock,
): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  let fitted: { at: number; times: ReturnType<typeof estimate> } | undefined;
  const current = async (): Promise<ReturnType<typeof estimate>> => {
    const now = clock.now();
    if (!fitted || Math.abs(now - fitted.at) > recalibrateAfter)
      fitted = { at: now, times: estimate(fit(await knownPairs())) };
    return fitted.times;
  };
  return {
    table: async (from, to) => (await current()).table(from, to),
    legs: async (from, to) => (await current()).legs(from, to),
    topSpeed,
  };
}

/**
 * The best fit to these pairs, held below `topSpeed`, with a margin: the line is raised until it understates one road
 * time in ten, because a promise made on an estimate has to be kept too. The default for too few pairs or such as no
 * line fits.
 */
export function fit(pairs: KnownTravel[]): EstimateOptions {
  if (pairs.length < fewestPairs) return defaultEstimate;
  try {
    const { constant, secondsPerMetre } = calibrate(pairs);
    const slope = Math.max(secondsPerMetre, (1 + 1e-6) / topSpeed);
    const short = pairs
      .map(({ from, to, seconds }) => seconds - constant - slope * straightLine(from, to))
      .sort((a, b) => a - b);
    const margin = Math.max(0, short[Math.floor(short.length * reliability)] ?? 0);
    return { constant: constant + margin, secondsPerMetre: slope };
  } catch {
    return defaultEstimate;
  }
}
