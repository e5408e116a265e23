import { setTimeout as wait } from 'node:timers/promises';
import { TravelError, type TravelErrorCode, type TravelTimes } from '@itinera/planner';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { guarded } from './guarded.ts';

const place = { lon: 9.5, lat: 47.1 };

/** A server that fails with `code` while it is set. */
function server(): TravelTimes & { legs: TravelTimes['table']; calls: number; code: TravelErrorCode | null } {
  const answer = async () => {
    self.calls += 1;
    if (self.code) throw new TravelError(self.code, 'a failure');
    return { seconds: Int32Array.of(1) };
  };
  const self: ReturnType<typeof server> = { table: answer, legs: answer, calls: 0, code: null };
  return self;
}

test('one failure is tried again once; the caller sees no more than the second', async () => {
  const inner = server();
  inner.code = 'timeout';
  await expect(guarded(inner, pino({ level: 'silent' })).table([place], [place])).rejects.toMatchObject({
    code: 'timeout',
  });
  expect(inner.calls).toBe(2);
});

test('the breaker opens at five, lets one question through later, and closes when that is answered', async () => {
  const inner = server();
  const messages: string[] = [];
  const logger = pino(
    {},
    { write: (line: string) => messages.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const travel = guarded(inner, logger, { halfOpenAfter: 400 });
  const ask = () => travel.legs([place], [place]).catch((error: TravelError) => error.code);
  inner.code = 'unreachable';
  const answers = [];
  for (let n = 0; n < 6; n += 1) answers.push(await ask());
  expect(inner.calls).toBe(5);
  expect(answers.at(-1)).toBe('unavailable');
  await wait(500);
  await ask();
  expect(inner.calls).toBe(6);
  inner.code = null;
  await wait(500);
  expect(await ask()).toMatchObject({ seconds: Int32Array.of(1) });
  expect(messages).toHaveLength(2);
});

test('a place that lies wrong is no failure of the server', async () => {
  const inner = server();
  inner.code = 'far-from-road';
  const travel = guarded(inner, pino({ level: 'silent' }));
  for (let n = 0; n < 10; n += 1)
    await expect(travel.table([place], [place])).rejects.toMatchObject({ code: 'far-from-road' });
  expect(inner.calls).toBe(10);
});
