import {
  interventionStatuses,
  languages,
  mostShownFields,
  portalFields,
  reportPlaces,
  shownForms,
  visitMessages,
} from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const word = z.string('must be text').max(320, 'is too long');
const text = z.string('must be text').max(4000, 'is too long');
const language = z.enum(languages, 'must be a language of the portal');
const texts = z.partialRecord(language, text);
const number = z.int('must be a whole number');
const yes = z.boolean('must be yes or no');
const hours = z.array(z.object({ from: word, to: word })).max(24, 'are too many');
const status = z.enum(interventionStatuses, 'must be a status');

const display = z.object({
  hiddenStatuses: z.array(status).max(10, 'are too many'),
  statusLabels: z.partialRecord(status, texts),
  hiddenFields: z.array(z.enum(portalFields, 'must be a field')).max(20, 'are too many'),
  shownFields: z
    .array(z.object({ form: z.enum(shownForms, 'must be a form'), code: word, label: texts }))
    .max(mostShownFields, 'are too many')
    .default([]),
  time: z.enum(['window', 'exact'], 'must be window or exact'),
  heading: texts,
  text: texts,
  messages: z
    .partialRecord(
      z.enum(visitMessages, 'must be a message'),
      z.strictObject({ subject: texts, text: texts }),
    )
    .default({}),
});

const report = z.strictObject({
  made: yes,
  name: texts,
  intro: texts,
  ending: texts,
  places: z.array(z.enum(reportPlaces, 'must be a sheet')).max(2, 'are too many'),
  comment: yes,
  portal: yes,
  mail: yes,
});

/** What is possible together is the domain's affair. */
const changes = z
  .object({
    name: texts,
    description: texts,
    reference: word,
    category: word,
    logo: word.nullable(),
    kind: z.enum(['intervention', 'no-location', 'task', 'contact-call'], 'must be a kind of work'),
    visibility: z.enum(['private', 'shared'], 'must be private or shared'),
    manual: yes,
    container: yes,
    contained: yes,
    supervisedClosing: yes,
    active: yes,
    position: number,
    skills: z.record(word, number),
    duration: number,
    bufferBefore: number,
    bufferAfter: number,
    notice: number,
    horizonDays: number,
    offeredHours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), hours).nullable(),
    step: number,
    width: number,
    slack: number,
    goal: z.enum(['relevance', 'earliest'], 'must be relevance or earliest'),
    minimumRelevance: number,
    mostWindows: number.nullable(),
    holdSeconds: number,
    maximumReschedules: number.nullable(),
    assignment: z.enum(['by-hand', 'automatic', 'automatic-promised'], 'must say who plans it'),
    portalShown: yes,
    display,
    report,
  })
  .partial()
  .strict();

const card = z.object({ interventionId: id.nullable(), language, portalShown: yes, display });

const one = z.object({ activityTypeId: id });
const picture = z.object({ logo: z.string().regex(/^[0-9a-f]{64}$/) });

/** The activity types of a unit and how they are configured. */
export function catalogueRoutes({ core: { catalogue, interventions } }: Services) {
  return new Hono<UnitEnv>()
    .get('/types', async (c) => c.json({ items: await catalogue.list(c.get('scope')) }))
    .post('/types', validate('json', z.object({ name: word })), async (c) =>
      c.json(await catalogue.create(c.get('scope'), c.req.valid('json')), 201),
    )
    .get('/types/:activityTypeId', validate('param', one), async (c) =>
      c.json(await catalogue.page(c.get('scope'), c.req.valid('param').activityTypeId)),
    )
    .put(
      '/types/:activityTypeId',
      validate('param', one),
      validate('json', z.object({ revision, changes })),
      async (c) => {
        const { activityTypeId } = c.req.valid('param');
        await catalogue.save(c.get('scope'), { activityTypeId, ...c.req.valid('json') });
        return c.json(await catalogue.page(c.get('scope'), activityTypeId));
      },
    )
    .post(
      '/types/:activityTypeId/undo',
      validate('param', one),
      validate('json', z.object({ revision })),
      async (c) => {
        const { activityTypeId } = c.req.valid('param');
        await catalogue.undo(c.get('scope'), { activityTypeId, ...c.req.valid('json') });
        return c.json(await catalogue.page(c.get('scope'), activityTypeId));
      },
    )
    .post('/types/:activityTypeId/portal-card', validate('param', one), validate('json', card), async (c) => {
      const { activityTypeId } = c.req.valid('param');
      return c.json(
        await interventions.portalCard(c.get('scope'), { activityTypeId, ...c.req.valid('json') }),
      );
    })
    .post('/types/:activityTypeId/copy', validate('param', one), async (c) =>
      c.json(await catalogue.copy(c.get('scope'), c.req.valid('param')), 201),
    )
    .get('/types/:activityTypeId/file', validate('param', one), async (c) => {
      const file = await catalogue.exportFile(c.get('scope'), c.req.valid('param').activityTypeId);
      return c.json(file);
    })
    .post('/files', validate('json', z.object({ file: z.string('must be text') })), async (c) =>
      c.json(await catalogue.importFile(c.get('scope'), c.req.valid('json')), 201),
    )
    .get('/gallery', async (c) => c.json({ items: await catalogue.gallery(c.get('scope')) }))
    .post('/gallery', validate('json', z.object({ code: word })), async (c) =>
      c.json(await catalogue.takeFromGallery(c.get('scope'), c.req.valid('json')), 201),
    )
    .post('/logos', async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await catalogue.uploadLogo(c.get('scope'), bytes), 201);
    })
    .get('/logos/:logo', validate('param', picture), async (c) => {
      const bytes = await catalogue.uploadedLogo(c.get('scope'), c.req.valid('param').logo);
      return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'image/png' });
    });
}
