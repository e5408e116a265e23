import { setTimeout as wait } from 'node:timers/promises';
import { GeocoderError } from '../outside/geocoder.ts';

/** More than these would wait longer than anybody who types. */
const longestQueue = 4;

/** Runs questions one after the other, their beginnings at least so many milliseconds apart. */
export function pace(milliseconds: number): <T>(question: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (question) => {
    if (waiting >= longestQueue)
      throw new GeocoderError('rate-limited', 'the geocoder may not be asked more often');
    waiting += 1;
    const before = turn;
    let begun: () => void = () => undefined;
    turn = new Promise<void>((resolve) => (begun = resolve)).then(() =>
      wait(milliseconds, null, { ref: false }),
    );
    try {
      await before;
    } finally {
      waiting -= 1;
      begun();
    }
    return question();
  };
}
