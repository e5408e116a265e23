import { TravelError, type TravelErrorCode, type TravelTimes } from '@itinera/planner';
import type { Logger } from 'pino';
import { guardServer } from '../outside/guarded-server.ts';

/** Failures of the server or the way to it. The others are of the question: asking for other places may well succeed. */
const ofServer: readonly TravelErrorCode[] = [
  'unreachable',
  'timeout',
  'redirect',
  'rate-limited',
  'http-status',
  'bad-answer',
  'implausible',
  'unavailable',
];

/** A travel server that is guarded as `guardServer` says. Changes of state are logged, once each. */
export function guarded(
  server: TravelTimes & Required<Pick<TravelTimes, 'legs'>>,
  logger: Logger,
  { halfOpenAfter }: { halfOpenAfter?: number } = {},
): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const ask = guardServer({
    isServerFailure,
    onLeft: (reason) =>
      logger.warn(
        { error: reason instanceof Error ? reason.message : 'isolated' },
        'travel server is not answering: kept times and estimates are used',
      ),
    onBack: () => logger.info('travel server answers again'),
    leftAlone: (cause) =>
      new TravelError('unavailable', 'The travel server failed several times and is left alone for a while', {
        cause,
      }),
    halfOpenAfter,
  });
  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    table: (from, to) => ask(() => server.table(from, to)),
    legs: (from, to) => ask(() => server.legs(from, to)),
  };
  if (server.topSpeed !== undefined) travel.topSpeed = server.topSpeed;
  return travel;
}

function isServerFailure(error: unknown): boolean {
  return error instanceof TravelError && ofServer.includes(error.code);
}
