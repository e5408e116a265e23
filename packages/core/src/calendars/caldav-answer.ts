import sax from 'sax';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

const caldav = 'urn:ietf:params:xml:ns:caldav';

/**
 * The iCalendar objects in the answer to a calendar-query REPORT (RFC 4791, section 7.8). Entities that the answer
 * declares itself are not expanded; a document type is refused.
 * @throws CalendarError `not-a-calendar`, `too-many`, `nested`, with the line.
 */
export function caldavObjects(xml: string): string[] {
  const objects: string[] = [];
  const parser = sax.parser(true, { xmlns: true });
  let depth = 0;
  let sawAnswer = false;
  let inside = false;
  let text = '';
  const refuse = (code: 'not-a-calendar' | 'too-many' | 'nested'): never => {
    throw new CalendarError(code, parser.line + 1);
  };
  parser.onerror = () => refuse('not-a-calendar');
  parser.ondoctype = () => refuse('not-a-calendar');
  parser.onopentag = (tag) => {
    const { local, uri } = tag as sax.QualifiedTag;
    if (++depth > 32) refuse('nested');
    if (depth === 1 && local !== 'multistatus') refuse('not-a-calendar');
    sawAnswer = true;
    if (local !== 'calendar-data' || uri !== caldav) return;
    if (objects.length >= calendarLimits.events) refuse('too-many');
    inside = true;
    text = '';
  };
  parser.ontext = (more) => void (inside && (text += more));
  parser.oncdata = (more) => void (inside && (text += more));
  parser.onclosetag = () => {
    depth -= 1;
    if (!inside) return;
    inside = false;
    if (text.trim() !== '') objects.push(text.replace(/^\s+/, ''));
  };
  parser.write(xml).close();
  if (!sawAnswer) refuse('not-a-calendar');
  return objects;
}
