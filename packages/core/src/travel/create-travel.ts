import { sampleTravelTimes, type Database } from '@itinera/db';
import {
  cached,
  osrm,
  recorded,
  TravelError,
  withFallback,
  type KnownTravel,
  type Place,
  type RecordedMatrix,
  type TravelTimes,
} from '@itinera/planner';
import type { Logger } from 'pino';
import type { CoreConfig } from '../config.ts';
import type { Clock } from '../outside/clock.ts';
import { guarded } from './guarded.ts';
import { keptTimes } from './kept-times.ts';
import { regionalEstimate, topSpeed } from './regional-estimate.ts';

/** Milliseconds for one question to OSRM. */
const timeout = 800;
const calibrationPairs = 2000;

/**
 * The installation's travel times. They never fail: road times from OSRM (or from a recorded matrix when there is no
 * `osrm` in the configuration), kept in the store; what neither gives is estimated, and marked.
 */
export function createTravel(
  config: Pick<CoreConfig, 'osrm'>,
  { db, clock, logger }: { db: Database; clock: Clock; logger: Logger },
  recordedMatrix?: RecordedMatrix,
): TravelTimes {
  if (!config.osrm && recordedMatrix) {
    const estimated = regionalEstimate(async () => sampleOf(recordedMatrix), clock);
    return withFallback(recorded(recordedMatrix), estimated);
  }
  const profile = config.osrm?.profile ?? 'driving';
  const roads = config.osrm
    ? guarded(osrm({ url: config.osrm.url, profile, timeout, topSpeed }), logger)
    : noServer;
  const kept = cached(roads, keptTimes(db, clock, profile), {
    onStoreError: (error) => {
      logger.error({ error }, 'kept travel times could not be read or written');
    },
  });
  const estimated = regionalEstimate(async () => {
    const rows = await sampleTravelTimes(db.read, profile, calibrationPairs);
    return rows.map(({ fromKey, toKey, seconds }) => ({
      from: placeOf(fromKey),
      to: placeOf(toKey),
      seconds,
    }));
  }, clock);
  return withFallback(kept, estimated);
}

const refuse = async (): Promise<never> => {
  throw new TravelError('unavailable', 'There is no travel server: set OSRM_URL to have road times');
};
const noServer: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = { table: refuse, legs: refuse, topSpeed };

function placeOf(key: string): Place {
  const [lon = NaN, lat = NaN] = key.split(',').map(Number);
  return { lon, lat };
}

/** Evenly spread pairs of a recorded matrix. */
function sampleOf({ addresses, durations }: RecordedMatrix): KnownTravel[] {
  const pairs: KnownTravel[] = [];
  // Not a multiple of anything in the number of addresses: otherwise few columns would be seen again and again.
  let stride = Math.max(1, Math.floor(addresses.length ** 2 / calibrationPairs));
  while (commonDivisor(stride, addresses.length) > 1) stride++;
  for (let cell = 0; cell < addresses.length ** 2; cell += stride) {
    const [row, column] = [Math.floor(cell / addresses.length), cell % addresses.length];
    const [from, to, seconds] = [addresses[row], addresses[column], durations[row]?.[column]];
    if (from && to && typeof seconds === 'number' && row !== column) pairs.push({ from, to, seconds });
  }
  return pairs;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
