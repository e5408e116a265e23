import type { TechnicianProfile } from '@itinera/core';
import { expect, test } from 'vitest';
import { cornersOf, draftOf, profileOf } from './draft.ts';

const profile: TechnicianProfile = {
  name: 'Anna Sample',
  phone: null,
  email: 'anna@example.com',
  comment: null,
  colour: '#1f5f8b',
  active: true,
  staffUserId: null,
  businessUnitIds: ['a', 'b'],
  base: { label: 'Vaduz', lon: 9.5209, lat: 47.141 },
  laterBases: [{ from: '2027-03-01', label: 'Schaan', lon: 9.5087, lat: 47.1653 }],
  zone: 'Europe/Vaduz',
  commute: 'working-time',
  maxDistanceKm: 12.5,
  area: [
    [9.5, 47.1],
    [9.6, 47.1],
    [9.6, 47.2],
  ],
  limits: { visits: 6, work: 27_000, total: 36_000 },
  skills: { gas: 2 },
};

test('what was not touched is sent as it was', () => {
  expect(profileOf(draftOf(profile, ['gas', 'oil']), profile.limits)).toEqual(profile);
});

test('empty is none, a comma is a decimal point, and what is no place is no number', () => {
  const draft = draftOf(profile, ['gas', 'oil']);
  Object.assign(draft, { area: ' ', maxDistanceKm: '7,5', visits: '', workHours: '', email: ' ' });
  draft.skills['gas'] = '';
  draft.skills['oil'] = '3';
  draft.base.lat = '';
  const sent = profileOf(draft);
  expect(sent).toMatchObject({
    area: null,
    maxDistanceKm: 7.5,
    limits: null,
    email: null,
    skills: { oil: 3 },
  });
  expect(sent.base.lat).toBeNaN();
  expect(cornersOf('47.1, 9.5\n\n47,2 9,6\nhere')).toEqual([
    [9.5, 47.1],
    [NaN, NaN],
    [NaN, NaN],
  ]);
});
