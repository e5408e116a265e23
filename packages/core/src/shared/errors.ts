/** Every way in which a use case may refuse. A closed union; each application maps it once to HTTP and to words. */
export type ItineraErrorCode =
  | 'invalid' // the input: `field` names the part, the message the relation and the remedy
  | 'unauthenticated' // no session, or an ended one
  | 'not-found' // unknown, or somebody else's: never told apart
  | 'not-allowed' // known and visible, but the rules say no now; `reason` says which
  | 'stale' // the revision given is not the current one; `details.current` holds the current version
  | 'gone' // a hold that has expired or was released
  | 'key-reused' // an idempotency key that came with another request before
  | 'too-many' // a limit; `details.retryAt` (epoch seconds) says when again
  | 'unavailable'; // store or configuration: nothing was acknowledged, try again

/** The one error of the domain. `message` is English for logs; people read the words their application has for `code` and `reason`. */
export class ItineraError extends Error {
  override readonly name = 'ItineraError';
  readonly code: ItineraErrorCode;
  readonly field: string | undefined;
  readonly reason: string | undefined;
  readonly details: Record<string, unknown>;

  constructor(
    code: ItineraErrorCode,
    message: string,
    more: { field?: string; reason?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.field = more.field;
    this.reason = more.reason;
    this.details = more.details ?? {};
  }
}
