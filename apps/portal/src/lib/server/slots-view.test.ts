import { overwriteGetLocale } from '#paraglide/runtime.js';
import type { SlotChoice, SlotWindow } from '@itinera/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseWindow, slotsView, windowValue, windowViews } from './slots-view.ts';

beforeAll(() => overwriteGetLocale(() => 'en'));

const at = (iso: string) => Date.parse(iso) / 1000;
const now = at('2026-10-20T08:00:00Z');

function window(start: string, more: Partial<SlotWindow> = {}): SlotWindow {
  return {
    start: at(start),
    end: at(start) + 7200,
    reason: 'nearby',
    grade: 'best',
    estimated: false,
    ...more,
  };
}

function choice(more: Partial<SlotChoice> = {}): SlotChoice {
  return {
    zone: 'Europe/Vaduz',
    duration: 5400,
    best: [],
    days: [],
    from: '2026-10-21',
    to: '2026-10-27',
    previous: null,
    next: null,
    ...more,
  };
}

describe('the windows of a page', () => {
  it('count their times in words and leave empty days out', () => {
    const one = window('2026-10-22T07:00:00Z');
    const view = slotsView(
      choice({
        days: [
          { date: '2026-10-21', windows: [] },
          { date: '2026-10-22', windows: [one] },
        ],
      }),
      'en',
      now,
    );
    expect(view.days.map(({ heading, count }) => [heading, count])).toEqual([
      ['Thursday 22 October', '1 time on Thursday 22 October'],
    ]);
    expect(view).toMatchObject({
      zone: 'Central European Time',
      duration: '1 hour, 30 minutes',
      earlier: null,
    });
  });

  it('tell the hour that comes twice in autumn apart, and only that', () => {
    const hours = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T03:30:00Z'];
    const times = windowViews(
      hours.map((hour) => window(hour, { end: at(hour) + 900 })),
      'Europe/Vaduz',
      'en',
      now,
    ).map(({ time }) => time.replaceAll('\u2060', ''));
    expect(times).toEqual(['02:30–02:45 GMT+2', '02:30–02:45 GMT+1', '04:30–04:45']);
  });

  it('say how far they rest on estimates', () => {
    const [road, guess] = [
      window('2026-10-22T07:00:00Z'),
      window('2026-10-22T09:00:00Z', { estimated: true }),
    ];
    const of = (windows: SlotWindow[]) =>
      slotsView(choice({ days: [{ date: '2026-10-22', windows }] }), 'en', now).estimated;
    expect([of([]), of([road]), of([road, guess]), of([guess])]).toEqual(['none', 'none', 'some', 'all']);
  });

  it('lead to the page before, or as far back as there is something', () => {
    const earlier = (previous: string) => slotsView(choice({ previous }), 'en', now).earlier;
    expect(earlier('2026-10-20')).toBe('2026-10-14');
    expect(earlier('2026-10-01')).toBe('2026-10-01');
    expect(slotsView(choice({ next: '2026-11-03' }), 'en', now).later).toEqual({
      from: '2026-11-03',
      day: 'Tuesday 3 November',
    });
  });
});

describe('the window a form sends', () => {
  it('comes back as it was', () => {
    const one = window('2026-10-22T07:00:00Z');
    expect(parseWindow(windowValue(one))).toEqual({ start: one.start, end: one.end });
  });

  it.each(['', '1', '-', '1-', '2-1', '1-2-3', '1.5-2', '1e9-2e9', ' 1-2', '0x1-0x2', `${'9'.repeat(12)}-1`])(
    'is refused: %j',
    (value) => {
      expect(parseWindow(value)).toBeNull();
    },
  );
});
