import { expect, test } from 'vitest';
import { languages } from '../shared/languages.ts';
import { bookingContent, type BookingFacts } from './booking-content.ts';
import { spokenWindow } from './times.ts';

const facts: BookingFacts = {
  name: 'Mario',
  typeName: 'Service',
  // 2027-03-28, the day on which clocks change in Vaduz: 09:00 to 11:00 in summer time.
  promise: { start: 1_806_217_200, end: 1_806_224_400, zone: 'Europe/Vaduz' },
  place: 'Städtle 1, 9490 Vaduz',
  reference: 'V-00007',
  url: 'https://portal.example.com/visits/7',
  contact: ['office@example.com'],
};

test('a window is told on the clock of its place', () => {
  expect(spokenWindow({ start: 1_806_217_200, end: 1_806_224_400, zone: 'Europe/Vaduz' }, 'en')).toEqual({
    date: 'Sunday 28 March',
    from: '09:00',
    to: '11:00',
    zone: 'Central European Summer Time',
  });
});

test.each(languages)(
  'every booking mail says what, when, where and how to reach the company in %s',
  (language) => {
    for (const kind of ['booking-confirmed', 'booking-rescheduled', 'booking-canceled'] as const) {
      const { subject, text, html } = bookingContent(kind, facts, language);
      expect(subject).toContain('Service');
      for (const part of ['Mario', 'V-00007', 'Städtle 1', 'office@example.com']) {
        expect(text).toContain(part);
        expect(html).toContain(part);
      }
      expect(text.includes(facts.url)).toBe(kind !== 'booking-canceled');
      expect(`${subject}${text}`).not.toMatch(/mail_|undefined|\{|\}/);
    }
  },
);

test('a visit that was never planned can be canceled, and a moment is no window', () => {
  const undated = bookingContent('booking-canceled', { ...facts, promise: null, place: null }, 'en');
  expect(undated.subject).toBe('Canceled: Service');
  expect(undated.text).not.toContain('Was:');
  const promise = { start: 1_806_217_200, end: 1_806_217_200, zone: 'Europe/Vaduz' };
  expect(bookingContent('booking-confirmed', { ...facts, promise }, 'en').text).toContain(
    'we arrive at 09:00',
  );
});
