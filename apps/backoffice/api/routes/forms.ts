import type { FormOf } from '@itinera/core';
import type { FormDefinition } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, validate } from '../validate.ts';

const ofType = z.object({ activityTypeId: id, purpose: z.enum(['activity', 'closing', 'survey']) });
const ofVisit = z.object({ interventionId: id, purpose: z.enum(['activity', 'closing', 'survey']) });
const count = z.int('must be a whole number').min(0, 'must be 0 or more');
const code = z.string().max(100, 'is too long');
/** What a definition must be like is the domain's affair, down to its last part. */
const definition = z.custom<FormDefinition>(
  (given) => typeof given === 'object' && given !== null,
  'must be a form',
);
const undo = z.object({ revision: count, deletions: z.record(code, count) });
const save = undo.extend({ definition });
const answers = z.record(z.string(), z.unknown(), 'must be answers by code');
const answerVisit = z.object({
  version: count,
  revision: count,
  answers,
  mode: z.enum(['draft', 'final'], 'must be draft or final'),
});
const answerCustomer = z.object({ revision: count, answers });
const customers: FormOf = { activityTypeId: null, purpose: 'customer' };

/** The forms of an activity type. */
export function activityTypeFormRoutes({ core: { forms } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:activityTypeId/forms/:purpose', validate('param', ofType), async (c) =>
      c.json(await forms.page(c.get('scope'), c.req.valid('param'))),
    )
    .put('/:activityTypeId/forms/:purpose', validate('param', ofType), validate('json', save), async (c) =>
      c.json(await forms.save(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .get('/:activityTypeId/forms/:purpose/history', validate('param', ofType), async (c) =>
      c.json({ items: await forms.history(c.get('scope'), c.req.valid('param')) }),
    )
    .post(
      '/:activityTypeId/forms/:purpose/undo',
      validate('param', ofType),
      validate('json', undo),
      async (c) =>
        c.json(await forms.undo(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    );
}

/** The form of the unit's customers. */
export function customerFormRoutes({ core: { forms } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await forms.page(c.get('scope'), customers)))
    .put('/', validate('json', save), async (c) =>
      c.json(await forms.save(c.get('scope'), { ...customers, ...c.req.valid('json') })),
    )
    .get('/history', async (c) => c.json({ items: await forms.history(c.get('scope'), customers) }))
    .post('/undo', validate('json', undo), async (c) =>
      c.json(await forms.undo(c.get('scope'), { ...customers, ...c.req.valid('json') })),
    );
}

/** What is asked about a visit. */
export function visitFormRoutes({ core: { forms } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:interventionId/forms', validate('param', z.object({ interventionId: id })), async (c) =>
      c.json({ items: await forms.allOfVisit(c.get('scope'), c.req.valid('param').interventionId) }),
    )
    .get('/:interventionId/forms/:purpose', validate('param', ofVisit), async (c) =>
      c.json(await forms.ofVisit(c.get('scope'), c.req.valid('param'))),
    )
    .put(
      '/:interventionId/forms/:purpose',
      validate('param', ofVisit),
      validate('header', idempotency),
      validate('json', answerVisit),
      async (c) =>
        c.json(
          await forms.answerVisit(c.get('scope'), {
            ...c.req.valid('param'),
            ...c.req.valid('json'),
            idempotencyKey: c.req.valid('header')['idempotency-key'],
          }),
        ),
    );
}

/** The unit's own fields of one customer. */
export function ownFieldRoutes({ core: { forms } }: Services) {
  const one = z.object({ customerId: id });
  return new Hono<UnitEnv>()
    .get('/:customerId/own-fields', validate('param', one), async (c) =>
      c.json(await forms.ofCustomer(c.get('scope'), c.req.valid('param').customerId)),
    )
    .put('/:customerId/own-fields', validate('param', one), validate('json', answerCustomer), async (c) =>
      c.json(await forms.answerCustomer(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    );
}
