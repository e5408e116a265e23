import type { BusinessUnitScope, Core, TechnicianSummary } from '@itinera/core';
import type { IsoDate } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { localDate, shiftDate } from '../local-date.ts';
import { isoDate, validate } from '../validate.ts';

/** Everybody's day at one look: counters, each technician's day as a route, and what needs attention. */
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
      const [days, attention] = await Promise.all([
        Promise.all(technicians.map((technician) => core.availability.routeDay(scope, technician.id, date))),
        core.interventions.attention(scope),
      ]);
      const nobodyWorks = days.every(({ working, stops }) => working.length === 0 && stops.length === 0);
      const visits = days.flatMap((day) => day.stops.filter((stop) => stop.kind === 'visit'));
      return c.json({
        date,
        zone,
        now,
        counts: {
          visits: visits.length,
          unplanned: attention.counts.unplanned,
          endangered: visits.filter((visit) => visit.lateness > 0 && isToCome(visit)).length,
        },
        days,
        /** Nobody works: the first of the next seven dates on which somebody does. */
        nextWorking: nobodyWorks ? await nextWorking(core, scope, technicians, date) : null,
        attention,
      });
    },
  );
}

/** Work that began late is late, and in danger no more. */
function isToCome({ progress }: { progress: string | null }): boolean {
  return progress === null || progress === 'on-the-way';
}

async function nextWorking(
  core: Core,
  scope: BusinessUnitScope,
  technicians: TechnicianSummary[],
  after: IsoDate,
): Promise<IsoDate | null> {
  for (let ahead = 1; ahead <= 7; ahead++) {
    const date = shiftDate(after, ahead);
    const days = await Promise.all(technicians.map(({ id }) => core.availability.routeDay(scope, id, date)));
    if (days.some(({ working }) => working.length > 0)) return date;
  }
  return null;
}
