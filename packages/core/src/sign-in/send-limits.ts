import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { codesPerIdentifier, codesPerNetwork, timeBetweenCodes } from './limits.ts';

/** When an identifier may have another code, `now` or later; `times` are those of its codes within a day, newest first. */
export function nextCodeForIdentifier(times: readonly EpochSeconds[], now: EpochSeconds): EpochSeconds {
  const [newest] = times;
  return Math.max(
    now,
    newest === undefined ? now : newest + timeBetweenCodes,
    ...codesPerIdentifier.map((limit) => nextUnder(times, limit, now)),
  );
}

/** When a network may ask for another code, `now` or later; `times` are those of its codes within an hour, newest first. */
export function nextCodeForNetwork(times: readonly EpochSeconds[], now: EpochSeconds): EpochSeconds {
  return nextUnder(times, codesPerNetwork, now);
}

/** The instant at which fewer than `codes` of `times` lie within the last `within` seconds. */
function nextUnder(
  times: readonly EpochSeconds[],
  { codes, within }: { codes: number; within: Seconds },
  now: EpochSeconds,
): EpochSeconds {
  const deciding = times[codes - 1];
  return deciding === undefined ? now : Math.max(now, deciding + within);
}
