import {
  deleteContacts,
  findAccess,
  findBusinessUnit,
  insertRows,
  listContacts,
  lockCustomer,
  updateContact,
  type CustomerContact,
  type Queries,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { ContactFields, ContactView, EditContactInput, NewContactInput } from './contact-types.ts';
import { readContact } from './contact-schema.ts';
import { isGone } from './is-gone.ts';

const readRevision = z.int().min(1);
const mostContacts = 100;
const written = ['name', 'role', 'email', 'phone', 'mobile', 'notes'] as const;

/** The contacts of a customer with their ways into the portal, in their order. */
export async function contactsOf(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<ContactView[]> {
  const contacts = await listContacts(q, businessUnitId, [customerId]);
  const views: ContactView[] = [];
  for (const { id, name, role, email, phone, mobile, notes, accessId, revision } of contacts) {
    const access = accessId === null ? undefined : await findAccess(q, businessUnitId, accessId);
    const has = access && access.deletedAt === null;
    views.push({
      ...{ id, name, role, email, phone, mobile, notes, revision },
      access: has ? { id: access.id, enabled: access.enabled } : null,
    });
  }
  return views;
}

/**
 * Adds somebody to ask for at a customer's (AZT-23).
 * @throws ItineraError `invalid` (the field; `customerId` with reason `too-many`), `not-found`, `key-reused`.
 */
export async function addContact(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, idempotencyKey, ...input }: NewContactInput,
): Promise<{ contactId: string }> {
  const fields = readContact(input, await countryFor(ctx, scope));
  const { businessUnitId } = scope;
  const request = ['add-contact', customerId, fields];
  return ctx.db.write((tx) =>
    once(ctx, tx, { actor: actorOf(scope), key: idempotencyKey, request }, async () => {
      const contacts = await contactsFor(tx, businessUnitId, customerId);
      if (contacts.length >= mostContacts)
        throw new ItineraError('invalid', `A customer has at most ${mostContacts} contacts`, {
          field: 'customerId',
          reason: 'too-many',
        });
      const contactId = ctx.ids.newId();
      const position = Math.max(0, ...contacts.map((one) => one.position)) + 1;
      await insertRows(tx, 'customerContact', [
        { ...fields, id: contactId, businessUnitId, customerId, position },
      ]);
      await note(ctx, tx, scope, customerId, { contactId, was: null, is: fields });
      return { contactId };
    }),
  );
}

/**
 * Writes a contact anew.
 * @throws ItineraError `stale` (`details.current`, `details.given`), `invalid`, `not-found`.
 */
export async function editContact(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, contactId, revision, ...input }: EditContactInput,
): Promise<void> {
  const fields = readContact(input, await countryFor(ctx, scope));
  if (!readRevision.safeParse(revision).success) throw invalidRevision();
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = (await contactsFor(tx, businessUnitId, customerId)).find(({ id }) => id === contactId);
    if (!before) throw notFound('contactId');
    const changed = written.filter((field) => before[field] !== fields[field]);
    if (changed.length === 0) return;
    if (before.revision !== revision)
      throw new ItineraError('stale', 'The contact was changed since it was shown', {
        field: 'revision',
        details: {
          current: { ...fieldsOf(before), revision: before.revision },
          given: { ...fields, revision },
        },
      });
    await updateContact(tx, businessUnitId, contactId, revision, fields);
    await note(ctx, tx, scope, customerId, { contactId, was: fieldsOf(before), is: fields });
  });
}

/**
 * Takes a contact away; an access they have stays. Nobody there: done already.
 * @throws ItineraError `not-found` (`customerId`).
 */
export async function removeContact(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, contactId }: { customerId: string; contactId: string },
): Promise<void> {
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = (await contactsFor(tx, businessUnitId, customerId)).find(({ id }) => id === contactId);
    if (!before) return;
    await deleteContacts(tx, businessUnitId, { id: contactId });
    await note(ctx, tx, scope, customerId, { contactId, was: fieldsOf(before), is: null });
  });
}

async function countryFor(
  ctx: Context,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
): Promise<string | null> {
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return countryOf(unit);
}

/** The contacts of a customer that is kept from other writers, and from being erased, until this write ends. */
export async function contactsFor(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<CustomerContact[]> {
  requireIds({ customerId });
  const customer = await lockCustomer(tx, businessUnitId, customerId);
  if (!customer || isGone(customer)) throw notFound('customerId');
  return listContacts(tx, businessUnitId, [customerId]);
}

function fieldsOf({ name, role, email, phone, mobile, notes }: CustomerContact): ContactFields {
  return { name, role, email, phone, mobile, notes };
}

async function note(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  customerId: string,
  data: { contactId: string; was: ContactFields | null; is: ContactFields | null },
): Promise<void> {
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.contact-changed',
    subjectType: 'customer',
    subjectId: customerId,
    data,
  });
}

function invalidRevision(): ItineraError {
  return new ItineraError('invalid', 'revision must be the revision that was shown', { field: 'revision' });
}
