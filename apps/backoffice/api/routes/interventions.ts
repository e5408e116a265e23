import type { InterventionFilter } from '@itinera/core';
import { interventionProblems, interventionSorts, interventionStatuses } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, isoDate, pageNumber, validate } from '../validate.ts';

const yesNo = z.enum(['yes', 'no'], 'must be yes or no').optional();
/** What may stand in an address several times. */
const several = <One extends z.ZodType>(one: One) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(one).max(50).optional());

/** CAD-IM-04, with the dates of the business unit's zone. */
const filter = z.object({
  search: z.string().trim().max(100).optional(),
  status: several(z.enum(interventionStatuses)),
  type: several(id),
  planned: yesNo,
  appointment: yesNo,
  start: yesNo,
  problem: z.enum(interventionProblems).optional(),
  technician: id.optional(),
  customer: id.optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  updated_from: isoDate.optional(),
  updated_to: isoDate.optional(),
  sort: z.enum(interventionSorts).optional(),
  page: pageNumber.optional(),
});

/** The same as core takes it. */
function listFilter(query: z.output<typeof filter>): InterventionFilter {
  const { planned, appointment, start, search, problem, from, to, sort, page } = query;
  const isYes = (answer: 'yes' | 'no' | undefined) => (answer === undefined ? undefined : answer === 'yes');
  return {
    ...{ search, problem, from, to, sort, page },
    status: query.status,
    typeIds: query.type,
    planned: isYes(planned),
    confirmed: isYes(appointment),
    withoutStart: start === undefined ? undefined : start === 'no',
    technicianId: query.technician,
    customerId: query.customer,
    updatedFrom: query.updated_from,
    updatedTo: query.updated_to,
  };
}

const newIntervention = z.object({
  activityTypeId: id,
  customerId: id,
  addressId: id,
  comment: z.string().trim().max(2000),
  parentId: id.optional(),
  byHand: z.boolean('must be yes or no').optional(),
});

/** Interventions: a page of the list, one of them whole, and making one. */
export function interventionRoutes({ core }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', filter), async (c) =>
      c.json(await core.interventions.list(c.get('scope'), listFilter(c.req.valid('query')))),
    )
    .get('/:interventionId', validate('param', z.object({ interventionId: id })), async (c) => {
      const { interventionId } = c.req.valid('param');
      return c.json(await core.interventions.page(c.get('scope'), interventionId));
    })
    .get('/:interventionId/documents', validate('param', z.object({ interventionId: id })), async (c) => {
      const { interventionId } = c.req.valid('param');
      return c.json({ items: await core.documents.decided(c.get('scope'), interventionId) });
    })
    .post('/', validate('header', idempotency), validate('json', newIntervention), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('json'), idempotencyKey };
      return c.json(await core.interventions.create(c.get('scope'), input), 201);
    });
}
