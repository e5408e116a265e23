import type { Intervention } from '@itinera/db';
import { expect, test } from 'vitest';
import type { HistoryEntry } from '../interventions/types.ts';
import { reached, timelineOf } from './timeline.ts';

const step = (name: string, at: number) => ({ step: name, at });
const entry = (kind: HistoryEntry['kind'], at: number): HistoryEntry => ({
  ...{ at, kind, interventionId: 'i', reference: null, typeName: '', promise: null, actorName: null },
});
const work = (more: Partial<Intervention>): Intervention =>
  ({
    ...{ status: 'pending', result: null, actualStart: null, actualEnd: null, closedAt: null },
    ...more,
  }) as Intervention;
const told = (...given: Parameters<typeof timelineOf>) =>
  timelineOf(...given).map(({ kind, at }) => `${kind} ${at}`);
/** As the store has it: the newest first. */
const history = [
  entry('intervention.closed', 95),
  entry('intervention.rescheduled', 5),
  entry('intervention.booked', 1),
];

test('what was taken back at the door is not told', () => {
  const steps = [step('on-the-way', 1), step('arrived', 2), step('started', 3), step('back', 4)];
  expect(reached(steps)).toEqual([
    { kind: 'on-the-way', at: 1 },
    { kind: 'arrived', at: 2 },
  ]);
  expect(reached([step('closed', 1), step('reopened', 2)])).toEqual([]);
});

test('a visit from its booking to its report, by when things happened', () => {
  const steps = [step('on-the-way', 10), step('arrived', 20), step('started', 21), step('closed', 94)];
  const closed = work({ status: 'terminated', result: 'ok', actualStart: 25, actualEnd: 90, closedAt: 95 });
  expect(told(history, steps, closed, 96)).toEqual([
    'intervention.booked 1',
    'intervention.rescheduled 5',
    'on-the-way 10',
    'arrived 20',
    'started 25',
    'finished 90',
    'report 96',
  ]);
});

test('work that only a closing told of began and ended when that says; what failed is not called finished', () => {
  const closed = work({ status: 'terminated', result: 'ko', actualStart: 25, actualEnd: 90, closedAt: 95 });
  expect(told([], [step('closed', 94)], closed, null)).toEqual(['started 25', 'not-done 90']);
});

test('work that a supervisor still looks at ended, and did not fail yet; what is opened anew did not end', () => {
  const checked = work({ status: 'intermediate', result: 'ko', actualStart: 25, actualEnd: 90 });
  expect(told([], [step('started', 24), step('closed', 94)], checked, null)).toEqual([
    'started 25',
    'finished 90',
  ]);
  const again = work({ status: 'in_progress', actualStart: 25, actualEnd: 90 });
  expect(told([], [step('started', 24)], again, null)).toEqual(['started 24']);
});
