import { customerKinds, customerStatuses, languages, presetLists, taxIdKinds } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, idempotency, revision, validate } from '../validate.ts';

const one = z.object({ customerId: id });
const contact = z.object({ customerId: id, contactId: id });
const word = z.string('must be text').max(500, 'is too long');
const text = z.string('must be text').max(5000, 'is too long');
const maybe = word.nullable();
const other = id.nullable();

/** What a number, an address or a reference must be like is the domain's affair. */
const fields = z.object({
  name: word,
  status: z.enum(customerStatuses, `must be one of ${customerStatuses.join(', ')}`),
  kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`),
  firstName: maybe,
  externalReference: maybe,
  email: maybe,
  phone: maybe,
  mobile: maybe,
  website: maybe,
  language: z.enum(languages, `must be one of ${languages.join(', ')}`),
  notes: text,
  parentId: other,
  categoryId: other,
  profileId: other,
  paymentMethodId: other,
  paymentTermId: other,
  responsibleId: other,
  taxIdKind: z.enum(taxIdKinds, `must be one of ${taxIdKinds.join(', ')}`).nullable(),
  taxId: maybe,
  tags: z.array(word).max(50, 'are too many'),
  customFields: z.record(z.string().max(200, 'is too long'), text.nullable()),
  extra: z.array(z.object({ label: word, value: text })).max(50, 'are too many'),
});
const newCustomer = fields.partial().required({ name: true, status: true });
const editedCustomer = fields.partial().extend({ revision });

const person = {
  name: word,
  role: word,
  email: maybe,
  phone: maybe,
  mobile: maybe,
  notes: text,
};
const newContact = z.object(person);
const editedContact = z.object({ ...person, revision });
const ofList = z.object({ list: z.enum(presetLists) });
const presetValues = z.object({
  values: z
    .array(
      z.object({
        presetId: id,
        revision,
        name: z.string('must be text').max(200, 'is too long'),
        active: z.boolean('must be yes or no'),
      }),
    )
    .max(500, 'are too many'),
});
const newPreset = z.object({
  list: z.enum(presetLists, `must be one of ${presetLists.join(', ')}`),
  name: word,
});

/** What is written of a customer: the record, and its contacts. */
export function customerRecordRoutes({ core }: Services) {
  const { customers, accesses } = core;
  return new Hono<UnitEnv>()
    .post('/', validate('header', idempotency), validate('json', newCustomer), async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await customers.create(c.get('scope'), { ...c.req.valid('json'), idempotencyKey }), 201);
    })
    .get('/:customerId/record', validate('param', one), async (c) =>
      c.json(await customers.record(c.get('scope'), c.req.valid('param').customerId)),
    )
    .put('/:customerId', validate('param', one), validate('json', editedCustomer), async (c) => {
      const { customerId } = c.req.valid('param');
      return c.json(await customers.edit(c.get('scope'), { ...c.req.valid('json'), customerId }));
    })
    .post(
      '/:customerId/contacts',
      validate('param', one),
      validate('header', idempotency),
      validate('json', newContact),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        const input = { ...c.req.valid('json'), ...c.req.valid('param'), idempotencyKey };
        return c.json(await customers.addContact(c.get('scope'), input), 201);
      },
    )
    .put(
      '/:customerId/contacts/:contactId',
      validate('param', contact),
      validate('json', editedContact),
      async (c) => {
        await customers.editContact(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') });
        return c.json({ saved: true });
      },
    )
    .delete('/:customerId/contacts/:contactId', validate('param', contact), async (c) => {
      await customers.removeContact(c.get('scope'), c.req.valid('param'));
      return c.json({ removed: true });
    })
    .post(
      '/:customerId/contacts/:contactId/access',
      validate('param', contact),
      validate('header', idempotency),
      validate('json', z.object({ invite: z.boolean('must be yes or no') })),
      async (c) => {
        const idempotencyKey = c.req.valid('header')['idempotency-key'];
        const input = { ...c.req.valid('json'), ...c.req.valid('param'), idempotencyKey };
        return c.json(await accesses.giveToContact(c.get('scope'), input), 201);
      },
    );
}

/** What a record can be filled with, the values of its lists, and a new value of one of its lists. */
export function customerOptionRoutes({ core: { customers } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await customers.recordOptions(c.get('scope'))))
    .post('/presets', validate('json', newPreset), async (c) =>
      c.json(await customers.createPreset(c.get('scope'), c.req.valid('json')), 201),
    )
    .get('/presets', async (c) => c.json({ items: await customers.presets(c.get('scope')) }))
    .put('/presets/:list', validate('param', ofList), validate('json', presetValues), async (c) => {
      await customers.savePresets(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.json({});
    });
}
