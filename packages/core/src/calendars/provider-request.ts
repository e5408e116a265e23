import { z } from 'zod';
import type { GrantConfig } from '../calendar-grants.ts';
import { WebError, type Web, type WebRequest } from '../outside/web.ts';
import { calendarLimits } from './limits.ts';
import { CalendarError } from './problems.ts';

/** What opens an account: `refreshToken` is a new one where the provider changed it. */
export interface Tokens {
  accessToken: string;
  refreshToken: string | null;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
});

/**
 * Asks a provider for tokens: for a code that was just given (RFC 6749, 4.1.3, with the verifier of RFC 7636), or for a
 * refresh token.
 * @throws CalendarError `refused` when it takes neither.
 */
export async function askTokens(
  web: Web,
  { token, clientId, clientSecret }: GrantConfig,
  grant: Record<string, string>,
): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...grant }).toString();
  const answer = await askProvider(web, tokenAnswer, {
    url: token,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body,
  });
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? null };
}

/** One question whose answer is JSON of a known shape. @throws CalendarError */
export async function askProvider<T>(
  web: Web,
  shape: z.ZodType<T>,
  request: Omit<WebRequest, 'mostBytes'>,
): Promise<T> {
  const answer = await web
    .fetch({ ...request, mostBytes: calendarLimits.bytes })
    .catch((error: unknown): never => {
      if (error instanceof WebError) throw new CalendarError(error.code, null, error);
      throw error;
    });
  // RFC 6749, section 5.2: a grant that is no good (any more) is a 400.
  if ([400, 401, 403].includes(answer.status)) throw new CalendarError('refused');
  if (answer.status === 404) throw new CalendarError('missing');
  if (answer.status !== 200) throw new CalendarError('server');
  const parsed = shape.safeParse(jsonOf(answer.body));
  if (!parsed.success) throw new CalendarError('not-a-calendar', null, parsed.error);
  return parsed.data;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
