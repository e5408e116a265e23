import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, validate } from '../validate.ts';

const access = validate('param', z.object({ accessId: id }));

/**
 * The ways in of one person: its sessions, and its permanent link where the unit has them switched on, and the
 * portal as they see it.
 */
export function accessSignInRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .post('/:accessId/end-sessions', access, async (c) => {
      await core.accessSignIn.endSessions(c.get('scope'), c.req.valid('param'));
      return c.json({});
    })
    .post('/:accessId/preview', access, async (c) => {
      const input = { ...c.req.valid('param'), sessionToken: c.get('sessionToken') };
      return c.json(await core.previews.grant(c.get('scope'), input));
    })
    .get('/:accessId/permanent-link', access, async (c) =>
      c.json(await core.accessSignIn.permanentLink(c.get('scope'), c.req.valid('param').accessId)),
    )
    .post('/:accessId/permanent-link', access, async (c) =>
      c.json(await core.accessSignIn.makePermanentLink(c.get('scope'), c.req.valid('param'))),
    )
    .delete('/:accessId/permanent-link', access, async (c) => {
      await core.accessSignIn.revokePermanentLink(c.get('scope'), c.req.valid('param'));
      return c.json({});
    });
}
