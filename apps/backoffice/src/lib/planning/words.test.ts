import { expect, it } from 'vitest';
import { overwriteGetLocale } from '../../paraglide/runtime.js';
import { partText, rejections } from './words.ts';

overwriteGetLocale(() => 'en');

it('says each part of a cost in its own measure, and what it counts for', () => {
  expect(partText({ name: 'travel', seconds: 420, weight: 1, cost: 420 })).toEqual({
    name: 'Detour',
    size: '+7 min',
    cost: '7 min',
  });
  expect(partText({ name: 'delay', seconds: 2 * 86_400, weight: 1 / 256, cost: 675 })).toEqual({
    name: 'Wait for the customer',
    size: '2 days',
    cost: '11 min',
  });
  expect(partText({ name: 'idle', seconds: -600, weight: 1, cost: -600 })).toMatchObject({ size: '−10 min' });
  expect(partText({ name: 'moonlight', seconds: 600, weight: 1, cost: 600 }).name).toBe('moonlight');
});

it('adds up refusals that read the same, and shows a code it does not know', () => {
  const rejected = [
    { code: 'work-limit', count: 2 },
    { code: 'skills', count: 4 },
    { code: 'visit-limit', count: 5 },
    { code: 'moon', count: 1 },
  ];
  expect(rejections(rejected)).toEqual([
    { text: 'The day’s limit is reached', count: 7 },
    { text: 'Skill missing', count: 4 },
    { text: 'moon', count: 1 },
  ]);
});
