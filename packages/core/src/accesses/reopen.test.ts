import { lockSignInIdentifier, updateSignInIdentifier } from '@itinera/db';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import { contextOf } from '../create-core.ts';

const mario = 'mario@example.com';
let desk: AccessDesk;
beforeEach(async () => {
  desk = await openAccessDesk();
});
afterEach(() => desk.close());

const count = (failures: { consecutiveFailures: number; pausedUntil?: number; disabledAt?: number }) =>
  contextOf(desk.core).db.write(async (tx) => {
    await lockSignInIdentifier(tx, desk.small.companyId, mario);
    await updateSignInIdentifier(tx, desk.small.companyId, mario, failures);
  });

test('S5 a pause is shown while it lasts, and a closed route until staff open it, for this identifier only', async () => {
  const { sara, clock, core, small } = desk;
  const [accessId = ''] = small.customers.mario.accessIds;
  const signIn = async () => (await core.accesses.page(sara, accessId)).signIn;
  const token = await desk.enter(mario);
  expect(await signIn()).toBe('open');
  await count({ consecutiveFailures: 20, pausedUntil: clock.now() + 7200 });
  expect(await signIn()).toBe('paused');
  clock.advance(7200);
  expect(await signIn()).toBe('open');
  await count({ consecutiveFailures: 100, disabledAt: clock.now() });
  expect(await signIn()).toBe('closed');
  expect((await core.accesses.page(sara, small.customers.lisa.accessIds[0] ?? '')).signIn).toBe('open');
  await expect(desk.enter(mario)).rejects.toMatchObject({ code: 'not-allowed', reason: 'closed' });
  await core.accesses.reopenSignIn(sara, { accessId });
  expect(await signIn()).toBe('open');
  expect(await desk.stateOf(await desk.enter(mario))).toBe('signed-in');
  expect(await desk.stateOf(token)).toBe('signed-in');
});
