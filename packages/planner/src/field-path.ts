import { PlannerError } from './errors.ts';
import type { EpochSeconds, Interval, Place, Seconds } from './units.ts';

/** The years 1 to 9999: what a date of the calendar can be written for. */
export const firstInstant: EpochSeconds = -62_135_596_800;
export const lastInstant: EpochSeconds = 253_402_300_799;
/** Durations and travel times are kept in 32 bits: 68 years. */
export const longestDuration: Seconds = 2 ** 31 - 1;

/**
 * Where in an argument a check is looking, and the checks themselves. The path is written out only when something is
 * wrong: validation stands in front of every search and must cost almost nothing.
 */
export class FieldPath {
  private readonly names: string[] = [];
  private readonly indexes: number[] = [];
  private depth = 0;

  /** Steps into `name`, or into `name[index]`. */
  enter(name: string, index = -1): void {
    this.names[this.depth] = name;
    this.indexes[this.depth] = index;
    this.depth++;
  }

  leave(): void {
    this.depth--;
  }

  /** `technicians[3].days[0].working`. */
  field(name = ''): string {
    let path = '';
    for (let i = 0; i < this.depth; i++) {
      const index = this.indexes[i]!;
      path += `${i > 0 ? '.' : ''}${this.names[i]}${index >= 0 ? `[${index}]` : ''}`;
    }
    return name === '' ? path : path === '' || name.startsWith('[') ? `${path}${name}` : `${path}.${name}`;
  }

  fail(code: PlannerError['code'], name: string, relation: string): never {
    throw new PlannerError(code, this.field(name), relation);
  }

  /** An object that is not a list: what has fields. */
  record(name: string, value: unknown): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.fail('invalid', name, `must be an object, not ${shown(value)}`);
  }

  /** An epoch second of the years 1 to 9999. */
  instant(name: string, value: EpochSeconds): void {
    this.whole(name, value, firstInstant, lastInstant);
  }

  /** A whole number of at least `least` (and at most `most`). */
  whole(name: string, value: number, least = -Infinity, most = Infinity): void {
    if (Number.isInteger(value) && value >= least && value <= most) return;
    this.number(name, value);
    if (!Number.isInteger(value)) this.fail('not-an-integer', name, `must be a whole number, not ${value}`);
    if (value < least) this.fail('out-of-range', name, `must be at least ${least}, not ${value}`);
    this.fail('out-of-range', name, `must be at most ${most}, not ${value}`);
  }

  /** A finite number. */
  number(name: string, value: number): void {
    if (Number.isFinite(value)) return;
    this.fail('not-a-number', name, `must be a finite number, not ${shown(value)}`);
  }

  list(name: string, value: readonly unknown[]): void {
    if (!Array.isArray(value)) this.fail('invalid', name, 'must be a list');
  }

  text(name: string, value: string): void {
    if (typeof value !== 'string') this.fail('invalid', name, 'must be a text');
  }

  place(name: string, place: Place): void {
    if (isPlace(place)) return;
    if (place === null || typeof place !== 'object')
      this.fail('invalid', name, 'must be a place { lon, lat }');
    const { lon, lat } = place;
    this.enter(name);
    this.number('lon', lon);
    this.number('lat', lat);
    if (!(lon >= -180 && lon <= 180))
      this.fail('coordinates', 'lon', `must be within -180 and 180, not ${lon}`);
    this.fail('coordinates', 'lat', `must be within -90 and 90, not ${lat}`);
  }

  interval(name: string, index: number, interval: Interval): void {
    if (typeof interval !== 'object' || interval === null)
      this.fail('invalid', `${name}[${index}]`, 'must be an interval { start, end }');
    const { start, end } = interval;
    const whole = Number.isInteger(start) && Number.isInteger(end);
    if (whole && start < end && start >= firstInstant && end <= lastInstant) return;
    this.enter(name, index);
    this.instant('start', start);
    this.instant('end', end);
    this.leave();
    this.fail('unordered', `${name}[${index}]`, 'must end after it starts');
  }

  /** Ascending and disjoint; with `apart`, not even touching. */
  intervals(name: string, intervals: readonly Interval[], apart = false): void {
    this.list(name, intervals);
    for (let i = 0; i < intervals.length; i++) {
      const interval = intervals[i]!;
      this.interval(name, i, interval);
      if (i === 0) continue;
      const before = intervals[i - 1]!;
      if (interval.start > before.end || (interval.start === before.end && !apart)) continue;
      const field = `${name}[${i}]`;
      const previous = `${name}[${i - 1}]`;
      if (interval.start === before.end) {
        this.fail('overlapping', field, `touches ${previous}: write them as one`);
      }
      if (interval.start < before.start) this.fail('unordered', field, `starts before ${previous} starts`);
      this.fail('overlapping', field, `starts before ${previous} ends`);
    }
  }
}

/** Two numbers on the globe; what a caller without types hands in may be none. */
export function isPlace(place: Place): boolean {
  if (place === null || typeof place !== 'object') return false;
  const { lon, lat } = place;
  const numbers = typeof lon === 'number' && typeof lat === 'number';
  return numbers && lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90;
}

/** A value of any kind in a few words; some cannot be made a text of. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value === 'string') return value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return typeof value === 'function' ? 'a function' : String(value);
}
