import { ItineraError } from '@itinera/core';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiEnv, Services } from '../context.ts';
import { clearStaffCookie, readStaffCookie, setStaffCookie } from '../cookies.ts';
import { validate } from '../validate.ts';

const credentials = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) });
const secondFactor = z.object({
  code: z
    .string()
    .trim()
    .regex(/^(\d{6}|[a-z2-9]{5}-?[a-z2-9]{5})$/i, 'has six digits, or is a recovery code'),
});

/** Password, then the code of the authenticator or a recovery code. Neither answer says whether an account exists. */
export function signInRoutes(services: Services) {
  const { core } = services;
  return new Hono<ApiEnv>()
    .post('/', validate('json', credentials), async (c) => {
      const network = services.clientNetwork(c.env?.incoming);
      const result = await core.staff.signIn({ ...c.req.valid('json'), network });
      if (result.kind === 'paused') throw paused(result.until);
      if (result.kind === 'refused')
        throw new ItineraError('unauthenticated', 'E-mail or password is wrong.', { reason: 'refused' });
      setStaffCookie(c, services, 'itinera_staff_step', result.token);
      return c.json({ next: 'code' as const });
    })
    .post('/code', validate('json', secondFactor), async (c) => {
      const token = readStaffCookie(c, services, 'itinera_staff_step');
      if (!token) throw expired();
      const network = services.clientNetwork(c.env?.incoming);
      const { code } = c.req.valid('json');
      const userAgent = c.req.header('user-agent');
      const result = await core.staff.secondFactor({ token, code, network, userAgent });
      if (result.kind === 'paused') throw paused(result.until);
      if (result.kind === 'expired') throw expired();
      if (result.kind === 'wrong')
        throw new ItineraError('unauthenticated', 'The code is wrong.', {
          reason: 'wrong-code',
          details: { attemptsLeft: result.attemptsLeft },
        });
      clearStaffCookie(c, services, 'itinera_staff_step');
      setStaffCookie(c, services, 'itinera_staff', result.sessionToken);
      return c.json({ next: 'done' as const, recoveryCodesLeft: result.recoveryCodesLeft });
    });
}

/** A refusal until an instant, after too many wrong passwords or codes. */
export function paused(until: number): ItineraError {
  return new ItineraError('too-many', 'Signing in is paused.', {
    reason: 'paused',
    details: { retryAt: until },
  });
}

function expired(): ItineraError {
  return new ItineraError('unauthenticated', 'Begin again with the password.', { reason: 'expired' });
}
