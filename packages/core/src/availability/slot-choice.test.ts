import type { Offer } from '@itinera/planner';
import { describe, expect, it } from 'vitest';
import { bestOfEachWindow, slotChoice, threeBest, type ReasonedOffer } from './slot-choice.ts';
import { slotReason } from './slot-reason.ts';

const hour = 3600;
const monday9 = Date.parse('2027-01-11T08:00:00Z') / 1000;

function offer(start: number, more: Partial<Offer> = {}): ReasonedOffer {
  return {
    offer: {
      technicianId: 'anna',
      date: '',
      window: { start, end: start + 2 * hour },
      plannedStart: start,
      position: 0,
      travel: { before: 1, after: 1, detour: 2, source: 'road' },
      cost: 0,
      parts: [],
      relevance: 90,
      grade: 'best',
      ...more,
    },
    reason: 'fits-well',
  };
}

describe('slotReason', () => {
  const travel = { before: 1500, after: 1500, detour: 2000, source: 'road' as const };
  const reason = (more: Partial<Offer>, visits: number, soonest = false) =>
    slotReason({ position: 1, travel, grade: 'possible', ...more }, visits, soonest);

  it('nearby: a visit before or after is at most ten minutes away; a base is no visit', () => {
    const before = { travel: { ...travel, before: 600 } };
    const after = { travel: { ...travel, after: 600 } };
    expect(reason(before, 1)).toBe('nearby');
    expect(reason({ ...after, position: 0 }, 1)).toBe('nearby');
    expect(reason({ ...before, position: 0 }, 1)).toBe('possible');
    expect(reason(after, 1)).toBe('possible');
    expect(reason({ travel: { ...travel, before: 601 } }, 1)).toBe('possible');
    expect(reason({ travel: { ...travel, before: -1 } }, 1)).toBe('possible');
  });

  it('on the way: at most a quarter of an hour more driving, on a day that has visits', () => {
    const small = { travel: { ...travel, detour: 900 } };
    expect(reason(small, 2)).toBe('on-the-way');
    expect(reason({ ...small, position: 0 }, 0)).toBe('possible');
    expect(reason({ travel: { ...travel, detour: 901 } }, 2)).toBe('possible');
  });

  it('soonest, then what the grade says', () => {
    expect(reason({}, 2, true)).toBe('soonest');
    expect(reason({ grade: 'good' }, 2)).toBe('fits-well');
    expect(reason({ grade: 'best' }, 2)).toBe('fits-well');
    expect(reason({}, 2)).toBe('possible');
  });
});

describe('slotChoice', () => {
  const starts = (windows: { start: number }[]) => windows.map(({ start }) => (start - monday9) / hour);

  it('the three best first, in ranked order, none overlapping another', () => {
    const ranked = [3, 4, 2, 30, 5, 1].map((hours) => offer(monday9 + hours * hour));
    expect(starts(threeBest(ranked).map(({ offer: { window } }) => window))).toEqual([3, 30, 5]);
  });

  it('exact times stand apart though they have no width', () => {
    const exact = (hours: number) =>
      offer(monday9 + hours * hour, {
        window: { start: monday9 + hours * hour, end: monday9 + hours * hour },
      });
    expect(threeBest([exact(1), exact(2), exact(1), exact(3)])).toHaveLength(3);
  });

  it('shows a window once, as the best technician makes it', () => {
    const ranked = [offer(monday9, { technicianId: 'ben' }), offer(monday9), offer(monday9 + hour)];
    expect(bestOfEachWindow(ranked).map(({ offer: { technicianId } }) => technicianId)).toEqual([
      'ben',
      'anna',
    ]);
  });

  it('days in order with their windows in order; the nearest dates outside', () => {
    const day = 24 * hour;
    const windows = [3 * day, 1, 0, day, 8 * day, -2 * day].map((after) => offer(monday9 + after));
    const choice = slotChoice(windows, {
      zone: 'Europe/Vaduz',
      duration: hour,
      from: '2027-01-11',
      to: '2027-01-13',
    });
    expect(choice.days.map(({ date }) => date)).toEqual(['2027-01-11', '2027-01-12']);
    expect(starts(choice.days[0]!.windows)).toEqual([0, 1 / hour]);
    expect(choice).toMatchObject({ previous: '2027-01-09', next: '2027-01-14' });
    const none = { zone: 'Europe/Vaduz', duration: hour, from: '2027-02-01', to: '2027-02-02' };
    expect(slotChoice(windows, none)).toMatchObject({ days: [], previous: '2027-01-19', next: null });
    expect(slotChoice([], none)).toMatchObject({ best: [], previous: null, next: null });
  });

  it('counts dates on the clock of the place', () => {
    const late = Date.parse('2027-01-11T23:30:00Z') / 1000;
    const { days } = slotChoice([offer(late)], {
      zone: 'Europe/Vaduz',
      duration: hour,
      from: '2027-01-01',
      to: '2027-01-31',
    });
    expect(days.map(({ date }) => date)).toEqual(['2027-01-12']);
  });
});
