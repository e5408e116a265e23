import { findCustomer, listAccessesOfCustomer, updateContact } from '@itinera/db';
import type { Context } from '../context.ts';
import { contactsFor } from '../customers/contacts.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import type { GiveAccessInput } from './types.ts';
import { writeAccess } from './create.ts';

/**
 * Opens the portal to a contact of a customer (IMV-02): the contact and the access are one person from then on. Who may
 * act for the customer already, by the same e-mail or telephone, gets no second one; who has one keeps it.
 * @throws ItineraError `invalid` (`email`, reason `no-channel`), `not-allowed` (`no-email`), `not-found`, `key-reused`.
 */
export async function giveAccessToContact(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, contactId, invite, idempotencyKey }: GiveAccessInput,
): Promise<{ accessId: string }> {
  const { businessUnitId } = scope;
  const request = ['give-access', customerId, contactId, invite];
  return ctx.db.write((tx) =>
    once(ctx, tx, { actor: actorOf(scope), key: idempotencyKey, request }, async () => {
      const contact = (await contactsFor(tx, businessUnitId, customerId)).find(({ id }) => id === contactId);
      const customer = await findCustomer(tx, businessUnitId, customerId);
      if (!contact || !customer) throw notFound('contactId');
      const people = await listAccessesOfCustomer(tx, businessUnitId, customerId);
      const { name, email, notes } = contact;
      const phone = contact.mobile ?? contact.phone;
      const same = people.find(
        (one) =>
          one.id === contact.accessId ||
          (email !== null && one.email === email) ||
          (email === null && phone !== null && one.phone === phone),
      );
      const language = isLanguage(customer.language) ? customer.language : 'en';
      const person = {
        name,
        email,
        phone,
        language,
        notes,
        customerIds: [customerId],
        enabled: true,
        invite,
      };
      const accessId = same?.id ?? (await writeAccess(ctx, tx, scope, person));
      if (contact.accessId !== accessId)
        await updateContact(tx, businessUnitId, contactId, contact.revision, { accessId });
      return { accessId };
    }),
  );
}
