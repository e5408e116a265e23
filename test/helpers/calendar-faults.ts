import ICAL from 'ical.js';

/** What is wrong with a calendar that was to hold one event whose title names `text`. */
export function faultsOfCalendar(file: string, text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  const [event] = events;
  const known =
    /^(uid|sequence|dtstamp|dtstart|dtend|summary|description|location|geo|status|x-[a-z-]+|transp|url|organizer)$/;
  const names = event?.getAllProperties().map(({ name }) => name) ?? [];
  return [
    ...(events.length === 1 ? [] : [`${events.length} events`]),
    ...names.filter((name) => !known.test(name)),
    ...(String(event?.getFirstPropertyValue('summary')).includes(text) ? [] : ['missing']),
  ];
}
