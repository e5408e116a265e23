import moment from 'moment-timezone';

/** Seconds that a zone's clock is ahead of UTC at an instant. */
export type OffsetAt = (instant: number) => number;

/** A change of a zone's clock. */
export interface ClockChange {
  zone: string;
  instant: number;
  /** Offsets before and after, in seconds. */
  before: number;
  after: number;
}

export const firstInstant = Date.UTC(2007, 0, 1) / 1000;
export const lastInstant = Date.UTC(2038, 0, 1) / 1000;

/** The versions of the time-zone database: Node's own, which the planner uses, and the one it is compared with. */
export const versions = { node: process.versions.tz ?? '?', other: moment.tz.dataVersion };

/** Every zone that Node knows. */
export const zones = Intl.supportedValuesOf('timeZone');

/** A zone by the data of moment-timezone alone. */
export function otherZone(name: string): { offsetAt: OffsetAt; changes: ClockChange[] } {
  const zone = moment.tz.zone(name);
  if (!zone) throw new Error(`moment-timezone does not know ${name}`);
  // Milliseconds until which each offset holds, and minutes west of UTC.
  const untils = zone.untils.map((until) => until / 1000);
  const offsets = zone.offsets.map((minutes) => Math.round(minutes * -60));
  const changes: ClockChange[] = [];
  untils.forEach((instant, at) => {
    const [before, after] = [offsets[at] as number, offsets[at + 1]];
    if (after === undefined || after === before || instant < firstInstant || instant >= lastInstant) return;
    changes.push({ zone: name, instant, before, after });
  });
  const offsetAt: OffsetAt = (instant) => {
    let [low, high] = [0, untils.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (instant < (untils[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return offsets[low] as number;
  };
  return { offsetAt, changes };
}

/** A zone by Node's Intl alone, asked for the text a person would read. */
export function nodeZone(name: string): { offsetAt: OffsetAt } {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  return {
    offsetAt(instant) {
      const [, sign, hours = 0, minutes = 0, seconds = 0] =
        /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(instant * 1000)) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
    },
  };
}

/** The changes between two instants by an offset function, looked for every so many seconds. */
export function findChanges(
  zone: string,
  offsetAt: OffsetAt,
  from: number,
  to: number,
  step: number,
): ClockChange[] {
  const changes: ClockChange[] = [];
  let before = offsetAt(from);
  for (let at = from; at < to; at += step) {
    const after = offsetAt(Math.min(to, at + step));
    if (after === before) continue;
    let [low, high] = [at, Math.min(to, at + step)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ zone, instant: high, before, after });
    before = after;
  }
  return changes;
}
