import { localMinute } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** What is stored of a promise, or of a window that is only planned: the instants, the zone, and the local time that was meant. */
export function promiseColumns(
  window: { start: EpochSeconds; end: EpochSeconds },
  zone: string,
  promised = true,
): {
  promised: boolean;
  promiseStart: EpochSeconds;
  promiseEnd: EpochSeconds;
  zone: string;
  promiseLocal: string;
} {
  return {
    promised,
    promiseStart: window.start,
    promiseEnd: window.end,
    zone,
    promiseLocal: localMinute(window.start, zone),
  };
}
