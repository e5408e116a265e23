import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/** What of an event says when, whether and where. Titles, descriptions and people are dropped before anything is parsed. */
const kept: Readonly<Record<string, readonly string[]>> = {
  VEVENT: [
    'UID',
    'DTSTART',
    'DTEND',
    'DURATION',
    'RRULE',
    'RDATE',
    'EXDATE',
    'RECURRENCE-ID',
    'STATUS',
    'TRANSP',
    'GEO',
    'LOCATION',
    'X-APPLE-STRUCTURED-LOCATION',
    'X-MICROSOFT-CDO-BUSYSTATUS',
  ],
  VTIMEZONE: ['TZID'],
  STANDARD: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE'],
  DAYLIGHT: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'RRULE', 'RDATE'],
};
const propertyName = /^([A-Za-z0-9-]+)[;:]/;

/** An event or a time zone of a file: its kept properties, unfolded, and the line it begins in. */
export interface IcsBlock {
  kind: 'VEVENT' | 'VTIMEZONE';
  line: number;
  lines: string[];
}

/**
 * The events and time zones of an iCalendar file (RFC 5545, section 3.1), one by one, without what is of no use here.
 * Lines end with CRLF or LF alone; a CR or another control character anywhere else is no line end and is dropped.
 * @throws CalendarError `not-a-calendar`, `broken`, `line-too-long`, `nested`, `too-many`, with the line.
 */
export function readBlocks(text: string): IcsBlock[] {
  const blocks: IcsBlock[] = [];
  const open: string[] = [];
  let block: IcsBlock | null = null;
  let events = 0;
  let ended = false;
  for (const { content, line } of unfolded(text)) {
    if (content.trim() === '') continue;
    const [begin, name = ''] = boundary(content);
    if (open.length === 0 && (begin !== 'BEGIN' || name !== 'VCALENDAR'))
      throw new CalendarError(ended ? 'broken' : 'not-a-calendar', line);
    if (begin === 'BEGIN') {
      if (open.length >= calendarLimits.depth) throw new CalendarError('nested', line);
      open.push(name);
      if (open.length === 2 && (name === 'VEVENT' || name === 'VTIMEZONE')) {
        block = { kind: name, line, lines: [] };
        if (name === 'VEVENT' && ++events > calendarLimits.events) throw new CalendarError('too-many', line);
      } else if (block?.kind === 'VTIMEZONE') block.lines.push(content);
    } else if (begin === 'END') {
      if (open.pop() !== name) throw new CalendarError('broken', line);
      if (open.length === 0) ended = true;
      if (!block) continue;
      if (open.length === 1) {
        blocks.push(block);
        block = null;
      } else if (block.kind === 'VTIMEZONE') block.lines.push(content);
    } else {
      const property = propertyName.exec(content)?.[1]?.toUpperCase();
      if (property === undefined) throw new CalendarError('broken', line);
      const part = open.at(-1) ?? '';
      // Not of an alarm within an event.
      const own = open.length === 2 || block?.kind === 'VTIMEZONE';
      if (!block || !own || !kept[part]?.includes(property)) continue;
      if (content.length > calendarLimits.lineLength) throw new CalendarError('line-too-long', line);
      block.lines.push(content);
    }
  }
  // Cut short: what is missing may be an appointment.
  if (open.length > 0 || !ended) throw new CalendarError(ended ? 'broken' : 'not-a-calendar', 1);
  return blocks;
}

function boundary(content: string): [begin?: 'BEGIN' | 'END', name?: string] {
  const found = /^(BEGIN|END):([A-Za-z0-9-]+)\s*$/i.exec(content);
  return found ? [found[1]!.toUpperCase() as 'BEGIN' | 'END', found[2]!.toUpperCase()] : [];
}

/** Lines with those that continue them, and where each begins. What is far too long is cut: whether it matters shows later. */
function* unfolded(text: string): Generator<{ content: string; line: number }> {
  const most = calendarLimits.lineLength + 1;
  let content = '';
  let began = 1;
  let line = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    const physical = plain(text.slice(at, Math.min(end, at + most + 1)));
    at = end + 1;
    line += 1;
    if (line > 1 && /^[ \t]/.test(physical)) {
      if (content.length < most) content += physical.slice(1);
      continue;
    }
    if (line > 1) yield { content, line: began };
    content = physical;
    began = line;
  }
  yield { content, line: began };
}

function plain(physical: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return physical.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, '');
}
