import { onPhone, withFileIds, type Refusal } from './command.ts';
import type { Outcome, Send } from './queue.ts';

/** Longer than anything that still has a chance; a photo over a thin network has one for longer. */
const patience = { command: 40_000, file: 300_000 };

export interface SendParts {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Epoch seconds on the phone's clock, as it is told to the server. */
  now: () => number;
  language: () => string;
}

/** Sends commands to the API, and says what its answers mean for the queue. */
export function sender({ fetch, now, language }: SendParts): Send {
  const ask = async (path: string, init: RequestInit, time = patience.command): Promise<Outcome> => {
    try {
      const headers = { 'accept-language': language(), ...init.headers };
      const response = await fetch(path, { ...init, headers, signal: AbortSignal.timeout(time) });
      const body: unknown = await response.json();
      return outcomeOf(response, body);
    } catch {
      // No answer, or half of one: whether it arrived nobody knows, and the key keeps it from counting twice.
      return { kind: 'later' };
    }
  };

  return async (command, { file, sentFile }) => {
    const visit = `/api/v1/business-units/${command.businessUnitId}/interventions/${command.interventionId}`;
    const json = { 'content-type': 'application/json', 'idempotency-key': command.key };
    const named = withFileIds(command.body, sentFile) as Record<string, unknown>;
    switch (command.kind) {
      case 'step': {
        const body = { ...named, sentAt: now() };
        return ask(`${visit}/steps`, { method: 'POST', headers: json, body: JSON.stringify(body) });
      }
      case 'clock': {
        const { tap, ...told } = named;
        // What it was to end was put aside here: which one ends instead is for whoever tapped to say.
        if (isOnPhone(command.body['clockingId']) && told['clockingId'] === null)
          return { kind: 'refused', refusal: { status: 0, code: 'not-allowed', reason: 'other-open' } };
        const path = `/api/v1/business-units/${command.businessUnitId}/attendance/clock-${String(tap)}`;
        return ask(path, { method: 'POST', headers: json, body: JSON.stringify({ ...told, sentAt: now() }) });
      }
      case 'form': {
        const path = `${visit}/forms/${command.purpose}`;
        return ask(path, { method: 'PUT', headers: json, body: JSON.stringify(named) });
      }
      case 'file': {
        if (!file) return { kind: 'refused', refusal: { status: 0, code: 'file-gone' } };
        const headers = {
          'content-type': 'application/octet-stream',
          'x-file-name': encodeURIComponent(command.fileName ?? ''),
          'x-idempotency-key': command.key,
          // It goes with a closing that may come too late.
          ...(typeof command.body['seen'] === 'string' && { 'x-seen': command.body['seen'] }),
        };
        const path = `${visit}/forms/${command.purpose}/files/${command.field}`;
        return ask(path, { method: 'POST', headers, body: file }, patience.file);
      }
    }
  };
}

function isOnPhone(id: unknown): boolean {
  return typeof id === 'string' && id.startsWith(onPhone);
}

function outcomeOf({ ok, status, headers }: Response, body: unknown): Outcome {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Partial<Refusal> & {
    done?: boolean;
  };
  // Answers that a form does not take are answered as such, by no error.
  if (ok && told.done === false)
    return { kind: 'refused', refusal: { status, code: 'answers', current: body } };
  if (ok) return { kind: 'done', answer: body };
  if (status === 401) return { kind: 'sign-in' };
  if (status === 429 || status >= 500) {
    const after = Number(headers.get('retry-after'));
    return { kind: 'later', after: after > 0 ? after : undefined };
  }
  const { code = 'failed', reason, field, current } = told;
  return { kind: 'refused', refusal: { status, code, reason, field, current } };
}
