import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { attachment } from '../csv-answer.ts';
import { epoch, id, idempotency, revision, validate } from '../validate.ts';

const place = z.strictObject({
  lon: z.number('must be degrees'),
  lat: z.number('must be degrees'),
  accuracy: z.number('must be metres'),
});
const tap = z.strictObject({ at: epoch, sentAt: epoch, place: place.nullable() });
const out = tap.extend({ clockingId: id.nullish() });
const clock = z.string('must be a date and a time').max(30, 'is too long');
const reason = z.string('must be text').max(1000, 'is too long');
const correction = z.strictObject({
  revision,
  time: z.strictObject({ from: clock, to: clock.nullable() }).nullable(),
  reason,
});
const addition = z.strictObject({
  technicianId: id,
  interventionId: id.nullable(),
  time: z.strictObject({ from: clock, to: clock }),
  reason,
});
const month = z.string('must be a month').max(10, 'must be a month written YYYY-MM');
const one = z.object({ clockingId: id });

/** When technicians clocked in and out: their own page and taps, and what the office reads, corrects and takes out. */
export function attendanceRoutes({ core: { attendance } }: Services) {
  return new Hono<UnitEnv>()
    .get('/own', validate('query', z.object({ month: month.optional() })), async (c) =>
      c.json({ attendance: await attendance.own(c.get('scope'), c.req.valid('query')) }),
    )
    .post(
      '/clock-in',
      validate('header', idempotency),
      validate('json', tap.extend({ interventionId: id.nullable(), seen: z.string().max(300).optional() })),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        const clocked = await attendance.clockIn(c.get('scope'), { ...c.req.valid('json'), idempotencyKey });
        return c.json(clocked, 201);
      },
    )
    .post('/clock-out', validate('header', idempotency), validate('json', out), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await attendance.clockOut(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }));
    })
    .post(
      '/own/:clockingId/correction',
      validate('param', one),
      validate('header', idempotency),
      validate('json', correction),
      async (c) => {
        await attendance.correctOwn(c.get('scope'), {
          ...c.req.valid('json'),
          clockingId: c.req.valid('param').clockingId,
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        });
        return c.json({ corrected: true });
      },
    )
    .get(
      '/',
      validate('query', z.object({ month: month.optional(), technicianId: id.optional() })),
      async (c) => c.json(await attendance.month(c.get('scope'), c.req.valid('query'))),
    )
    .post('/', validate('header', idempotency), validate('json', addition), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const added = await attendance.add(c.get('scope'), { ...c.req.valid('json'), idempotencyKey });
      return c.json(added, 201);
    })
    .post(
      '/export',
      validate(
        'json',
        z.strictObject({
          month,
          technicianId: id.optional(),
          separator: z.string('must be one character').max(2, 'must be one character').optional(),
        }),
      ),
      async (c) => {
        const wish = c.req.valid('json');
        const file = await attendance.exportFile(c.get('scope'), wish);
        return attachment(c, file, `attendance-${wish.month}.csv`);
      },
    )
    .post(
      '/:clockingId/correction',
      validate('param', one),
      validate('header', idempotency),
      validate('json', correction),
      async (c) => {
        await attendance.correct(c.get('scope'), {
          ...c.req.valid('json'),
          clockingId: c.req.valid('param').clockingId,
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        });
        return c.json({ corrected: true });
      },
    );
}
