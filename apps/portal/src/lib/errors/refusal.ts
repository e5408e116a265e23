import type { ItineraErrorCode } from '@itinera/core/shared';

/** What the core said no with, as far as an application may read it. */
export interface Refusal {
  code: ItineraErrorCode;
  field: string | undefined;
  reason: string | undefined;
  /** Epoch seconds after which to try again, where a limit was hit. */
  retryAt: number | undefined;
  /** The visit that a hold has become, where that is why it is gone. */
  interventionId: string | undefined;
}

const statuses: Record<ItineraErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  'not-found': 404,
  'not-allowed': 409,
  stale: 409,
  gone: 410,
  'key-reused': 409,
  'too-many': 429,
  unavailable: 503,
};

/**
 * The refusal in `error`, or null when it is something else. Told by its name: the bundle has its own copy of the
 * class, so that `instanceof` would never hold.
 */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof Error) || error.name !== 'ItineraError') return null;
  const { code, field, reason, details } = error as Error & Record<string, unknown>;
  if (typeof code !== 'string' || !Object.hasOwn(statuses, code)) return null;
  const known: Record<string, unknown> =
    typeof details === 'object' && details !== null ? { ...details } : {};
  return {
    code: code as ItineraErrorCode,
    field: asText(field),
    reason: asText(reason),
    retryAt: typeof known['retryAt'] === 'number' ? known['retryAt'] : undefined,
    interventionId: asText(known['interventionId']),
  };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The HTTP status of a refusal; the one place that knows. */
export function statusOf(code: ItineraErrorCode): number {
  return statuses[code];
}
