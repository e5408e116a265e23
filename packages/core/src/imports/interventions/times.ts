import { DateTime } from 'luxon';
import type { EpochSeconds } from '../../shared/units.ts';
import { LineProblem } from '../problems.ts';

const written =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * An instant as files have it: ISO 8601 with an offset, or local time on the clock of `zone`; the earlier one where the
 * clock shows it twice. Seconds are cut off. null: blank.
 * @throws LineProblem `invalid`, `clock-gap` for a local time that the clock of that day skips.
 */
export function readInstant(field: string, cell: string, zone: string): EpochSeconds | null {
  const text = cell.trim();
  if (text === '') return null;
  const [, date, clock, , offset] = written.exec(text) ?? [];
  if (date === undefined || clock === undefined) throw new LineProblem('invalid', field);
  const local = `${date}T${clock}`;
  const at = offset
    ? DateTime.fromISO(`${local}${offset.toUpperCase()}`, { zone: 'utc' })
    : DateTime.fromISO(local, { zone });
  if (!at.isValid || at.toSeconds() < 0) throw new LineProblem('invalid', field);
  if (!offset && at.toFormat("yyyy-MM-dd'T'HH:mm") !== local) throw new LineProblem('clock-gap', field);
  return at.toUnixInteger();
}

/**
 * A promise as files have it: the instant at which somebody comes, or the window, both ends with a slash between them
 * (ISO 8601). null: blank.
 * @throws LineProblem as `readInstant`.
 */
export function readWindow(
  field: string,
  cell: string,
  zone: string,
): { start: EpochSeconds; end: EpochSeconds } | null {
  const ends = cell.split('/');
  const [start, end = start] = ends.map((one) => readInstant(field, one, zone));
  if (start === null || start === undefined) {
    if (cell.trim() === '') return null;
    throw new LineProblem('invalid', field);
  }
  if (ends.length > 2 || end === null || end === undefined || end < start || end - start > 86_400)
    throw new LineProblem('invalid', field);
  return { start, end };
}

/** As `readInstant` reads it, with its offset. */
export function writeInstant(at: EpochSeconds | null, zone: string): string {
  return at === null
    ? ''
    : DateTime.fromSeconds(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ").replace('+00:00', 'Z');
}

export function writeWindow(window: { start: EpochSeconds; end: EpochSeconds } | null, zone: string): string {
  if (window === null) return '';
  const start = writeInstant(window.start, zone);
  return window.end === window.start ? start : `${start}/${writeInstant(window.end, zone)}`;
}
