import { pino } from 'pino';
import { expect, it } from 'vitest';
import { GeocoderError, type Geocoder, type GeocoderErrorCode } from '../outside/geocoder.ts';
import { guardedGeocoder } from './guarded.ts';

const address = (n: number) => ({ line1: `Street ${n}`, postalCode: '1', city: 'c', country: 'LI' });

function server() {
  const self = {
    calls: 0,
    code: null as GeocoderErrorCode | null,
    guarded: {} as Omit<Geocoder, 'attribution'>,
    now: 1000,
  };
  const answer = async () => {
    self.calls += 1;
    if (self.code) throw new GeocoderError(self.code, 'no');
    return null;
  };
  self.guarded = guardedGeocoder(
    { suggest: async () => ((await answer()) === null ? [] : []), locate: answer, nearest: answer },
    { clock: { now: () => self.now }, logger: pino({ level: 'silent' }) },
  );
  return self;
}

it('asks again once, leaves a dead server alone after five failures, and keeps what was answered for a day', async () => {
  const dead = server();
  dead.code = 'timeout';
  for (let n = 0; n < 4; n += 1) await expect(dead.guarded.locate(address(n))).rejects.toThrow();
  expect(dead.calls).toBe(5);
  await expect(dead.guarded.locate(address(9))).rejects.toMatchObject({ code: 'unavailable' });
  const fine = server();
  for (let n = 0; n < 3; n += 1) await fine.guarded.locate(address(1));
  expect(fine.calls).toBe(1);
  fine.now += 90_000;
  await fine.guarded.locate(address(1));
  expect(fine.calls).toBe(2);
});

it('keeps no more than a thousand answers, and is not broken by being asked too often', async () => {
  const fine = server();
  for (let n = 0; n <= 1000; n += 1) await fine.guarded.locate(address(n));
  await fine.guarded.locate(address(1000));
  expect(fine.calls).toBe(1001);
  await fine.guarded.locate(address(0));
  expect(fine.calls).toBe(1002);
  fine.code = 'rate-limited';
  for (let n = 0; n < 8; n += 1)
    await expect(fine.guarded.nearest({ lon: n, lat: 0 })).rejects.toMatchObject({ code: 'rate-limited' });
});
