import { koReasons, workSteps } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { epoch, id, idempotency, revision, validate } from '../validate.ts';

const one = z.object({ interventionId: id });
const words = z.string('must be text').max(20_000, 'is too long');
/** What fits together is the domain's affair. */
const closing = z.strictObject({
  startedAt: epoch,
  endedAt: epoch,
  result: z.enum(['ok', 'ko'], 'must be ok or ko'),
  reason: z.enum(koReasons, 'must be one of the reasons').nullish(),
  comment: words.optional(),
  answers: z.record(z.string(), z.unknown(), 'must be answers by code'),
  version: z.int('must be the version of the form').min(0, 'must be the version of the form'),
});
const step = z.strictObject({
  step: z.enum(workSteps, 'must be a step'),
  at: epoch,
  sentAt: epoch,
  seen: z.string('must be what was given with the visit').max(300, 'is too long').nullable(),
  closing: closing.optional(),
  words: words.optional(),
});

/** Asked every second by pages that are open: it answers one number. */
export function changeRoutes({ core: { work } }: Services) {
  return new Hono<UnitEnv>().get('/', async (c) => c.json(await work.latestChange(c.get('scope'))));
}

const form = z.strictObject({
  seen: z.string('must be what was given with the visit').max(300, 'is too long').nullable(),
  version: z.int('must be the version of the form').min(0, 'must be the version of the form'),
  answers: z.record(z.string(), z.unknown(), 'must be answers by code'),
  reason: z.enum(koReasons, 'must be one of the reasons').nullish(),
  comment: words.optional(),
});

const minute = z.string('must be a date and a time').max(30, 'must be a date and a time');
const correction = z.strictObject({
  revision,
  start: minute,
  end: minute,
  result: z.enum(['ok', 'ko'], 'must be ok or ko'),
  reason: z.enum(koReasons, 'must be one of the reasons').nullable(),
  comment: words,
  words,
});
const decision = z.strictObject({
  revision,
  decision: z.enum(['take', 'set-aside'], 'must be take or set-aside'),
  words: words.nullable(),
});

/** Closings that came too late. */
export function lateReportRoutes({ core: { work } }: Services) {
  return new Hono<UnitEnv>().post(
    '/:lateReportId/decide',
    validate('param', z.object({ lateReportId: id })),
    validate('header', idempotency),
    validate('json', decision),
    async (c) =>
      c.json(
        await work.decideLate(c.get('scope'), {
          ...c.req.valid('param'),
          ...c.req.valid('json'),
          idempotencyKey: c.req.valid('header')['idempotency-key'],
        }),
      ),
  );
}

/** What happens at the door, step by step, and the reports that are made of it. */
export function workRoutes({ core: { reports, work } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:interventionId/work', validate('param', one), async (c) =>
      c.json(await work.page(c.get('scope'), c.req.valid('param').interventionId)),
    )
    .get('/:interventionId/reports', validate('param', one), async (c) =>
      c.json(await reports.ofVisit(c.get('scope'), c.req.valid('param').interventionId)),
    )
    .post('/:interventionId/reports', validate('param', one), validate('header', idempotency), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      await reports.makeAgain(c.get('scope'), { ...c.req.valid('param'), idempotencyKey });
      return c.json({});
    })
    .post(
      '/:interventionId/reports/delivered',
      validate('param', one),
      validate('header', idempotency),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        await reports.delivered(c.get('scope'), { ...c.req.valid('param'), idempotencyKey });
        return c.json({});
      },
    )
    .post(
      '/:interventionId/close',
      validate('param', one),
      validate('header', idempotency),
      validate('json', form),
      async (c) =>
        c.json(
          await work.close(c.get('scope'), {
            ...c.req.valid('param'),
            ...c.req.valid('json'),
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    )
    .post(
      '/:interventionId/corrections',
      validate('param', one),
      validate('header', idempotency),
      validate('json', correction),
      async (c) =>
        c.json(
          await work.correct(c.get('scope'), {
            ...c.req.valid('param'),
            ...c.req.valid('json'),
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    )
    .post(
      '/:interventionId/steps',
      validate('param', one),
      validate('header', idempotency),
      validate('json', step),
      async (c) =>
        c.json(
          await work.step(c.get('scope'), {
            ...c.req.valid('param'),
            ...c.req.valid('json'),
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    );
}
