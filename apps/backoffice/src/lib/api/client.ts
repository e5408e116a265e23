import { hc } from 'hono/client';
import type { Api } from '../../../api/app.ts';
import { language } from '../language.svelte.ts';
import { ApiFailure, failureOf } from './failure.ts';

/** Longer than anything that still has a chance. */
const patience = 40_000;

const client = hc<Api>('/', {
  headers: () => ({ 'accept-language': language.current }),
  fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
    try {
      return await fetch(input, { ...init, signal: AbortSignal.timeout(patience) });
    } catch (cause) {
      throw new ApiFailure(503, 'offline', { message: String(cause) });
    }
  },
});

/** The API, every route typed from its code. */
export const api = client.api.v1;

/** The routes of one business unit. */
export const unitApi = api['business-units'][':businessUnitId'];

/** The answer's body. @throws ApiFailure when it was refused or never came. */
export async function call<T>(
  request: Promise<{ ok: boolean; status: number; json(): Promise<T> }>,
): Promise<T> {
  const response = await request;
  if (!response.ok) throw await failureOf(response);
  return response.json();
}

/**
 * The idempotency keys of one form: sending the same content again, after whatever failure, uses the same key and so
 * has one effect; other content is another request.
 */
export function keyByContent(): (content: unknown) => { 'idempotency-key': string } {
  let last = '';
  let key = '';
  return (content) => {
    const now = JSON.stringify(content);
    if (now !== last) key = randomKey();
    last = now;
    return { 'idempotency-key': key };
  };
}

/** Not `randomUUID`, which browsers give to https pages only. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
