import { ItineraError, type ItineraErrorCode } from '@itinera/core';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiEnv, Services } from './context.ts';
import { isOfSystem } from './route-policy.ts';
import { systemProblem } from './systems/problem.ts';

/** What every refused request answers with, as `application/problem+json`. People read the words the UI has for `code` and `reason`. */
export interface Problem {
  code: ItineraErrorCode | 'failed';
  /** The part of the input that is wrong. */
  field?: string | undefined;
  reason?: string | undefined;
  /** English, for developers and logs. */
  message: string;
  /** Stands in the log too. */
  errorId: string;
  /** Epoch seconds: when again. */
  retryAt?: number | undefined;
  attemptsLeft?: number | undefined;
  /** The line of a file that was not taken. */
  line?: number | undefined;
  /** How many of what by code: what would go. */
  counts?: Readonly<Record<string, number>> | undefined;
  /** What an action of the portal speaks of that is to be hidden, and its number in the type, label and kind. */
  codes?: unknown;
  action?: number | undefined;
  label?: unknown;
  kind?: unknown;
  /** What of the answers to a form is wrong, field by field. */
  problems?: unknown;
  /** Where the work stands that does not allow a step. */
  state?: unknown;
  /** The current version of what was edited. */
  current?: unknown;
}

const statusOf: Record<ItineraErrorCode, ContentfulStatusCode> = {
  invalid: 400,
  unauthenticated: 401,
  'not-allowed': 403,
  'not-found': 404,
  stale: 409,
  gone: 410,
  'key-reused': 422,
  'too-many': 429,
  unavailable: 503,
};

const notServed = 'Nothing was done: try again in a moment.';

/** The one place where an error becomes an HTTP answer. What nobody expected is logged whole and told as `failed`. */
export function answerError(services: Services) {
  return (error: Error, c: Context<ApiEnv>): Response => {
    const errorId = c.get('requestId');
    const known = asItineraError(error);
    if (!known) services.core.logger.error({ err: error, errorId, path: pathOf(c) }, 'request failed');
    else if (known.code === 'unavailable')
      services.core.logger.warn({ err: known, errorId }, 'request not served');
    const status = statusOfError(error);
    const retryAt = numberIn(known, 'retryAt');
    const wait = retryAt === undefined ? undefined : Math.max(1, retryAt - services.core.clock.now());
    if (status === 429 || status === 503) c.header('Retry-After', String(wait ?? 5));
    const problem: Problem = known
      ? {
          code: known.code,
          field: known.field,
          reason: known.reason,
          // What the store said of itself is for the log.
          message: known.code === 'unavailable' ? notServed : known.message,
          errorId,
          retryAt,
          attemptsLeft: numberIn(known, 'attemptsLeft'),
          line: numberIn(known, 'line'),
          counts: known.reason === 'values-stored' ? countsIn(known) : undefined,
          ...(known.reason === 'in-action' && actionIn(known)),
          action: numberIn(known, 'action'),
          problems: known.reason === 'answers' ? known.details['problems'] : undefined,
          state: known.reason === 'state' ? known.details['state'] : undefined,
          current: known.code === 'stale' ? known.details['current'] : undefined,
        }
      : { code: 'failed', message: 'The request failed.', errorId };
    return c.body(JSON.stringify(isOfSystem(c) ? systemProblem(problem, status) : problem), status, {
      'Content-Type': 'application/problem+json',
    });
  };
}

/** The action of the portal that is in the way of a change. */
function actionIn({ details }: ItineraError): Pick<Problem, 'codes' | 'label' | 'kind'> {
  return { codes: details['codes'], label: details['label'], kind: details['kind'] };
}

/** The HTTP status by which an error is told. */
export function statusOfError(error: unknown): ContentfulStatusCode {
  const known = error instanceof Error ? asItineraError(error) : null;
  if (!known) return 500;
  return error instanceof HTTPException ? error.status : statusOf[known.code];
}

/** The path for the log; what opens a calendar stands in no log. */
function pathOf({ req: { path } }: Context<ApiEnv>): string {
  return path.startsWith('/calendar/') ? '/calendar/…' : path;
}

/** Hono's own refusals (a body that is no JSON, one too large) in the domain's words. */
function asItineraError(error: Error): ItineraError | null {
  if (error instanceof ItineraError) return error;
  if (!(error instanceof HTTPException) || error.status >= 500) return null;
  return new ItineraError('invalid', error.message || 'The request is malformed.', { field: 'body' });
}

function numberIn(error: ItineraError | null, name: string): number | undefined {
  const value = error?.details[name];
  return typeof value === 'number' ? value : undefined;
}

function countsIn({ details }: ItineraError): Record<string, number> {
  const counts = Object.entries(details['counts'] ?? {});
  return Object.fromEntries(
    counts.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
