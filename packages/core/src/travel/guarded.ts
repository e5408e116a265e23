import {
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import { TravelError, type TravelErrorCode, type TravelTimes } from '@itinera/planner';
import type { Logger } from 'pino';

const failuresBeforeBreak = 5;

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

/**
 * A travel server behind one retry and a breaker: after five failures in a row it is not asked for 15 s, then once; so
 * a dead server costs a few timeouts and not one per question. Each request has its own timeout inside `server`.
 * Changes of state are logged, once each.
 */
export function guarded(
  server: TravelTimes & Required<Pick<TravelTimes, 'legs'>>,
  logger: Logger,
  { halfOpenAfter = 15_000 }: { halfOpenAfter?: number } = {},
): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  const breaker = circuitBreaker(handleWhen(isServerFailure), {
    halfOpenAfter,
    breaker: new ConsecutiveBreaker(failuresBeforeBreak),
  });
  let left = false;
  breaker.onBreak((reason) => {
    if (left) return; // asked once after a while, and still not answering
    left = true;
    const error = 'error' in reason && reason.error instanceof Error ? reason.error.message : 'isolated';
    logger.warn({ error }, 'travel server is not answering: kept times and estimates are used');
  });
  breaker.onReset(() => {
    left = false;
    logger.info('travel server answers again');
  });
  const again = retry(handleWhen(isServerFailure), { maxAttempts: 1, backoff: new ConstantBackoff(50) });
  const policy = wrap(again, breaker);
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await policy.execute(question);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw new TravelError(
        'unavailable',
        'The travel server failed several times and is left alone for a while',
        {
          cause: error,
        },
      );
    }
  };
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
