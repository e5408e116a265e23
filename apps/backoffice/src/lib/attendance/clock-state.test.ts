import { describe, expect, it } from 'vitest';
import type { Command } from '../offline/command.ts';
import { clockOnPhone } from './clock-state.ts';

const told = { unitId: 'unit', loadedAt: 100, ahead: 60, attendance: { open: null, openElsewhere: false } };
const tapped = (tap: 'in' | 'out', key: string, more: Partial<Command> = {}) =>
  ({
    ...{ kind: 'clock', key, state: 'waiting', businessUnitId: 'unit', title: 'Mario', sentAt: null },
    ...{ answer: null, body: { tap, at: 500 } },
    ...more,
  }) as unknown as Command;

describe('the clock for whoever holds the phone (LBX-02, CAD-SS-02)', () => {
  it('counts in what is not sent, by the right time, and names it for the tap that ends it', () => {
    expect(clockOnPhone(told, [])).toEqual({ open: null, elsewhere: false });
    const open = { id: 'phone:one', start: 560, site: 'Mario' };
    expect(clockOnPhone(told, [tapped('in', 'one')])).toEqual({ open, elsewhere: false });
    expect(clockOnPhone(told, [tapped('in', 'one'), tapped('out', 'two')]).open).toBeNull();
    const answer = { clockingId: 'clocking' };
    const sent = tapped('in', 'one', { state: 'sent', sentAt: 100, answer });
    expect(clockOnPhone(told, [sent]).open, 'sent since').toMatchObject({ id: 'clocking' });
    expect(clockOnPhone(told, [{ ...sent, sentAt: 99 }]).open, 'the server has told of it').toBeNull();
    expect(clockOnPhone(told, [{ ...sent, state: 'conflict' }]).open, 'not taken').toBeNull();
  });

  it('ends what the server told, and knows of taps for another unit', () => {
    const site = { customerName: 'Lisa', address: 'Vaduz' };
    const open = { id: 'clocking', start: 7, site: { ...site, interventionId: '', reference: '' } };
    const here = { ...told, attendance: { open, openElsewhere: false } };
    expect(clockOnPhone(here, []).open).toEqual({ id: 'clocking', start: 7, site: 'Lisa, Vaduz' });
    expect(clockOnPhone(here, [tapped('out', 'two')]).open).toBeNull();
    const other = { businessUnitId: 'another' };
    expect(clockOnPhone(here, [tapped('out', 'two', other)]).open, 'the control').not.toBeNull();
    expect(clockOnPhone(told, [tapped('in', 'one', other)])).toEqual({ open: null, elsewhere: true });
    const elsewhere = { ...told, attendance: { open: null, openElsewhere: true } };
    expect(clockOnPhone(elsewhere, [tapped('out', 'two', other)]).elsewhere).toBe(false);
  });
});
