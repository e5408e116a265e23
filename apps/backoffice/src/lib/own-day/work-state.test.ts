import { describe, expect, it } from 'vitest';
import type { Command } from '../offline/command.ts';
import { workOnPhone, type ToldWork } from './work-state.ts';

const taker = { supervises: false, supervisedType: false };
const told = (work: ToldWork['work']): ToldWork => ({ work, taker, loadedAt: 100 });
const said = (step: string, at = 0, state = 'waiting') =>
  ({ kind: 'step', interventionId: 'visit', state, sentAt: null, body: { step, at } }) as unknown as Command;
const planned = told({ state: 'planned', startedAt: null, from: {} });

describe('where work stands for whoever holds the phone (CAD-SS-02)', () => {
  it('follows what was said on it since, and knows what a step back leads to', () => {
    const walk = [said('on-the-way'), said('arrived'), said('started', 7)];
    expect(workOnPhone(planned, 'visit', walk)).toEqual({ state: 'started', startedAt: 7, back: 'arrived' });
    expect(workOnPhone(planned, 'visit', [...walk, said('back')])).toEqual({
      ...{ state: 'arrived', startedAt: null, back: 'on-the-way' },
    });
    expect(workOnPhone(planned, 'visit', [...walk, said('back'), said('back'), said('back')])).toEqual({
      ...{ state: 'planned', startedAt: null, back: null },
    });
  });

  it('takes back what the server told, to where it came from', () => {
    const started = told({ state: 'started', startedAt: 5, from: { started: 'planned' } });
    expect(workOnPhone(started, 'visit', [])).toEqual({ state: 'started', startedAt: 5, back: 'planned' });
    expect(workOnPhone(started, 'visit', [said('back')])).toMatchObject({
      state: 'planned',
      startedAt: null,
    });
    expect(workOnPhone(started, 'another', [said('back')]).state, 'the control').toBe('started');
    const closed = told({ state: 'closed', startedAt: null, from: { closed: 'started' } });
    expect(workOnPhone(closed, 'visit', []).back).toBeNull();
  });
});
