import type { ApiIntervention } from '@itinera/core';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { cancelReasons, interventionStatuses, koReasons } from '@itinera/core/shared';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import { takenProblem } from './problem.ts';
import { report, shownReport } from './reports.ts';
import {
  answers,
  id,
  idempotency,
  instant,
  isYes,
  moment,
  page,
  revision,
  several,
  text,
  told,
  word,
  yesNo,
} from './shapes.ts';

const intervention = z
  .strictObject({
    id,
    reference: z.string(),
    externalReference: z.string().nullable().openapi({ description: 'By which the other system knows it' }),
    activityTypeId: id,
    activityTypeName: z.string(),
    customerId: id,
    customerName: z.string(),
    addressId: id.nullable(),
    parentId: id.nullable().openapi({ description: 'What contains it' }),
    addressText: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    status: z.enum(interventionStatuses),
    result: z.string().nullable(),
    comment: z.string(),
    resultReason: z.string().nullable().openapi({ description: 'Why the result is ko' }),
    actualStart: moment.nullable(),
    actualEnd: moment.nullable(),
    cancelReason: z.string().nullable(),
    promise: z
      .strictObject({ start: moment, end: moment, zone: z.string() })
      .nullable()
      .openapi({ description: 'When the customer may expect somebody' }),
    plannedStart: moment.nullable(),
    technician: z
      .strictObject({ id, name: z.string() })
      .nullable()
      .optional()
      .openapi({ description: 'Only for keys with full-schedules' }),
    report: report.nullable().openapi({ description: 'What it was closed with; null: it is not closed' }),
    confirmedAt: moment.nullable().openapi({ description: 'When its customer confirmed the promised time' }),
    createdAt: moment,
    revision,
  })
  .openapi('Intervention');
const filter = z.strictObject({
  search: z.string().optional(),
  status: several(z.enum(interventionStatuses, `must be one of ${interventionStatuses.join(', ')}`)),
  activityTypeId: several(id),
  customerId: id.optional(),
  parentId: id.optional().openapi({ description: 'What contains it' }),
  appointment: yesNo.openapi({ description: 'Its customer has confirmed the promised time, or not' }),
  withoutStart: yesNo.openapi({ description: 'yes: only what has no time yet' }),
  from: instant.optional().openapi({ description: 'Promised from then' }),
  to: instant.optional(),
  updatedFrom: instant.optional().openapi({ description: 'Something happened to it from then' }),
  updatedTo: instant.optional(),
  ...page,
});
const newIntervention = z
  .strictObject({
    activityTypeId: id,
    customerId: id,
    addressId: id,
    comment: text.default(''),
    parentId: id
      .optional()
      .openapi({ description: 'An open intervention of a type that may contain others' }),
    externalReference: word.optional().openapi({
      description:
        'By which you know it, once in the business unit: what is there under it is not made again, and gets this comment',
    }),
    byHand: z
      .boolean('must be yes or no')
      .optional()
      .openapi({ description: 'It is not planned automatically, though its type is' }),
  })
  .openapi('NewIntervention');
const changes = z.strictObject({ comment: text, revision }).openapi('InterventionChanges', {
  example: { comment: 'The key is next door', revision: 3 },
});
const choice = z
  .strictObject({
    start: instant,
    end: instant,
    technicianId: id.optional().openapi({ description: 'Only for keys with full-schedules' }),
    revision,
  })
  .openapi('ChosenSlot');
const cancellation = z
  .strictObject({
    reason: z.enum(cancelReasons, `must be one of ${cancelReasons.join(', ')}`),
    details: text.optional(),
    parts: z.enum(['cancel', 'keep'], 'must be cancel or keep').optional().openapi({
      description: 'What becomes of the open work it contains, where there is some',
    }),
  })
  .openapi('Cancellation', { example: { reason: 'other', details: 'The order was withdrawn' } });
const closing = z
  .strictObject({
    startedAt: instant,
    endedAt: instant,
    result: z.enum(['ok', 'ko'], 'must be ok or ko'),
    reason: z
      .enum(koReasons, `must be one of ${koReasons.join(', ')}`)
      .optional()
      .openapi({ description: 'Of ko, and of nothing else' }),
    comment: text.optional(),
    answers: z
      .record(z.string(), z.unknown(), 'must be answers by code')
      .optional()
      .openapi({ description: 'To the closing form, without actual start, actual end and result' }),
    revision,
  })
  .openapi('Closing', {
    example: {
      startedAt: '2027-01-12T09:05:00+01:00',
      endedAt: '2027-01-12T10:20:00+01:00',
      result: 'ko',
      reason: 'no-show',
      revision: 3,
    },
  });
