import { findCustomer, listAccessesOfCustomer, lockAccess, type Queries } from '@itinera/db';
import { displayName } from '../customers/display-name.ts';
import { isLanguage, type Language } from '../shared/languages.ts';

/** Somebody of a customer to whom a mail goes. */
export interface Recipient {
  /** null: the customer's own address. */
  accessId: string | null;
  address: string;
  name: string;
  language: Language;
}

/** The enabled ones of these accesses that have an address; locked, so that nobody is erased between this look and the commit. */
export async function reachedAccesses(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
): Promise<Recipient[]> {
  const reached: Recipient[] = [];
  for (const id of [...ids].sort()) {
    const access = await lockAccess(tx, businessUnitId, id);
    if (access?.enabled && access.email !== null)
      reached.push({ accessId: id, ...recipientOf({ ...access, email: access.email }) });
  }
  return reached;
}

/** Every enabled access of a customer that has an address. */
export async function accessesOfCustomer(
  tx: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<Recipient[]> {
  const all = await listAccessesOfCustomer(tx, businessUnitId, customerId);
  return reachedAccesses(
    tx,
    businessUnitId,
    all.map(({ id }) => id),
  );
}

/** The customer's own address; undefined: there is none. */
export async function customerItself(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<Recipient | undefined> {
  const customer = await findCustomer(q, businessUnitId, customerId);
  if (!customer?.email) return undefined;
  const { email, language } = customer;
  return { accessId: null, ...recipientOf({ email, language, name: displayName(customer) }) };
}

function recipientOf(person: { email: string; name: string; language: string }): Omit<Recipient, 'accessId'> {
  const language = isLanguage(person.language) ? person.language : 'en';
  return { address: person.email, name: person.name, language };
}
