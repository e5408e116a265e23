import { languages, staffRoles } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, validate } from '../validate.ts';

const member = z.object({ staffUserId: id });
const invitation = z.object({ invitationId: id });
const role = z.enum(staffRoles, 'must be a role');
const newInvitation = z.object({
  email: z.string().trim().min(1, 'must be an e-mail address').max(254, 'must have at most 254 characters'),
  language: z.enum(languages, 'must be a language'),
  roles: z
    .array(z.object({ businessUnitId: id, role }))
    .min(1, 'must name a role')
    .max(100, 'must name at most 100 roles'),
});

/** Who works in the unit, what they may do there, and who is invited. */
export function staffRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await core.staff.list(c.get('scope'))))
    .post('/invitations', validate('header', idempotency), validate('json', newInvitation), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await core.staff.invite(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }), 201);
    })
    .post('/invitations/:invitationId/resend', validate('param', invitation), async (c) => {
      await core.staff.resendInvitation(c.get('scope'), c.req.valid('param'));
      return c.json({ resent: true });
    })
    .post('/invitations/:invitationId/revoke', validate('param', invitation), async (c) => {
      await core.staff.revokeInvitation(c.get('scope'), c.req.valid('param'));
      return c.json({ revoked: true });
    })
    .put(
      '/:staffUserId/role',
      validate('param', member),
      validate('json', z.object({ role: role.nullable() })),
      async (c) => {
        await core.staff.setRole(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({ stored: true });
      },
    )
    .put(
      '/:staffUserId/status',
      validate('param', member),
      validate('json', z.object({ status: z.enum(['active', 'disabled'], 'must be active or disabled') })),
      async (c) => {
        await core.staff.setStatus(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({ stored: true });
      },
    )
    .post('/:staffUserId/end-sessions', validate('param', member), async (c) => {
      await core.staff.endSessions(c.get('scope'), c.req.valid('param'));
      return c.json({ ended: true });
    })
    .post('/:staffUserId/renew-sign-in', validate('param', member), async (c) => {
      await core.staff.renewSignIn(c.get('scope'), c.req.valid('param'));
      return c.json({ sent: true });
    });
}
