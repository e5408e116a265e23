/** No zone changes its offset inside a quarter of an hour (since 1972), so one look-up serves one quarter. */
const quarter = 900;
const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The seconds that the clock on the wall shows since 00:00. Read from Intl alone: the planner has its own arithmetic. */
export function secondOfDay(zone: string, instant: number): number {
  const shown = instant + offsetAt(zone, instant);
  return shown - Math.floor(shown / 86_400) * 86_400;
}

/** The ISO date on the wall. */
export function localDate(zone: string, instant: number): string {
  return new Date((instant + offsetAt(zone, instant)) * 1000).toISOString().slice(0, 10);
}

/** Days from one ISO date to another, by the calendar. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

function offsetAt(zone: string, instant: number): number {
  const start = Math.floor(instant / quarter) * quarter;
  const inZone = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, inZone);
  const known = inZone.get(start);
  if (known !== undefined) return known;
  const format = formats.get(zone) ?? newFormat(zone);
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(start * 1000).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  const offset = shown / 1000 - start;
  inZone.set(start, offset);
  return offset;
}

function newFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
