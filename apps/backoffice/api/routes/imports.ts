import { ItineraError } from '@itinera/core';
import { importEncodings, importModes, importOptions, importTargets } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { attachment } from '../csv-answer.ts';
import { id, pageNumber, revision, validate } from '../validate.ts';

const one = validate('param', z.object({ importId: id }));
const piece = validate('param', z.object({ importId: id, number: z.coerce.number().int().min(0).max(1000) }));
const newImport = z.object({
  target: z.enum(importTargets, `must be one of ${importTargets.join(', ')}`),
  fileName: z.string('must be text').max(1000, 'is too long'),
});
const layout = z.object({
  revision,
  encoding: z.enum(importEncodings, `must be one of ${importEncodings.join(', ')}`),
  separator: z.string('must be one character').max(2, 'must be one character'),
  columns: z.array(z.string().max(100).nullable()).max(300, 'are too many').nullable(),
  mode: z.enum(importModes, `must be one of ${importModes.join(', ')}`),
  options: z.array(z.enum(importOptions)).max(5, 'are too many'),
  activityTypeId: id.nullish(),
});
const start = z.object({ revision, trial: z.boolean('must be yes or no') });
const lineNumber = z.coerce.number().int().min(0).max(1_000_000_000);
const which = z.object({
  outcome: z.enum(['created', 'updated', 'unchanged', 'ignored', 'wrong']).optional(),
  kept: z.literal('yes').optional(),
  line: lineNumber.optional(),
  part: lineNumber.optional(),
});

/** Imports of the unit: the list, one with its file, its columns and its run, and what became of the lines. */
export function importRoutes({ core: { imports } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', validate('query', z.object({ page: pageNumber.optional() })), async (c) =>
      c.json(await imports.list(c.get('scope'), c.req.valid('query'))),
    )
    .post('/', validate('json', newImport), async (c) =>
      c.json(await imports.create(c.get('scope'), c.req.valid('json')), 201),
    )
    .get('/:importId', one, async (c) =>
      c.json(await imports.page(c.get('scope'), c.req.valid('param').importId)),
    )
    .delete('/:importId', one, async (c) => {
      await imports.discard(c.get('scope'), c.req.valid('param'));
      return c.json({ discarded: true });
    })
    .put('/:importId/pieces/:number', piece, async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      await imports.addPiece(c.get('scope'), { ...c.req.valid('param'), bytes });
      return c.json({ stored: bytes.length });
    })
    .post(
      '/:importId/uploaded',
      one,
      validate('json', z.object({ size: z.int('must be a number of bytes').min(0) })),
      async (c) => {
        await imports.finishUpload(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
        return c.json({ uploaded: true });
      },
    )
    .get('/:importId/preview', one, async (c) =>
      c.json(await imports.preview(c.get('scope'), c.req.valid('param').importId)),
    )
    .put('/:importId/layout', one, validate('json', layout), async (c) => {
      const { importId } = c.req.valid('param');
      await imports.setLayout(c.get('scope'), { ...c.req.valid('json'), importId });
      return c.json(await imports.preview(c.get('scope'), importId));
    })
    .post('/:importId/start', one, validate('json', start), async (c) => {
      const { importId } = c.req.valid('param');
      await imports.start(c.get('scope'), { ...c.req.valid('json'), importId });
      return c.json(await imports.page(c.get('scope'), importId));
    })
    .post('/:importId/cancel', one, async (c) => {
      await imports.cancel(c.get('scope'), c.req.valid('param'));
      return c.json(await imports.page(c.get('scope'), c.req.valid('param').importId));
    })
    .post('/:importId/undo', one, validate('json', z.object({ revision })), async (c) => {
      const { importId } = c.req.valid('param');
      await imports.undo(c.get('scope'), { ...c.req.valid('json'), importId });
      return c.json(await imports.page(c.get('scope'), importId));
    })
    .get('/:importId/lines', one, validate('query', which), async (c) => {
      const { outcome, kept, line, part = 0 } = c.req.valid('query');
      if (line === undefined && part > 0)
        throw new ItineraError('invalid', 'line: must come with part', { field: 'line' });
      const filter = {
        outcome,
        kept: kept === 'yes',
        after: line === undefined ? undefined : { line, part },
      };
      return c.json(await imports.lines(c.get('scope'), c.req.valid('param').importId, filter));
    })
    .get('/:importId/result', one, async (c) => {
      const { importId } = c.req.valid('param');
      return attachment(c, await imports.resultFile(c.get('scope'), importId), 'import-result.csv');
    });
}
