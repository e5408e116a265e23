import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { area } from '../technician-input.ts';
import { id, revision, validate } from '../validate.ts';

/** What a colour or an area must be like is the domain's affair. */
const zone = z.object({
  name: z.string('must be text').max(320, 'is too long'),
  colour: z.string('must be text').max(20, 'is too long'),
  area,
  active: z.boolean('must be yes or no'),
  technicianIds: z.array(id).max(500, 'are too many'),
});
const one = z.object({ serviceZoneId: id });

/** The service zones of a unit, and who serves them. */
export function serviceZoneRoutes({ core: { serviceZones } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json({ items: await serviceZones.list(c.get('scope')) }))
    .post('/', validate('json', zone), async (c) =>
      c.json(await serviceZones.save(c.get('scope'), c.req.valid('json')), 201),
    )
    .put('/:serviceZoneId', validate('param', one), validate('json', zone.extend({ revision })), async (c) =>
      c.json(await serviceZones.save(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') })),
    );
}
