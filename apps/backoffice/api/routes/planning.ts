import { cancelReasons } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { epoch, id, idempotency, isoDate, revision, validate } from '../validate.ts';

const subject = z.object({ interventionId: id });
const range = z.object({
  from: isoDate.optional(),
  days: z.coerce.number().int().min(1).max(60).optional(),
});
const choice = z.object({
  technicianId: id,
  date: isoDate,
  start: epoch,
  end: epoch,
  revision: z.int().min(0),
});
const byHand = z.strictObject({
  technicianId: id,
  at: z.string().max(30),
  revision,
  accepted: z.string().max(100).optional(),
});
const shown = z.object({ revision });
const cancellation = z.object({
  reason: z.enum(cancelReasons),
  details: z.string().trim().max(1000).optional(),
  parts: z.enum(['cancel', 'keep'], 'must be cancel or keep').optional(),
});

/** What happens to one intervention in time: the assistant's offers, planning or moving it to one, who plans it, whether its customer confirmed it, cancelling it. */
export function planningRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/:interventionId/offers', validate('param', subject), validate('query', range), async (c) => {
      const scope = c.get('scope');
      const { interventionId } = c.req.valid('param');
      const { typeId, address } = await core.interventions.page(scope, interventionId);
      const request = { activityTypeId: typeId, addressId: address.id, interventionId };
      return c.json(await core.availability.assist(scope, { ...request, ...c.req.valid('query') }));
    })
    .post(
      '/:interventionId/plan',
      validate('param', subject),
      validate('header', idempotency),
      validate('json', choice),
      async (c) =>
        c.json(
          await core.bookings.plan(c.get('scope'), {
            ...c.req.valid('json'),
            interventionId: c.req.valid('param').interventionId,
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    )
    .post(
      '/:interventionId/plan-by-hand',
      validate('param', subject),
      validate('header', idempotency),
      validate('json', byHand),
      async (c) =>
        c.json(
          await core.bookings.planByHand(c.get('scope'), {
            ...c.req.valid('json'),
            interventionId: c.req.valid('param').interventionId,
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    )
    .post(
      '/:interventionId/accept-time',
      validate('param', subject),
      validate('header', idempotency),
      validate('json', shown),
      async (c) => {
        await core.bookings.acceptTime(c.get('scope'), {
          ...c.req.valid('json'),
          interventionId: c.req.valid('param').interventionId,
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        });
        return c.json({ accepted: true });
      },
    )
    .post(
      '/:interventionId/decline-time',
      validate('param', subject),
      validate('header', idempotency),
      validate('json', shown.extend({ words: z.string('must be text').trim().max(1000, 'is too long') })),
      async (c) => {
        await core.bookings.declineTime(c.get('scope'), {
          ...c.req.valid('json'),
          interventionId: c.req.valid('param').interventionId,
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        });
        return c.json({ declined: true });
      },
    )
    .post(
      '/:interventionId/assignment',
      validate('param', subject),
      validate('json', shown.extend({ automatic: z.boolean('must be yes or no') })),
      async (c) => {
        const { interventionId } = c.req.valid('param');
        const scope = c.get('scope');
        await core.interventions.setAssignment(scope, { ...c.req.valid('json'), interventionId });
        return c.json(await core.interventions.page(scope, interventionId));
      },
    )
    .post(
      '/:interventionId/confirmation',
      validate('param', subject),
      validate('json', shown.extend({ confirmed: z.boolean('must be yes or no') })),
      async (c) => {
        const { interventionId } = c.req.valid('param');
        const scope = c.get('scope');
        await core.interventions.setConfirmed(scope, { ...c.req.valid('json'), interventionId });
        return c.json(await core.interventions.page(scope, interventionId));
      },
    )
    .post(
      '/:interventionId/cancel',
      validate('param', subject),
      validate('header', idempotency),
      validate('json', cancellation),
      async (c) => {
        await core.bookings.cancel(c.get('scope'), {
          ...c.req.valid('json'),
          interventionId: c.req.valid('param').interventionId,
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        });
        return c.json({ canceled: true });
      },
    );
}
