import { describe, expect, it } from 'vitest';
import { actionVerdict, type ActionFacts } from './portal-actions.ts';

const hour = 3600;
const now = 1_800_000_000;
const visit = {
  status: 'pending' as const,
  promiseStart: now + 48 * hour,
  rescheduleCount: 0,
  maximumReschedules: 2,
};
const facts: ActionFacts = { now, shown: true, action: { enabled: true, minimumNotice: 24 * hour }, visit };
const until = now + 24 * hour;

describe('actionVerdict', () => {
  it('offers each action when every layer says yes', () => {
    expect(actionVerdict('book', { ...facts, visit: null })).toEqual({ available: true, until: null });
    expect(actionVerdict('reschedule', facts)).toEqual({ available: true, until });
    expect(actionVerdict('cancel', facts)).toEqual({ available: true, until });
  });

  it.each(['book', 'reschedule', 'cancel'] as const)('%s: any layer off hides it (CAD-CO-01)', (kind) => {
    const refused = { available: false, reason: 'not-configured' };
    expect(actionVerdict(kind, { ...facts, shown: false })).toEqual(refused);
    expect(actionVerdict(kind, { ...facts, action: null })).toEqual(refused);
    expect(actionVerdict(kind, { ...facts, action: { enabled: false, minimumNotice: 0 } })).toEqual(refused);
  });

  it.each([
    ['pending', true],
    ['autoassign_pending', true],
    ['in_progress', false],
    ['intermediate', false],
    ['terminated', false],
    ['canceled', false],
  ] as const)('status %s: open %s (CAD-CO-02)', (status, open) => {
    for (const kind of ['reschedule', 'cancel'] as const) {
      const verdict = actionVerdict(kind, { ...facts, visit: { ...visit, status } });
      expect(verdict).toEqual(open ? { available: true, until } : { available: false, reason: 'status' });
    }
  });

  it('reschedules only what is planned, cancels also what is not (CAD-CO-04)', () => {
    const unplanned = { ...facts, visit: { ...visit, promiseStart: null } };
    expect(actionVerdict('reschedule', unplanned)).toEqual({ available: false, reason: 'not-planned' });
    expect(actionVerdict('cancel', unplanned)).toEqual({ available: true, until: null });
  });

  it('is gone one second after its notice begins, not at it (CAD-CO-05)', () => {
    for (const kind of ['reschedule', 'cancel'] as const) {
      expect(actionVerdict(kind, { ...facts, now: until })).toEqual({ available: true, until });
      expect(actionVerdict(kind, { ...facts, now: until + 1 })).toEqual({
        available: false,
        reason: 'too-late',
      });
    }
  });

  it('counts reschedules against the type, and no limit means none', () => {
    const moved = (rescheduleCount: number, maximumReschedules: number | null) =>
      actionVerdict('reschedule', { ...facts, visit: { ...visit, rescheduleCount, maximumReschedules } });
    expect(moved(1, 2)).toMatchObject({ available: true });
    expect(moved(2, 2)).toEqual({ available: false, reason: 'limit-reached' });
    expect(moved(0, 0)).toEqual({ available: false, reason: 'limit-reached' });
    expect(moved(99, null)).toMatchObject({ available: true });
    expect(
      actionVerdict('cancel', { ...facts, visit: { ...visit, rescheduleCount: 9, maximumReschedules: 2 } }),
    ).toMatchObject({ available: true });
  });
});
