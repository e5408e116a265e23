import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { place, word } from '../technician-input.ts';
import { idempotency, revision, validate } from '../validate.ts';

const details = z.object({
  phone: word.nullable(),
  email: word.nullable(),
  base: z.object(place),
  revision,
});

/** What technicians see and say of themselves. */
export function ownTechnicianRoutes({ core: { ownTechnician } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json({ technician: await ownTechnician.page(c.get('scope')) }))
    .put('/', validate('header', idempotency), validate('json', details), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      await ownTechnician.save(c.get('scope'), { ...c.req.valid('json'), idempotencyKey });
      return c.json({ technician: await ownTechnician.page(c.get('scope')) });
    })
    .put(
      '/delegation',
      validate('json', z.object({ delegates: z.boolean('must be yes or no') })),
      async (c) => {
        await ownTechnician.delegate(c.get('scope'), c.req.valid('json'));
        return c.json({ technician: await ownTechnician.page(c.get('scope')) });
      },
    );
}
