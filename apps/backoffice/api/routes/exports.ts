import { customerKinds, importTargets, interventionStatuses, relationships } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { attachment } from '../csv-answer.ts';
import { id, validate } from '../validate.ts';

const target = z.object({ target: z.enum(importTargets) });
const wish = z.object({
  separator: z.string('must be one character').max(2, 'must be one character').optional(),
  // Customers, and what belongs to them.
  search: z.string('must be text').trim().max(100, 'is too long').optional(),
  relationship: z.enum(relationships, `must be one of ${relationships.join(', ')}`).optional(),
  kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`).optional(),
  categoryId: id.optional(),
  profileId: id.optional(),
  responsibleId: id.optional(),
  tag: z.string('must be text').trim().max(100, 'is too long').optional(),
  notLocated: z.boolean('must be yes or no').optional(),
  withInactive: z.boolean('must be yes or no').optional(),
  // Interventions: when they begin, and what they are.
  status: z.enum(interventionStatuses, `must be one of ${interventionStatuses.join(', ')}`).optional(),
  activityTypeId: id.optional(),
  from: z.iso.date('must be a date written YYYY-MM-DD').optional(),
  to: z.iso.date('must be a date written YYYY-MM-DD').optional(),
});

/** Records of one kind as a CSV file. A POST, as it is counted and stands in the audit. */
export function exportRoutes({ core: { imports } }: Services) {
  return new Hono<UnitEnv>().post(
    '/:target',
    validate('param', target),
    validate('json', wish),
    async (c) => {
      const { target } = c.req.valid('param');
      const file = await imports.exportFile(c.get('scope'), { ...c.req.valid('json'), target });
      return attachment(c, file, `${target}.csv`);
    },
  );
}
