import { downloadHeaders, type FormPurpose } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, validate } from '../validate.ts';

const purpose = z.enum(['activity', 'closing', 'survey']) satisfies z.ZodType<FormPurpose>;
const ofField = z.object({ interventionId: id, purpose, field: z.string().max(50) });
/** Letters of all kinds, as headers can hold them. */
const named = z.object({
  'x-file-name': z.string().max(3000, 'is too long').default(''),
  'x-idempotency-key': z.string().optional(),
  /** Of a technician: what was given with the visit. */
  'x-seen': z.string().max(300, 'is too long').optional(),
});
const one = z.object({ fileId: id });

type Upload = { params: z.infer<typeof named>; body: ReadableStream<Uint8Array> | null };

/** Where the bytes of a request come from, and what they are called. */
function arriving({ params, body }: Upload) {
  const { 'x-file-name': encoded, 'x-idempotency-key': idempotencyKey } = params;
  const stream = body ?? new ReadableStream<Uint8Array>({ start: (none) => none.close() });
  // What is refused is read on by the server, so that the answer arrives.
  return { name: decoded(encoded), idempotencyKey, content: stream.values({ preventCancel: true }) };
}

/** Files that staff send to answer a request with. */
export function requestFileRoutes({ core: { files } }: Services) {
  return new Hono<UnitEnv>().post(
    '/:requestId/files',
    validate('param', z.object({ requestId: id })),
    validate('header', named),
    async (c) => {
      const { requestId } = c.req.valid('param');
      const { content, ...called } = arriving({ params: c.req.valid('header'), body: c.req.raw.body });
      const upload = { interventionId: null, form: null, requestId, ...called };
      return c.json(await files.upload(c.get('scope'), upload, content), 201);
    },
  );
}

/** Files that staff send to a form about a visit. */
export function visitFileRoutes({ core: { files } }: Services) {
  return new Hono<UnitEnv>().post(
    '/:interventionId/forms/:purpose/files/:field',
    validate('param', ofField),
    validate('header', named),
    async (c) => {
      const { interventionId, purpose, field } = c.req.valid('param');
      const params = c.req.valid('header');
      const { content, ...called } = arriving({ params, body: c.req.raw.body });
      const upload = { interventionId, form: { purpose, field }, seen: params['x-seen'], ...called };
      return c.json(await files.upload(c.get('scope'), upload, content), 201);
    },
  );
}

/** Files by their ids. */
export function fileRoutes({ core: { files } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:fileId', validate('param', one), async (c) => {
      const file = await files.read(c.get('scope'), c.req.valid('param').fileId);
      const content = file.content[Symbol.asyncIterator]();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const next = await content.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        },
        async cancel() {
          await content.return?.();
        },
      });
      return c.body(body, 200, downloadHeaders(file));
    })
    .delete('/:fileId', validate('param', one), async (c) => {
      await files.remove(c.get('scope'), c.req.valid('param').fileId);
      return c.json({});
    });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
