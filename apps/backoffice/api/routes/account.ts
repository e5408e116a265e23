import { ItineraError, type StaffProofResult } from '@itinera/core';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, StaffEnv } from '../context.ts';
import { validate } from '../validate.ts';
import { paused } from './sign-in.ts';

const password = z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters');
const code = z.string().min(1, 'must not be empty').max(20, 'has six digits');
const change = z.object({
  currentPassword: z.string().max(200, 'must have at most 200 characters'),
  newPassword: password,
});

/** One's own account: what protects it, and where it is open. */
export function accountRoutes(services: Services) {
  const { account } = services.core;
  return new Hono<StaffEnv>()
    .get('/', async (c) => c.json(await account.page(c.get('sessionToken'))))
    .post('/prove', validate('json', z.object({ password, code })), async (c) => {
      const network = services.clientNetwork(c.env?.incoming);
      refuseWrong(await account.prove(c.get('sessionToken'), { ...c.req.valid('json'), network }));
      return c.json({ proven: true });
    })
    .post('/password', validate('json', change), async (c) => {
      const network = services.clientNetwork(c.env?.incoming);
      refuseWrong(await account.changePassword(c.get('sessionToken'), { ...c.req.valid('json'), network }));
      return c.json({ stored: true });
    })
    .post('/authenticator', async (c) => c.json(await account.newAuthenticator(c.get('sessionToken'))))
    .post(
      '/authenticator/confirm',
      validate('json', z.object({ sealed: z.string().max(1000, 'must be what was shown'), code })),
      async (c) => {
        await account.confirmAuthenticator(c.get('sessionToken'), c.req.valid('json'));
        return c.json({ stored: true });
      },
    )
    .post('/recovery-codes', async (c) => c.json(await account.newRecoveryCodes(c.get('sessionToken'))))
    .post('/sessions/end-others', async (c) => {
      await account.endOtherSessions(c.get('sessionToken'));
      return c.json({ ended: true });
    })
    .post('/sessions/end', validate('json', z.object({ sessionId: z.string().max(100) })), async (c) => {
      await account.endSession(c.get('sessionToken'), c.req.valid('json'));
      return c.json({ ended: true });
    });
}

/** Not `unauthenticated`: the session stands, only what was typed is wrong. */
function refuseWrong(result: StaffProofResult): void {
  if (result.kind === 'paused') throw paused(result.until);
  if (result.kind === 'wrong')
    throw new ItineraError('not-allowed', 'Password or code is wrong.', {
      reason: 'wrong-proof',
      details: { attemptsLeft: result.attemptsLeft },
    });
}
