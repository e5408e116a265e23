import { expect, test } from 'vitest';
import { openBookingOffice } from '../../test/fixtures/booking-office.ts';
import { demoCalendar, demoWeb } from './demo-web.ts';

const day = 86_400;

test('the demo’s calendar is read again by the worker, however long the demo is kept', async () => {
  const asked: string[] = [];
  const web = demoWeb({
    fetch: ({ url }) => {
      asked.push(url);
      return Promise.resolve({ status: 404, headers: {}, body: Buffer.alloc(0) });
    },
  });
  const office = await openBookingOffice(undefined, { web });
  try {
    const { core, clock, supervisor } = office;
    const technicianId = office.company.technicians.anna;
    const input = { technicianId, kind: 'ical' as const, name: 'Family' };
    await core.calendars.add(supervisor, { ...input, address: demoCalendar });
    const stale = async () => (await core.interventions.attention(supervisor)).staleCalendars.length;
    const busy = async (date: string) => {
      const { days } = await core.technicians.calendar(supervisor, technicianId, date);
      const pieces = days.find((one) => one.date === date)?.pieces ?? [];
      return pieces.flatMap(({ working, reasons }) => (working ? [] : reasons.map(({ kind }) => kind)));
    };
    clock.advance(8 * day);
    expect(await stale()).toBe(1);
    while ((await core.jobs.runDue('test')) > 0);
    expect(await stale()).toBe(0);
    expect(await busy('2027-01-26')).toContain('private');
    expect(await busy('2027-01-27')).not.toContain('private');

    expect(asked).toEqual([]);
    const others = core.calendars.add(supervisor, { ...input, address: 'https://calendar.example/leo.ics' });
    await expect(others).rejects.toMatchObject({ code: 'invalid', reason: 'missing' });
    expect(asked).toEqual(['https://calendar.example/leo.ics']);
  } finally {
    await office.close();
  }
});
