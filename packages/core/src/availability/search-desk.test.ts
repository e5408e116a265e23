import { expect, test } from 'vitest';
import { testClock } from '../../../../test/fixtures/small-company.ts';
import { searchDesk } from './search-desk.ts';

const limits = { budget: { attempts: 6, window: 60, longestWait: 60 }, waiting: 2 };
const refused = { code: 'too-many', reason: 'searches' };

/** Searches that end when they are told to. */
function searches() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const search = async (): Promise<string> => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    return 'found';
  };
  const endAll = async (): Promise<void> => {
    for (let round = 0; round < 20; round += 1) {
      ends.splice(0).forEach((end) => end());
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { search, endAll, most: () => most };
}

test('S34 one person’s searches run one after the other, and only so many wait', async () => {
  const desk = searchDesk(testClock(), limits);
  const { search, endAll, most } = searches();
  const asked = Promise.allSettled(Array.from({ length: 5 }, () => desk.take('ada', search)));
  await endAll();
  const states = (await asked).map((one) =>
    one.status === 'fulfilled' ? one.value : (one.reason as object),
  );
  expect(states).toEqual([
    'found',
    'found',
    'found',
    expect.objectContaining(refused),
    expect.objectContaining(refused),
  ]);
  expect(most()).toBe(1);
});

test('S34 two people do not wait for each other', async () => {
  const desk = searchDesk(testClock(), limits);
  const { search, endAll, most } = searches();
  const asked = Promise.all(['ada', 'bert'].map((name) => desk.take(name, search)));
  await endAll();
  expect(await asked).toEqual(['found', 'found']);
  expect(most()).toBe(2);
});

test('S34 the budget refills evenly, a search that fails counts, and says when again', async () => {
  const clock = testClock();
  const desk = searchDesk(clock, limits);
  const failing = () => Promise.reject(new Error('no roads'));
  const take = (name = 'ada') => desk.take(name, () => Promise.resolve('found'));
  await expect(desk.take('ada', failing)).rejects.toThrow('no roads');
  for (let n = 0; n < 5; n += 1) expect(await take()).toBe('found');
  await expect(take()).rejects.toMatchObject({ ...refused, details: { retryAt: clock.now() + 20 } });
  expect(await take('bert')).toBe('found');
  clock.advance(20);
  expect(await take()).toBe('found');
  await expect(take()).rejects.toMatchObject(refused);
});

test('people with nothing to remember are forgotten, and nobody else', async () => {
  const clock = testClock();
  const desk = searchDesk(clock, limits);
  const take = (name: string) => desk.take(name, () => Promise.resolve('found'));
  for (let n = 0; n < 999; n += 1) await take(`person ${n}`);
  clock.advance(3600);
  for (let n = 0; n < 6; n += 1) await take('ada');
  for (let n = 0; n < 3; n += 1) await take(`another ${n}`);
  await expect(take('ada')).rejects.toMatchObject(refused);
});
