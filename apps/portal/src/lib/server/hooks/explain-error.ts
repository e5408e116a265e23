import type { HandleServerError } from '@sveltejs/kit/hooks';
import { refusalIn, statusOf } from '../../errors/refusal.ts';
import { handedOver } from './hand-over.ts';

/**
 * Every error once: a status and a code for the page, an id for both page and log. The core's refusals keep their
 * code; what nobody expected is logged whole and shown as nothing but its id.
 */
export const explainError: HandleServerError = ({ kind, error, event }) => {
  const errorId = event.locals.errorId ?? 'none';
  if (kind !== 'unknown') return { errorId };
  const refusal = refusalIn(error);
  const expected = refusal !== null && refusal.code !== 'unavailable';
  log(event, expected ? 'info' : 'error', { errorId, route: event.route.id, refusal, err: error });
  if (!refusal) return { status: 500, message: 'Internal error', errorId };
  return { status: statusOf(refusal.code), message: refusal.code, errorId };
};

type Event = Parameters<HandleServerError>[0]['event'];

function log(event: Event, level: 'info' | 'error', facts: Record<string, unknown>): void {
  const about = { app: 'portal', method: event.request.method, ...facts };
  try {
    handedOver(event).core.logger[level](about, level === 'error' ? 'request failed' : 'request refused');
  } catch {
    process.stderr.write(`${JSON.stringify({ ...about, err: String(facts.err) })}\n`);
  }
}
