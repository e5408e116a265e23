import type { SaveActionInput } from '@itinera/core';
import {
  actionIcons,
  actionPlaces,
  languages,
  longestDocument,
  portalActionKinds,
  resultingStatuses,
  ruleProblems,
  staffNotified,
  type Rule,
} from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const ofType = z.object({ activityTypeId: id });
const one = ofType.extend({ actionId: id });
const texts = z.partialRecord(
  z.enum(languages, 'must be a language of the portal'),
  z.string('must be text').max(4000, 'is too long'),
);
const document = z.partialRecord(
  z.enum(languages, 'must be a language of the portal'),
  z.string('must be text').max(longestDocument, 'is too long'),
);
const number = z.int('must be a whole number');
const yes = z.boolean('must be yes or no');
const hours = z.array(z.object({ from: z.string().max(5), to: z.string().max(5) })).max(24, 'are too many');
const rule = z.custom<Rule>((value) => ruleProblems(value).length === 0, 'must be a condition').nullable();
const kind = z.enum(portalActionKinds, 'must be a kind of action');

const resultingStatus = z.enum(resultingStatuses, 'must be a resulting status').nullable().default(null);

/** What is possible together is the domain's affair. */
const settings = z.object({
  kind,
  enabled: yes,
  place: z.enum(actionPlaces, 'must be a place'),
  label: texts,
  description: texts,
  confirmation: texts,
  icon: z.enum(actionIcons, 'must be an icon').nullable(),
  tellCustomer: yes,
  notifyStaff: z
    .array(z.enum(staffNotified, 'must be who is told'))
    .max(staffNotified.length, 'are too many'),
  document: document.default({}),
  staffConfirms: yes.default(false),
  resultingStatus,
  minimumNotice: number,
  limits: z.strictObject({
    horizonDays: number.optional(),
    offeredHours: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), hours).optional(),
    minimumRelevance: number.optional(),
    slotsShown: number.optional(),
    maximumReschedules: number.optional(),
  }),
  conditions: rule,
});
const tried = z.object({
  interventionId: id,
  actionId: id.optional(),
  kind,
  enabled: yes,
  minimumNotice: number,
  maximumReschedules: number.nullable(),
  resultingStatus,
  conditions: rule,
});

const card = z.strictObject({
  interventionId: id,
  place: z.enum(actionPlaces, 'must be a place'),
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  label: texts,
  description: texts,
  confirmation: texts,
  document,
});

/** What customers may do with interventions of a type, and when. */
export function portalActionRoutes({ core: { interventions, portalActions } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:activityTypeId/actions', validate('param', ofType), async (c) =>
      c.json(await portalActions.page(c.get('scope'), c.req.valid('param').activityTypeId)),
    )
    .get('/:activityTypeId/actions/samples', validate('param', ofType), async (c) =>
      c.json({
        items: await portalActions.samples(c.get('scope'), c.req.valid('param').activityTypeId),
      }),
    )
    .post('/:activityTypeId/actions/try', validate('param', ofType), validate('json', tried), async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(await portalActions.try(c.get('scope'), input));
    })
    .post('/:activityTypeId/actions/card', validate('param', ofType), validate('json', card), async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(await interventions.actionCard(c.get('scope'), input));
    })
    .post('/:activityTypeId/actions', validate('param', ofType), validate('json', settings), async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') } as SaveActionInput;
      return c.json(await portalActions.save(c.get('scope'), input), 201);
    })
    .put(
      '/:activityTypeId/actions/order',
      validate('param', ofType),
      validate('json', z.object({ actionIds: z.array(id).max(100, 'are too many') })),
      async (c) => {
        await portalActions.order(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({});
      },
    )
    .post(
      '/:activityTypeId/actions/undo',
      validate('param', ofType),
      validate('json', z.object({ sequence: number.min(0, 'must be the number of a change') })),
      async (c) => {
        await portalActions.undo(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({});
      },
    )
    .put(
      '/:activityTypeId/actions/:actionId',
      validate('param', one),
      validate('json', settings.extend({ revision })),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json') } as SaveActionInput;
        return c.json(await portalActions.save(c.get('scope'), input));
      },
    )
    .delete(
      '/:activityTypeId/actions/:actionId',
      validate('param', one),
      validate('json', z.object({ revision })),
      async (c) => {
        await portalActions.remove(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({});
      },
    );
}
