import {
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type { Logger } from 'pino';
import type { Clock } from '../outside/clock.ts';
import { GeocoderError, type Geocoder } from '../outside/geocoder.ts';
import { keptAnswers } from './kept-answers.ts';

const failuresBeforeBreak = 5;

/**
 * A geocoding server behind one retry and a breaker, as travel servers are: after five failures in a row it is not asked
 * for 15 s, then once. Being asked too often is no failure of it. Answers are kept for a day, in memory, a thousand of
 * them. Changes of state are logged, once each, without any address.
 */
export function guardedGeocoder(
  server: Omit<Geocoder, 'attribution'>,
  { clock, logger }: { clock: Clock; logger: Logger },
  { halfOpenAfter = 15_000 }: { halfOpenAfter?: number } = {},
): Omit<Geocoder, 'attribution'> {
  const breaker = circuitBreaker(handleWhen(isServerFailure), {
    halfOpenAfter,
    breaker: new ConsecutiveBreaker(failuresBeforeBreak),
  });
  let left = false;
  breaker.onBreak((reason) => {
    if (left) return;
    left = true;
    const error = 'error' in reason && reason.error instanceof GeocoderError ? reason.error.code : 'isolated';
    logger.warn({ error }, 'geocoder is not answering: addresses are located later');
  });
  breaker.onReset(() => {
    left = false;
    logger.info('geocoder answers again');
  });
  const again = retry(handleWhen(isServerFailure), { maxAttempts: 1, backoff: new ConstantBackoff(50) });
  const policy = wrap(again, breaker);
  const kept = keptAnswers(clock);
  const ask = <T>(question: unknown[], answer: () => Promise<T>): Promise<T> =>
    kept(JSON.stringify(question), async () => {
      try {
        return await policy.execute(answer);
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        const message = 'the geocoder failed several times and is left alone for a while';
        throw new GeocoderError('unavailable', message, error);
      }
    });
  return {
    suggest: (text, focus) => ask(['suggest', text, focus], () => server.suggest(text, focus)),
    locate: (address) => ask(['locate', address], () => server.locate(address)),
    nearest: (place) => ask(['nearest', place], () => server.nearest(place)),
  };
}

function isServerFailure(error: unknown): boolean {
  return error instanceof GeocoderError && error.code !== 'rate-limited' && error.code !== 'unavailable';
}
