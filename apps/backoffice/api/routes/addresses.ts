import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, pageNumber, revision, validate } from '../validate.ts';

const text = z.string('must be text').max(2000, 'is too long');
const yes = z.boolean('must be yes or no');
const place = z.object({ lon: z.number(), lat: z.number(), by: z.enum(['geocoder', 'hand']) });

/** What a line, a telephone number or a place must be like is the domain's affair. */
const address = z.object({
  label: text,
  line1: text,
  line2: text,
  postalCode: text,
  city: text,
  country: text,
  zone: text.nullable(),
  serviceZoneId: id.nullish(),
  accessNotes: text,
  visitNotes: text,
  contactName: text.nullable(),
  contactPhone: text.nullable(),
  isStandard: yes,
  active: yes,
  place: place.nullable().optional(),
});
const edit = address.extend({ revision });
const ofCustomer = z.object({ customerId: id });
const one = z.object({ customerId: id, addressId: id });
const typed = z.object({ text: text.default(''), country: z.string().length(2).optional() });
const pinned = z.object({
  lon: z.number(),
  lat: z.number(),
  postalCode: text,
  city: text,
  country: text,
});
const filter = z.object({ page: pageNumber.optional() });

/** The addresses of one customer. */
export function addressRoutes({ core: { addresses } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:customerId/addresses', validate('param', ofCustomer), async (c) =>
      c.json({ items: await addresses.list(c.get('scope'), c.req.valid('param').customerId) }),
    )
    .post(
      '/:customerId/addresses',
      validate('param', ofCustomer),
      validate('header', idempotency),
      validate('json', address),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        const input = { ...c.req.valid('json'), ...c.req.valid('param'), idempotencyKey };
        return c.json(await addresses.save(c.get('scope'), input), 201);
      },
    )
    .put(
      '/:customerId/addresses/:addressId',
      validate('param', one),
      validate('header', idempotency),
      validate('json', edit),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        const input = { ...c.req.valid('json'), ...c.req.valid('param'), idempotencyKey };
        return c.json(await addresses.save(c.get('scope'), input));
      },
    )
    .post('/:customerId/addresses/:addressId/locate', validate('param', one), async (c) =>
      c.json(await addresses.locate(c.get('scope'), c.req.valid('param').addressId)),
    );
}

/** What a form asks while an address is written: what may be meant, and whether its place is odd. */
export function placeRoutes({ core: { addresses } }: Services) {
  return new Hono<UnitEnv>()
    .get('/suggestions', validate('query', typed), async (c) =>
      c.json(await addresses.suggest(c.get('scope'), c.req.valid('query'))),
    )
    .post('/check', validate('json', pinned), async (c) =>
      c.json(await addresses.check(c.get('scope'), c.req.valid('json'))),
    );
}

/** The addresses that nothing can be offered at, because they have no place. */
export function notLocatedRoutes({ core: { addresses } }: Services) {
  return new Hono<UnitEnv>().get('/', validate('query', filter), async (c) =>
    c.json(await addresses.notLocated(c.get('scope'), c.req.valid('query'))),
  );
}
