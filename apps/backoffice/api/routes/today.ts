import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { localDate } from '../local-date.ts';
import { isoDate, validate } from '../validate.ts';

/** The rest is behind the counter's link. */
const shownUnplanned = 8;

/** Everybody's day at one look: counters, and each technician's day as a route. */
export function todayRoutes({ core }: Services) {
  return new Hono<UnitEnv>().get(
    '/',
    validate('query', z.object({ date: isoDate.optional() })),
    async (c) => {
      const scope = c.get('scope');
      const zone = c.get('zone');
      const now = core.clock.now();
      const date = c.req.valid('query').date ?? localDate(now, zone);
      const technicians = (await core.teams.technicians(scope)).filter((technician) => technician.active);
      const [days, unplanned] = await Promise.all([
        Promise.all(technicians.map((technician) => core.availability.routeDay(scope, technician.id, date))),
        core.interventions.list(scope, { status: 'pending', planned: false }),
      ]);
      const visits = days.flatMap((day) => day.stops.filter((stop) => stop.kind === 'visit'));
      return c.json({
        date,
        zone,
        now,
        counts: {
          visits: visits.length,
          unplanned: unplanned.total,
          endangered: visits.filter((visit) => visit.lateness > 0).length,
        },
        days,
        unplanned: unplanned.items.slice(0, shownUnplanned),
      });
    },
  );
}
