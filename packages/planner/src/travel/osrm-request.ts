import { TravelError } from './error.ts';
import type { TravelErrorCode } from './error.ts';
import type { SnapMemory } from './snap-memory.ts';

/** Where and how to ask an `osrm-routed`: the options of `osrm`, checked and complete. */
export interface OsrmServer {
  /** Without the trailing slash. */
  url: string;
  /** What errors call it: the host alone, for the path may hold a key. */
  name: string;
  profile: string;
  fetch: typeof globalThis.fetch;
  /** Milliseconds from the call to the last byte of the answer. */
  timeout: number;
  maxTableSize: number;
  maxRouteSize: number;
  maxPoints: number;
  /** Characters of a whole address. */
  maxAddress: number;
  /** Requests of one question at once. */
  maxParallel: number;
  /** What is known of places from earlier answers. */
  snaps: SnapMemory;
}

/** Codes of OSRM's HTTP API v1 (docs/http.md of osrm-backend, and recordings of v6.0.0). */
const codes: Readonly<Record<string, TravelErrorCode>> = {
  TooBig: 'too-big',
  NoRoute: 'no-route',
  NoTable: 'no-table',
  NoSegment: 'no-segment',
  InvalidQuery: 'invalid-query',
  InvalidOptions: 'invalid-options',
  InvalidUrl: 'invalid-url',
  InvalidValue: 'invalid-value',
  InvalidService: 'invalid-service',
  InvalidVersion: 'invalid-version',
};

/**
 * One GET; resolves to the parsed body of an answer that says `code: "Ok"`.
 *
 * `Connection: close` is asked for on purpose: over a kept connection a small answer of osrm-routed waits
 * some 40 ms for the client's delayed acknowledgement, over a new one it takes 1 to 2 ms, and the server ends
 * a kept connection after 513 requests anyway. Node's fetch sends the header; a fetch that may not set it
 * (a browser's) is slower, not wrong.
 *
 * @throws {TravelError} for everything else; redirects are refused, not followed.
 */
export async function askOsrm(server: OsrmServer, path: string): Promise<Record<string, unknown>> {
  const { fetch } = server; // Called bare: a browser's fetch refuses any other `this`.
  const signal = AbortSignal.timeout(server.timeout);
  let status: number;
  let text: string;
  try {
    const response = await beforeAbort(
      signal,
      fetch(`${server.url}${path}`, {
        headers: { accept: 'application/json', connection: 'close' },
        redirect: 'manual',
        signal,
      }),
    );
    status = response.status;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      await response.body?.cancel();
      throw new TravelError('redirect', `${server.name} redirects; give OSRM's own address`);
    }
    text = await beforeAbort(signal, response.text());
  } catch (error) {
    throw error instanceof TravelError ? error : transportError(server, signal, error);
  }
  return readBody(server, status, text);
}

function readBody(server: OsrmServer, status: number, text: string): Record<string, unknown> {
  if (status === 429) throw new TravelError('rate-limited', `${server.name} answers 429 Too Many Requests`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    if (status !== 200)
      throw new TravelError('http-status', `${server.name} answers ${status}`, { cause: error });
    const start = JSON.stringify(text.slice(0, 60));
    throw new TravelError('bad-answer', `${server.name} answers what is not JSON: ${start}`, {
      cause: error,
    });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new TravelError('bad-answer', `${server.name} answers JSON that is not an object`);
  }
  const { code, message } = body as { code?: unknown; message?: unknown };
  if (status === 200 && code === 'Ok') return body as Record<string, unknown>;
  const known = typeof code === 'string' && Object.hasOwn(codes, code) ? codes[code] : undefined;
  const words = [code, message].filter((word) => typeof word === 'string' && word !== '').join(': ');
  const said = `${server.name} answers ${status} ${words}`;
  if (known) throw new TravelError(known, said);
  throw new TravelError(status === 200 ? 'bad-answer' : 'http-status', said);
}

/** Settles with the work, or fails when the time is up, also when the work does not listen to the signal. */
function beforeAbort<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function transportError(server: OsrmServer, signal: AbortSignal, error: unknown): TravelError {
  if (signal.aborted) {
    return new TravelError('timeout', `${server.name} did not answer within ${server.timeout} ms`, {
      cause: error,
    });
  }
  return new TravelError('unreachable', `${server.name} cannot be reached: ${reasonOf(error)}`, {
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
