import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, isoDate, validate } from '../validate.ts';

/** The technicians, and one technician's day as a timed route. */
export function technicianRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => {
      return c.json({ items: await core.teams.technicians(c.get('scope')) });
    })
    .get(
      '/:technicianId/days/:date',
      validate('param', z.object({ technicianId: id, date: isoDate })),
      async (c) => {
        const { technicianId, date } = c.req.valid('param');
        return c.json(await core.availability.routeDay(c.get('scope'), technicianId, date));
      },
    );
}
