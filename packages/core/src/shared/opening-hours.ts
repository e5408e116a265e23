/** Wall-clock `HH:MM` of one day, half-open; `to` may be `24:00`. */
export interface OpenInterval {
  from: string;
  to: string;
}

/** ISO weekday, `1` Monday to `7` Sunday -> hours, ascending and apart; an absent day is closed. */
export type OpeningHours = Record<string, OpenInterval[]>;

/** What is wrong with opening hours, and where: the part of the text from 1, or the weekday. */
export class OpeningHoursError extends Error {
  override readonly name = 'OpeningHoursError';
  readonly part: number | null;
  readonly weekday: string | null;

  constructor(message: string, where: { part?: number; weekday?: string }) {
    super(message);
    this.part = where.part ?? null;
    this.weekday = where.weekday ?? null;
  }
}

const clock = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;
const endOfDay = ['24:00:00', '23:59:59'];

/**
 * Reads opening hours as they are exchanged (CAD-PL-20): `days|start|end;...`, days 0 Sunday to 6 Saturday with commas
 * between, times `hh:mm:ss` of whole minutes, the end of a day as 23:59:59 or 24:00:00. Empty text: null, always open.
 * @throws OpeningHoursError that names the part, for a part that has not three pieces, a day or time that is none, an end
 *   that is not after its start, and hours of one day that overlap.
 */
export function parseOpeningHours(text: string): OpeningHours | null {
  const trimmed = text.trim().replace(/;$/, '');
  if (trimmed === '') return null;
  const hours: OpeningHours = {};
  trimmed.split(';').forEach((given, index) => {
    const part = index + 1;
    const pieces = given.split('|').map((piece) => piece.trim());
    const [days = '', start = '', end = ''] = pieces;
    if (pieces.length !== 3)
      throw new OpeningHoursError(`part ${part} has ${pieces.length} pieces and needs 3: days|start|end`, {
        part,
      });
    const interval = { from: timeOf(start, part), to: endOfDay.includes(end) ? '24:00' : timeOf(end, part) };
    if (interval.from >= interval.to)
      throw new OpeningHoursError(`part ${part} must end after it starts: ${start} to ${end}`, { part });
    for (const day of new Set(days.split(',').map((one) => dayOf(one.trim(), part)))) {
      const ofDay = (hours[day] ??= []);
      if (ofDay.some(({ from, to }) => from < interval.to && interval.from < to))
        throw new OpeningHoursError(`part ${part} overlaps other hours of the same day`, {
          part,
          weekday: day,
        });
      ofDay.push(interval);
      ofDay.sort((a, b) => a.from.localeCompare(b.from));
    }
  });
  return hours;
}

/** Writes opening hours as `parseOpeningHours` reads them; always open is an empty text. */
export function formatOpeningHours(hours: OpeningHours | null): string {
  if (hours === null) return '';
  const days = new Map<string, number[]>();
  for (const [weekday, intervals] of Object.entries(hours))
    for (const { from, to } of intervals) {
      const times = `${from}:00|${to === '24:00' ? '23:59:59' : `${to}:00`}`;
      days.set(times, [...(days.get(times) ?? []), Number(weekday) % 7]);
    }
  return Array.from(days, ([times, on]) => ({ times, on: on.sort((a, b) => a - b) }))
    .sort((a, b) => a.on[0]! - b.on[0]! || a.times.localeCompare(b.times))
    .map(({ times, on }) => `${on.join()}|${times}`)
    .join(';');
}

/**
 * Opening hours as a form has them, each day's in order; days without any are left out, no day at all is always open.
 * @throws OpeningHoursError that names the weekday.
 */
export function soundOpeningHours(hours: OpeningHours): OpeningHours | null {
  const sound: OpeningHours = {};
  for (const [weekday, given] of Object.entries(hours)) {
    const intervals = [...given].sort((a, b) => a.from.localeCompare(b.from));
    for (const [i, { from, to }] of intervals.entries()) {
      if (from >= to) throw new OpeningHoursError('must end after they start', { weekday });
      if (i > 0 && intervals[i - 1]!.to > from) throw new OpeningHoursError('must not overlap', { weekday });
    }
    if (intervals.length > 0) sound[weekday] = intervals;
  }
  return Object.keys(sound).length === 0 ? null : sound;
}

function timeOf(text: string, part: number): string {
  const [, hour, minute, second] = clock.exec(text) ?? [];
  if (hour === undefined || second !== '00')
    throw new OpeningHoursError(`part ${part}: "${text}" must be a time of whole minutes, hh:mm:00`, {
      part,
    });
  return `${hour}:${minute}`;
}

function dayOf(text: string, part: number): string {
  if (!/^[0-6]$/.test(text))
    throw new OpeningHoursError(`part ${part}: "${text}" must be a day, 0 Sunday to 6 Saturday`, { part });
  return text === '0' ? '7' : text;
}