const one = z.object({ interventionId: id });
const wanted = z.strictObject({
  withReports: z
    .enum(['0', '1'], 'must be 0 or 1')
    .optional()
    .openapi({ description: '1: with the PDFs of the report' }),
});
const json = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});

export function addInterventions(app: OpenAPIHono<SystemEnv>, { core: { api } }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/interventions',
      operationId: 'intervention.list',
      middleware: door('intervention.list'),
      request: { query: filter },
      responses: answers(
        200,
        'A page of them',
        z.strictObject({ items: z.array(intervention), next: z.string().nullable() }),
      ),
    }),
    async (c) => {
      const { activityTypeId, appointment, withoutStart, ...query } = c.req.valid('query');
      const asked = {
        ...query,
        activityTypeIds: activityTypeId,
        confirmed: isYes(appointment),
        withoutStart: isYes(withoutStart),
      };
      const { items, next } = await api.interventions(c.get('scope'), asked);
      return c.json({ items: items.map(shown), next }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/interventions',
      operationId: 'intervention.create',
      middleware: door('intervention.create'),
      request: { headers: idempotency, body: json(newIntervention) },
      responses: answers(201, 'The intervention: made, or there under its externalReference', intervention),
    }),
    async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('json'), idempotencyKey };
      return c.json(shown(await api.createIntervention(c.get('scope'), input)), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/interventions/{interventionId}',
      operationId: 'intervention.read',
      middleware: door('intervention.read'),
      request: { params: one, query: wanted },
      responses: answers(200, 'The intervention', intervention),
    }),
    async (c) => {
      const { interventionId } = c.req.valid('param');
      const withReports = c.req.valid('query').withReports === '1';
      return c.json(shown(await api.intervention(c.get('scope'), interventionId, { withReports })), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/interventions/{interventionId}',
      operationId: 'intervention.update',
      middleware: door('intervention.update'),
      request: { params: one, body: json(changes) },
      responses: answers(200, 'The intervention as it is now', intervention),
    }),
    async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param') };
      return c.json(shown(await api.updateIntervention(c.get('scope'), input)), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/interventions/{interventionId}/plan',
      operationId: 'intervention.plan',
      middleware: door('intervention.plan'),
      request: { params: one, headers: idempotency, body: json(choice) },
      responses: answers(200, 'The intervention, planned', intervention),
    }),
    async (c) => {
      const planned = await api.planIntervention(c.get('scope'), {
        ...c.req.valid('json'),
        ...c.req.valid('param'),
        idempotencyKey: c.req.valid('header')['idempotency-key'],
      });
      if (planned.kind === 'planned') return c.json(shown(planned.intervention), 200);
      const headers = { 'Content-Type': 'application/problem+json' };
      return c.body(JSON.stringify(takenProblem(planned.slots, c.get('requestId'))), 409, headers) as never;
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/interventions/{interventionId}/cancel',
      operationId: 'intervention.cancel',
      middleware: door('intervention.cancel'),
      request: { params: one, headers: idempotency, body: json(cancellation) },
      responses: answers(200, 'The intervention, canceled', intervention),
    }),
    async (c) => {
      const canceled = await api.cancelIntervention(c.get('scope'), {
        ...c.req.valid('json'),
        ...c.req.valid('param'),
        idempotencyKey: c.req.valid('header')['idempotency-key'],
      });
      return c.json(shown(canceled), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/interventions/{interventionId}/close',
      operationId: 'intervention.close',
      middleware: door('intervention.close'),
      request: { params: one, headers: idempotency, body: json(closing) },
      responses: answers(200, 'The intervention, closed', intervention),
    }),
    async (c) => {
      const closed = await api.closeIntervention(c.get('scope'), {
        ...c.req.valid('json'),
        ...c.req.valid('param'),
        idempotencyKey: c.req.valid('header')['idempotency-key'],
      });
      return c.json(shown(closed), 200);
    },
  );
}

/** An intervention of core as it is told: its times on the clock of the place. */
export function shown(one: ApiIntervention) {
  const { promise, plannedStart, actualStart, actualEnd, confirmedAt, createdAt, ...others } = one;
  const { report: closedWith, ...rest } = others;
  const zone = promise?.zone;
  return {
    ...rest,
    promise: promise && {
      start: told(promise.start, promise.zone) ?? '',
      end: told(promise.end, promise.zone) ?? '',
      zone: promise.zone,
    },
    plannedStart: told(plannedStart, zone),
    actualStart: told(actualStart, zone),
    actualEnd: told(actualEnd, zone),
    report: closedWith && shownReport(closedWith, zone),
    confirmedAt: told(confirmedAt, zone),
    createdAt: told(createdAt) ?? '',
  };
}
