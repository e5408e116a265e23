import { expect, test } from 'vitest';
import { clockText, hoursDraft, hoursOf } from './hours-draft.ts';

const morning = { from: '08:00', to: '12:00' };
const afternoon = { from: '13:00', to: '17:00' };

test('what was not touched is sent as it was; times are put in order, free days left out', () => {
  const hours = {
    weekly: { '1': [morning, afternoon] },
    seasons: [{ name: 'Winter', from: '2027-01-01', to: '2027-02-01', weekly: { '2': [morning] } }],
    exceptions: [{ date: '2027-01-12', hours: [] }],
  };
  const draft = hoursDraft(hours);
  expect(hoursOf(draft)).toEqual(hours);
  expect(Object.keys(draft.weekly)).toHaveLength(7);
  draft.weekly['3'] = [afternoon, morning];
  expect(hoursOf(draft).weekly['3']).toEqual([morning, afternoon]);
  expect(hours.weekly, 'the draft is a copy').toEqual({ '1': [morning, afternoon] });
});

test('times are taken as people type them', () => {
  expect(['8', '8.30', '830', '17h15', '08:30', ' 24 ', 'noon'].map(clockText)).toEqual([
    '08:00',
    '08:30',
    '08:30',
    '17:15',
    '08:30',
    '24:00',
    'noon',
  ]);
});
