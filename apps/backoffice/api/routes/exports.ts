import { customerStatuses, importTargets } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { attachment } from '../csv-answer.ts';
import { validate } from '../validate.ts';

const target = z.object({ target: z.enum(importTargets) });
const wish = z.object({
  separator: z.string('must be one character').max(2, 'must be one character').optional(),
  search: z.string('must be text').trim().max(100, 'is too long').optional(),
  status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`).optional(),
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
