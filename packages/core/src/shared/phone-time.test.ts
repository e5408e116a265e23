import { expect, test } from 'vitest';
import { phoneTime } from './phone-time.ts';

const now = 1_800_000_000;
const refusedAs = (at: number, sentAt: number): unknown => {
  try {
    return phoneTime({ at, sentAt }, now);
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

test('LBX-02 a tap counts when it was made, by our clock, however wrong the phone and however late it is sent', () => {
  const tapped = (wrong: number, waited: number) =>
    phoneTime({ at: now + wrong - waited, sentAt: now + wrong }, now);
  expect(tapped(0, 0)).toEqual({ at: now, clockOffset: 0 });
  expect(tapped(-30, 3600)).toEqual({ at: now - 3630, clockOffset: 0 });
  // A clock that is ahead by less than a minute says nothing of what is to come.
  expect(tapped(30, 0)).toEqual({ at: now, clockOffset: 0 });
  for (const wrong of [7200, -7200, 61, -90 * 86_400])
    expect(tapped(wrong, 3 * 86_400)).toEqual({ at: now - 3 * 86_400, clockOffset: -wrong });
});

test('what no clock can have said is refused with what to do', () => {
  expect(refusedAs(now + 61, now)).toBe('after-sent');
  expect(refusedAs(now - 31 * 86_400 - 1, now)).toBe('too-long-ago');
  expect(refusedAs(now - 31 * 86_400, now)).toEqual({ at: now - 31 * 86_400, clockOffset: 0 });
});

test('what follows another thing is never before it', () => {
  expect(phoneTime({ at: now - 600, sentAt: now }, now, now - 300)).toEqual({
    at: now - 300,
    clockOffset: 0,
  });
  expect(phoneTime({ at: now - 600, sentAt: now }, now, now - 900)).toEqual({
    at: now - 600,
    clockOffset: 0,
  });
});
