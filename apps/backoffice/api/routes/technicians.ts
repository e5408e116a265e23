import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, isoDate, revision, validate } from '../validate.ts';
import { absenceFields, hours, profile } from '../technician-input.ts';

const one = z.object({ technicianId: id });
const oneDay = z.object({ technicianId: id, date: isoDate });
const oneAbsence = z.object({ technicianId: id, absenceId: id });

/** The technicians: their records, absences, and one's days as a timed route or as the planner sees them. */
export function technicianRoutes({ core }: Services) {
  const { technicians } = core;
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json({ items: await core.teams.technicians(c.get('scope')) }))
    .post('/', validate('header', idempotency), validate('json', z.object({ profile })), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(
        await technicians.create(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }),
        201,
      );
    })
    .get('/:technicianId', validate('param', one), async (c) =>
      c.json(await technicians.record(c.get('scope'), c.req.valid('param').technicianId)),
    )
    .put(
      '/:technicianId',
      validate('param', one),
      validate('header', idempotency),
      validate('json', z.object({ profile, revision })),
      async (c) => {
        const { technicianId } = c.req.valid('param');
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        await technicians.saveProfile(c.get('scope'), {
          ...c.req.valid('json'),
          technicianId,
          idempotencyKey,
        });
        return c.json(await technicians.record(c.get('scope'), technicianId));
      },
    )
    .put(
      '/:technicianId/hours',
      validate('param', one),
      validate('json', z.object({ hours, revision })),
      async (c) => {
        const { technicianId } = c.req.valid('param');
        await technicians.saveHours(c.get('scope'), { ...c.req.valid('json'), technicianId });
        return c.json(await technicians.record(c.get('scope'), technicianId));
      },
    )
    .post(
      '/:technicianId/absences',
      validate('param', one),
      validate('json', z.object(absenceFields)),
      async (c) => {
        const { technicianId } = c.req.valid('param');
        const saved = await technicians.saveAbsence(c.get('scope'), { ...c.req.valid('json'), technicianId });
        return c.json(saved, 201);
      },
    )
    .put(
      '/:technicianId/absences/:absenceId',
      validate('param', oneAbsence),
      validate('json', z.object({ ...absenceFields, revision })),
      async (c) =>
        c.json(
          await technicians.saveAbsence(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') }),
        ),
    )
    .delete('/:technicianId/absences/:absenceId', validate('param', oneAbsence), async (c) => {
      await technicians.deleteAbsence(c.get('scope'), c.req.valid('param'));
      return c.json({ deleted: true });
    })
    .get('/:technicianId/calendar/:date', validate('param', oneDay), async (c) => {
      const { technicianId, date } = c.req.valid('param');
      return c.json(await technicians.calendar(c.get('scope'), technicianId, date));
    })
    .get('/:technicianId/days/:date', validate('param', oneDay), async (c) => {
      const { technicianId, date } = c.req.valid('param');
      return c.json(await core.availability.routeDay(c.get('scope'), technicianId, date));
    });
}
