import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { ownOnly } from '../gate.ts';
import { id, isoDate, validate } from '../validate.ts';

/** The technicians, and one technician's day as a timed route. */
export function technicianRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => {
      const only = c.get('onlyTechnicianId');
      const all = await core.teams.technicians(c.get('scope'));
      return c.json({ items: only === null ? all : all.filter((technician) => technician.id === only) });
    })
    .get(
      '/:technicianId/days/:date',
      validate('param', z.object({ technicianId: id, date: isoDate })),
      async (c) => {
        const { technicianId, date } = c.req.valid('param');
        ownOnly(c, technicianId);
        return c.json(await core.availability.routeDay(c.get('scope'), technicianId, date));
      },
    );
}
