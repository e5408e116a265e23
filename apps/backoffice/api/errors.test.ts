import { Writable } from 'node:stream';
import { ItineraError, type ItineraErrorCode } from '@itinera/core';
import { Hono } from 'hono';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openBookingOffice } from '../../../test/fixtures/booking-office.ts';
import type { ApiEnv } from './context.ts';
import { answerError } from './errors.ts';
import { observeRequests } from './observe.ts';

/** An application whose only route throws what it is told to, on a core that logs into `lines`. */
async function failing(error: () => Error) {
  const lines: string[] = [];
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const office = await openBookingOffice(undefined, { logger: pino({ level: 'info' }, log) });
  const services = {
    core: office.core,
    publicUrl: new URL('http://office.example.test'),
    clientNetwork: () => '192.0.2.7',
    basemapUrl: null,
  };
  const app = new Hono<ApiEnv>()
    .onError(answerError(services))
    .use(observeRequests(services))
    .get('/api/fails', () => {
      throw error();
    });
  const response = await app.request('/api/fails?secret=in-the-query');
  await office.close();
  return { response, body: (await response.json()) as Record<string, unknown>, lines, office };
}

const statuses: [ItineraErrorCode, number][] = [
  ['invalid', 400],
  ['unauthenticated', 401],
  ['not-allowed', 403],
  ['not-found', 404],
  ['stale', 409],
  ['gone', 410],
  ['key-reused', 422],
  ['too-many', 429],
  ['unavailable', 503],
];

it.each(statuses)('answers %s with %i, the code and an error id', async (code, status) => {
  const { response, body } = await failing(() => new ItineraError(code, 'why', { field: 'some.field' }));
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  // What the store said of itself is in the log alone.
  const message = code === 'unavailable' ? 'Nothing was done: try again in a moment.' : 'why';
  expect(body).toMatchObject({ code, field: 'some.field', message });
  expect(body['errorId']).toBe(response.headers.get('x-request-id'));
});

it('says when again, in seconds, and tells nothing else of the details', async () => {
  const { response, body, office } = await failing(
    () =>
      new ItineraError('too-many', 'slow down', {
        details: { retryAt: 1_799_647_200 + 90, identifier: 'mario@example.com' },
      }),
  );
  expect(response.headers.get('retry-after')).toBe('90');
  expect(body['retryAt']).toBe(office.clock.now() + 90);
  expect(JSON.stringify(body)).not.toContain('mario@example.com');
});

it('tells nothing of what nobody expected, and logs all of it under the same id', async () => {
  const { response, body, lines } = await failing(() => new TypeError('password of the store: hunter2'));
  expect(response.status).toBe(500);
  expect(body).toEqual({ code: 'failed', message: 'The request failed.', errorId: body['errorId'] });
  const failure = lines.find((line) => line.includes('hunter2'));
  expect(failure).toContain(String(body['errorId']));
  expect(lines.join()).not.toContain('in-the-query');
});
