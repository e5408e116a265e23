import { describe, expect, it } from 'vitest';
import { calendarFile } from './calendar.ts';

const visit = {
  id: '0190-visit',
  revision: 3,
  status: 'pending' as const,
  promise: { start: 1_772_524_800, end: 1_772_532_000, zone: 'Europe/Vaduz' }, // 2026-03-03 08:00 to 10:00 UTC
  address: { text: 'Landstrasse 1; Haus B, 9490 Vaduz' },
};
const about = {
  company: 'Rhine, Heating & Co',
  host: 'portal.example',
  now: 1_772_000_000,
  url: 'https://portal.example/visits/0190-visit',
};

/** Content lines, unfolded (RFC 5545, 3.1), as a calendar reads them. */
function lines(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('the calendar file of a visit', () => {
  const hostile = 'Boiler\nATTACH:http://evil.example\r\nEND:VEVENT, "quoted"; back\\slash é 漢字 '.repeat(4);
  const file = calendarFile(visit, { title: 'Boiler service', description: hostile }, about);

  it('says when and where, in UTC, with a number that grows', () => {
    expect(lines(file)).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'UID:0190-visit@portal.example',
        'SEQUENCE:3',
        'DTSTART:20260303T080000Z',
        'DTEND:20260303T100000Z',
        'SUMMARY:Boiler service',
        'LOCATION:Landstrasse 1\\; Haus B\\, 9490 Vaduz',
        'STATUS:CONFIRMED',
      ]),
    );
  });

  it('lets no text become a property of its own', () => {
    const found = lines(file);
    expect(found.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
    expect(found.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
    const description = found.find((line) => line.startsWith('DESCRIPTION:')) ?? '';
    expect(description).toContain('\\, "quoted"\\; back\\\\slash é 漢字');
    expect(description).toContain('Boiler\\nATTACH');
  });

  it('ends its lines with CRLF and folds them at 75 octets', () => {
    for (const line of file.split('\r\n')) {
      expect(line).not.toMatch(/[\r\n]/);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
  });

  it('cancels what was canceled', () => {
    expect(calendarFile({ ...visit, status: 'canceled' }, { title: 'x', description: '' }, about)).toContain(
      'STATUS:CANCELLED',
    );
  });
});
