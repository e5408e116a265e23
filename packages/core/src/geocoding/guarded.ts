import type { Logger } from 'pino';
import type { Clock } from '../outside/clock.ts';
import { GeocoderError, type Geocoder } from '../outside/geocoder.ts';
import { guardServer } from '../outside/guarded-server.ts';
import { keptAnswers } from './kept-answers.ts';

/**
 * A geocoding server that is guarded as `guardServer` says. Being asked too often is no failure of it. Answers are kept for a day, in memory, a thousand of
 * them. Changes of state are logged, once each, without any address.
 */
export function guardedGeocoder(
  server: Omit<Geocoder, 'attribution'>,
  { clock, logger }: { clock: Clock; logger: Logger },
  { halfOpenAfter }: { halfOpenAfter?: number } = {},
): Omit<Geocoder, 'attribution'> {
  const guarded = guardServer({
    isServerFailure,
    onLeft: (reason) =>
      logger.warn(
        { error: reason instanceof GeocoderError ? reason.code : 'isolated' },
        'geocoder is not answering: addresses are located later',
      ),
    onBack: () => logger.info('geocoder answers again'),
    leftAlone: (cause) =>
      new GeocoderError(
        'unavailable',
        'the geocoder failed several times and is left alone for a while',
        cause,
      ),
    halfOpenAfter,
  });
  const kept = keptAnswers(clock);
  const ask = <T>(question: unknown[], answer: () => Promise<T>): Promise<T> =>
    kept(JSON.stringify(question), () => guarded(answer));
  return {
    suggest: (text, focus) => ask(['suggest', text, focus], () => server.suggest(text, focus)),
    locate: (address) => ask(['locate', address], () => server.locate(address)),
    nearest: (place) => ask(['nearest', place], () => server.nearest(place)),
  };
}

function isServerFailure(error: unknown): boolean {
  return error instanceof GeocoderError && error.code !== 'rate-limited' && error.code !== 'unavailable';
}
