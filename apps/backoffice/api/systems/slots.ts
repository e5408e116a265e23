import type { ApiSlots, FullSlot, ReducedSlot } from '@itinera/core';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import { answers, duration, id, instant, moment, told } from './shapes.ts';

/** CAD-PL-05. What must be given with what, core says. */
const query = z
  .strictObject({
    activityTypeId: id.optional(),
    addressId: id.optional(),
    address: z
      .string('must be text')
      .optional()
      .openapi({ description: 'In words, as on an envelope', example: 'Städtle 1, 9490 Vaduz' }),
    latitude: z.number('must be a number').optional(),
    longitude: z.number('must be a number').optional(),
    interventionId: id.optional(),
    duration: duration.optional(),
    from: instant.optional(),
    to: instant.optional(),
    availableOnly: z
      .boolean('must be true or false')
      .optional()
      .openapi({ description: 'Of the full form: without what is not available' }),
    form: z.enum(['full', 'reduced'], 'must be full or reduced').optional(),
  })
  .openapi('SlotQuery', {
    example: {
      activityTypeId: '01890000-0000-7000-8000-000000000001',
      latitude: 47.141,
      longitude: 9.521,
      from: '2027-01-12T00:00:00+01:00',
      to: '2027-01-15T00:00:00+01:00',
      duration: '01:30:00',
    },
  });

const relevanceClass = z.enum(['best', 'good', 'possible']);
const when = {
  date: z.iso.date().openapi({ description: 'On the clock of the place' }),
  time: z.string().regex(/^\d\d:\d\d$/),
  start: moment,
  end: moment,
};
const place = z
  .strictObject({ text: z.string(), latitude: z.number(), longitude: z.number() })
  .nullable()
  .openapi({ description: 'What an address in words was taken for' });
const asked = { zone: z.string(), place, duration: z.int(), from: moment, to: moment };
const reducedSlots = z
  .strictObject({
    form: z.literal('reduced'),
    ...asked,
    dates: z.array(
      z.strictObject({
        date: when.date,
        slots: z.array(
          z.strictObject({
            ...when,
            relevanceClass,
            technicianNumber: z
              .int()
              .optional()
              .openapi({ description: 'Only for keys with full-schedules; means nothing in another answer' }),
          }),
        ),
      }),
    ),
  })
  .openapi('ReducedSlots');
const fullSlots = z
  .strictObject({
    form: z.literal('full'),
    ...asked,
    dates: z.array(
      z.strictObject({
        date: when.date,
        slots: z.array(
          z.strictObject({
            ...when,
            available: z.boolean(),
            unavailableReason: z.string().nullable(),
            technician: z.strictObject({ id, name: z.string() }),
            plannedStart: moment.nullable(),
            relevance: z.number().nullable(),
            relevanceClass: relevanceClass.nullable(),
            reason: z.string().nullable(),
            travel: z
              .strictObject({
                before: z.int(),
                after: z.int(),
                detour: z.int(),
                estimated: z.boolean(),
              })
              .nullable()
              .openapi({ description: 'Seconds' }),
          }),
        ),
      }),
    ),
  })
  .openapi('FullSlots');

export function addSlots(app: OpenAPIHono<SystemEnv>, { core: { api } }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/slots',
      operationId: 'slot.query',
      middleware: door('slot.query'),
      request: { body: { required: true, content: { 'application/json': { schema: query } } } },
      responses: answers(200, 'The slots by date', z.union([fullSlots, reducedSlots])),
    }),
    async (c) => c.json(shown(await api.slots(c.get('scope'), c.req.valid('json'))), 200),
  );
}

function shown(slots: ApiSlots): z.input<typeof fullSlots> | z.input<typeof reducedSlots> {
  const { zone, place, duration, from, to } = slots;
  const head = { zone, place, duration, from: told(from, zone) ?? '', to: told(to, zone) ?? '' };
  return slots.form === 'full'
    ? {
        form: slots.form,
        ...head,
        dates: slots.dates.map(({ date, slots }) => ({ date, slots: slots.map(full(date, zone)) })),
      }
    : {
        form: slots.form,
        ...head,
        dates: slots.dates.map(({ date, slots }) => ({ date, slots: slots.map(reduced(date, zone)) })),
      };
}

const full =
  (date: string, zone: string) =>
  ({ start, end, plannedStart, ...rest }: FullSlot) => ({
    ...times({ start, end }, date, zone),
    ...rest,
    plannedStart: told(plannedStart, zone),
  });

const reduced =
  (date: string, zone: string) =>
  ({ start, end, ...rest }: ReducedSlot) => ({ ...times({ start, end }, date, zone), ...rest });

function times({ start, end }: { start: number; end: number }, date: string, zone: string) {
  const startsAt = told(start, zone) ?? '';
  return { date, time: startsAt.slice(11, 16), start: startsAt, end: told(end, zone) ?? '' };
}
