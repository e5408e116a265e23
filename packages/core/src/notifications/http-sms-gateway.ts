import { createHmac } from 'node:crypto';
import type { CoreConfig } from '../config.ts';
import type { Clock } from '../outside/clock.ts';
import { SmsError, type SmsSender } from '../outside/sms-sender.ts';

const patience = 10_000;
/** The provider says that this message is wrong; every other refusal may pass. */
const permanent: readonly number[] = [400, 404, 410, 413, 422];

/**
 * Sends text messages to an HTTP gateway as docs/operations.md says: one POST of JSON, signed with HMAC-SHA-256 over
 * `<timestamp>.<body>`. A 2xx is an acceptance; redirects are not followed; ten seconds are waited.
 */
export function httpSmsGateway({ url, key, from }: NonNullable<CoreConfig['sms']>, clock: Clock): SmsSender {
  return {
    async send({ to, text, reference }) {
      const body = JSON.stringify({ to, text, reference, ...(from === null ? {} : { from }) });
      const timestamp = String(clock.now());
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': reference,
          'itinera-timestamp': timestamp,
          'itinera-signature': `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`,
        },
        body,
      }).catch((cause: unknown) => {
        const late = cause instanceof Error && cause.name === 'TimeoutError';
        throw new SmsError(late ? 'timeout' : 'network', false, cause);
      });
      // What a gateway says beyond its status is not read: it may be long, or repeat the number.
      await response.body?.cancel().catch(() => undefined);
      if (!response.ok) throw new SmsError(`http-${response.status}`, permanent.includes(response.status));
    },
  };
}
