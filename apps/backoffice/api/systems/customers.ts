import type { ApiCustomer } from '@itinera/core';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { customerKinds, customerStatuses, languages } from '@itinera/core/shared';
import type { Services } from '../context.ts';
import type { Door } from './door.ts';
import type { SystemEnv } from './env.ts';
import {
  answers,
  id,
  idempotency,
  instant,
  isYes,
  moment,
  page,
  revision,
  text,
  told,
  word,
  yesNo,
} from './shapes.ts';

/** What they must be like is the domain's affair. */
const fields = {
  name: word.openapi({ example: 'Rossi Heating' }),
  status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`),
  kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`),
  firstName: word.nullable(),
  externalReference: word.nullable().openapi({ description: 'By which the other system knows it' }),
  email: word.nullable(),
  phone: word.nullable().openapi({ example: '+4232330000' }),
  mobile: word.nullable(),
  website: word.nullable(),
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  notes: text,
  tags: z.array(word).max(50, 'are too many'),
};
const given = z.strictObject({
  ...fields,
  customFields: z.record(z.string().max(200), text),
});
const example = { name: 'Rossi Heating', status: 'active', kind: 'company', email: 'office@rossi.example' };
const newCustomer = given
  .partial()
  .required({ name: true, status: true })
  .openapi('NewCustomer', { example });
const changes = given
  .partial()
  .extend({ revision })
  .openapi('CustomerChanges', { example: { revision: 3, phone: '+4232330000' } });
const customer = z
  .strictObject({
    id,
    reference: z.string().openapi({ example: 'C-0001' }),
    ...fields,
    customFields: z.record(z.string(), z.string()),
    createdAt: moment,
    updatedAt: moment.nullable(),
    revision,
  })
  .openapi('Customer');
const customers = z.strictObject({ items: z.array(customer), next: z.string().nullable() });
const address = z
  .strictObject({
    id,
    label: z.string(),
    line1: z.string(),
    line2: z.string(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    isStandard: z.boolean(),
    active: z.boolean(),
    revision: z.int(),
  })
  .openapi('Address');
const one = z.object({ customerId: id });
const json = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});

export function addCustomers(app: OpenAPIHono<SystemEnv>, { core: { api } }: Services, door: Door): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/customers',
      operationId: 'customer.list',
      middleware: door('customer.list'),
      request: {
        query: z.strictObject({
          search: z.string().optional().openapi({ description: 'Words of names, references, addresses …' }),
          kind: fields.kind.optional(),
          withInactive: yesNo.openapi({ description: 'yes: those too to whom the portal is closed' }),
          updatedFrom: instant.optional().openapi({ description: 'Last written from then' }),
          updatedTo: instant.optional(),
          ...page,
        }),
      },
      responses: answers(200, 'A page of them', customers),
    }),
    async (c) => {
      const { withInactive, ...query } = c.req.valid('query');
      const asked = { ...query, withInactive: isYes(withInactive) };
      const { items, next } = await api.customers(c.get('scope'), asked);
      return c.json({ items: items.map(shown), next }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/customers',
      operationId: 'customer.create',
      middleware: door('customer.create'),
      request: { headers: idempotency, body: json(newCustomer) },
      responses: answers(201, 'The customer', customer),
    }),
    async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      const input = { ...c.req.valid('json'), idempotencyKey };
      return c.json(shown(await api.createCustomer(c.get('scope'), input)), 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/customers/{customerId}',
      operationId: 'customer.read',
      middleware: door('customer.read'),
      request: { params: one },
      responses: answers(200, 'The customer', customer),
    }),
    async (c) => c.json(shown(await api.customer(c.get('scope'), c.req.valid('param').customerId)), 200),
  );
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/customers/{customerId}',
      operationId: 'customer.update',
      middleware: door('customer.update'),
      request: { params: one, body: json(changes) },
      responses: answers(200, 'The customer as it is now', customer),
    }),
    async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param') };
      return c.json(shown(await api.updateCustomer(c.get('scope'), input)), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/customers/{customerId}/addresses',
      operationId: 'customer.addresses',
      middleware: door('customer.addresses'),
      request: { params: one },
      responses: answers(200, 'The standard one first', z.strictObject({ items: z.array(address) })),
    }),
    async (c) => c.json({ items: await api.addresses(c.get('scope'), c.req.valid('param').customerId) }, 200),
  );
}

/** A customer of core as it is told. */
export function shown({ createdAt, updatedAt, ...rest }: ApiCustomer) {
  return { ...rest, createdAt: told(createdAt) ?? '', updatedAt: told(updatedAt) };
}
