import {
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';

const failuresBeforeBreak = 5;

export interface GuardedServer {
  /** Whether the server failed, or the way to it; any other error says nothing about it. */
  isServerFailure: (error: unknown) => boolean;
  /** It is left alone from now on; null: nobody knows of an error. */
  onLeft: (error: unknown) => void;
  onBack: () => void;
  /** What is thrown while it is left alone. */
  leftAlone: (cause: unknown) => Error;
  /** Milliseconds. */
  halfOpenAfter?: number | undefined;
}

/**
 * Asks a server behind one retry and a breaker: after five failures in a row it is not asked for 15 s, then once; so a
 * dead server costs a few timeouts and not one per question. Each question has a timeout of its own. Changes of state
 * are told once each.
 */
export function guardServer({
  isServerFailure,
  onLeft,
  onBack,
  leftAlone,
  halfOpenAfter = 15_000,
}: GuardedServer): <T>(question: () => Promise<T>) => Promise<T> {
  const breaker = circuitBreaker(handleWhen(isServerFailure), {
    halfOpenAfter,
    breaker: new ConsecutiveBreaker(failuresBeforeBreak),
  });
  let left = false;
  breaker.onBreak((reason) => {
    if (left) return; // asked once after a while, and still not answering
    left = true;
    onLeft('error' in reason ? reason.error : null);
  });
  breaker.onReset(() => {
    left = false;
    onBack();
  });
  const again = retry(handleWhen(isServerFailure), { maxAttempts: 1, backoff: new ConstantBackoff(50) });
  const policy = wrap(again, breaker);
  return async (question) => {
    try {
      return await policy.execute(question);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw leftAlone(error);
    }
  };
}
