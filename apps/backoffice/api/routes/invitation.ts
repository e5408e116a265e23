import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiEnv, Services } from '../context.ts';
import { newPasskeyInput } from '../passkey-input.ts';
import { validate } from '../validate.ts';

const token = z.string().min(1, 'must be the token of a link').max(100, 'must be the token of a link');
const name = z.string().max(200, 'must have at most 200 characters');
const acceptance = z.object({
  token,
  name: name.optional(),
  password: z.string().max(200, 'must have at most 200 characters').optional(),
  sealed: z.string().max(1000, 'must be what was shown').optional(),
  code: z.string().max(20, 'has six digits').optional(),
  passkey: newPasskeyInput.optional(),
});

/** What the page behind an invitation's link asks. The token is in the body: addresses stand in logs. */
export function invitationRoutes({ core }: Services) {
  return new Hono<ApiEnv>()
    .post('/', validate('json', z.object({ token })), async (c) =>
      c.json(await core.staff.viewInvitation(c.req.valid('json').token)),
    )
    .post('/passkey', validate('json', z.object({ token, name })), async (c) =>
      c.json(await core.staff.invitationPasskey(c.req.valid('json'))),
    )
    .post('/accept', validate('json', acceptance), async (c) =>
      c.json(await core.staff.acceptInvitation(c.req.valid('json'))),
    );
}
