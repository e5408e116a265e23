import { ItineraError } from '@itinera/core';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiEnv, Services, StaffEnv } from '../context.ts';
import { clearStaffCookie, readStaffCookie, setStaffCookie } from '../cookies.ts';
import { newPasskeyInput, passkeyAnswerInput } from '../passkey-input.ts';
import { validate } from '../validate.ts';

/** Signing in with a passkey alone: what the browser is to sign, and what it signed. */
export function passkeySignInRoutes(services: Services) {
  const { staff } = services.core;
  return new Hono<ApiEnv>()
    .post('/options', async (c) => {
      const known = readStaffCookie(c, services, 'itinera_staff_browser');
      const { browser, options, sealed } = await staff.passkeyChallenge({ browser: known });
      if (browser !== known) setStaffCookie(c, services, 'itinera_staff_browser', browser);
      return c.json({ options, sealed });
    })
    .post('/', validate('json', passkeyAnswerInput), async (c) => {
      const browser = readStaffCookie(c, services, 'itinera_staff_browser');
      if (!browser) throw expired();
      const network = services.clientNetwork(c.env?.incoming);
      const userAgent = c.req.header('user-agent');
      const result = await staff.passkeySignIn({ ...c.req.valid('json'), browser, network, userAgent });
      if (result.kind === 'expired') throw expired();
      if (result.kind === 'refused')
        throw new ItineraError('unauthenticated', 'The passkey was refused.', { reason: 'passkey' });
      clearStaffCookie(c, services, 'itinera_staff_step');
      clearStaffCookie(c, services, 'itinera_staff_browser');
      setStaffCookie(c, services, 'itinera_staff', result.sessionToken);
      return c.json({ next: 'done' as const });
    });
}

/** A passkey as a fresh proof, within a session. */
export function passkeyProofRoutes(services: Services) {
  const { account } = services.core;
  return new Hono<StaffEnv>()
    .post('/options', async (c) => c.json(await account.proofChallenge(c.get('sessionToken'))))
    .post('/', validate('json', passkeyAnswerInput), async (c) => {
      const network = services.clientNetwork(c.env?.incoming);
      const input = { ...c.req.valid('json'), network };
      const { kind } = await account.proveByPasskey(c.get('sessionToken'), input);
      if (kind === 'expired') throw new ItineraError('gone', 'Ask once more.', { reason: 'enrolment' });
      if (kind === 'refused')
        throw new ItineraError('not-allowed', 'The passkey was refused.', { reason: 'passkey' });
      return c.json({ proven: true });
    });
}

/** One's own passkeys. */
export function ownPasskeyRoutes({ core: { account } }: Services) {
  const which = z.object({ passkeyId: z.string().max(100, 'must be a passkey') });
  const name = z.string().max(60, 'must have at most 60 characters');
  return new Hono<StaffEnv>()
    .post('/options', async (c) => c.json(await account.newPasskey(c.get('sessionToken'))))
    .post('/', validate('json', newPasskeyInput), async (c) => {
      await account.addPasskey(c.get('sessionToken'), c.req.valid('json'));
      return c.json({ stored: true });
    })
    .post('/rename', validate('json', which.extend({ name })), async (c) => {
      await account.renamePasskey(c.get('sessionToken'), c.req.valid('json'));
      return c.json({ stored: true });
    })
    .post('/remove', validate('json', which), async (c) => {
      await account.removePasskey(c.get('sessionToken'), c.req.valid('json'));
      return c.json({ removed: true });
    });
}

function expired(): ItineraError {
  return new ItineraError('unauthenticated', 'Ask once more what to sign.', { reason: 'expired' });
}
