import type { z } from 'zod';
import { GeocoderError } from '../outside/geocoder.ts';

const largestAnswer = 1_000_000;

export interface JsonQuestion<T> {
  url: URL;
  answer: z.ZodType<T>;
  /** Milliseconds for the whole of it. */
  timeout: number;
  userAgent: string;
}

/** One GET to a geocoder; redirects are not followed. @throws GeocoderError for whatever is not a good answer. */
export async function askJson<T>({ url, answer, timeout, userAgent }: JsonQuestion<T>): Promise<T> {
  let text: string;
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      headers: { accept: 'application/json', 'user-agent': userAgent },
    });
    if (!response.ok) {
      await response.body?.cancel().catch(() => undefined);
      throw refused(response.status);
    }
    text = await readLimited(response);
  } catch (cause) {
    if (cause instanceof GeocoderError) throw cause;
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    throw late
      ? new GeocoderError('timeout', `the geocoder did not answer within ${timeout} ms`, cause)
      : new GeocoderError('unreachable', 'the geocoder cannot be reached', cause);
  }
  return parsed(text, answer);
}

function refused(status: number): GeocoderError {
  if (status === 429)
    return new GeocoderError('rate-limited', 'the geocoder says that it is asked too often');
  if (status >= 300 && status < 400) return new GeocoderError('redirect', 'the geocoder leads elsewhere');
  return new GeocoderError('http-status', `the geocoder answered ${status}`);
}

async function readLimited(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const chunks: AsyncIterable<Uint8Array> | Uint8Array[] = response.body ?? [];
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largestAnswer) throw new GeocoderError('bad-answer', 'the answer is too long');
  }
  return text + decoder.decode();
}

function parsed<T>(text: string, answer: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new GeocoderError('bad-answer', 'the answer is no JSON', cause);
  }
  const read = answer.safeParse(json);
  if (!read.success) throw new GeocoderError('bad-answer', 'the answer has another form', read.error);
  return read.data;
}
