import { listAccessMatches, type Access, type BusinessUnit, type Customer, type Queries } from '@itinera/db';
import type { AccessScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import type { AccessChoice } from './types.ts';

/** One person as an identifier proves them: whose business unit, and for which customers they may act now. */
export interface MatchingAccess {
  access: Access;
  businessUnit: BusinessUnit;
  customers: Customer[];
}

/**
 * Whom an identifier opens in a company, every layer of activation asked (CAD-BU-14): portal on, channel on, access
 * enabled, a customer active. One statement for known and unknown alike.
 */
export async function matchingAccesses(
  q: Queries,
  companyId: string,
  channel: 'email' | 'sms',
  identifier: string,
): Promise<MatchingAccess[]> {
  const found = new Map<string, MatchingAccess>();
  for (const { access, businessUnit, customer } of await listAccessMatches(
    q,
    companyId,
    channel,
    identifier,
  )) {
    if (!businessUnit.channels.includes(channel)) continue;
    const match = found.get(access.id);
    if (match) match.customers.push(customer);
    else found.set(access.id, { access, businessUnit, customers: [customer] });
  }
  return [...found.values()];
}

/** What a person who has proven the identifier chooses from. */
export function choiceOf({ access, customers }: MatchingAccess): AccessChoice {
  return {
    accessId: access.id,
    personName: access.name,
    customerNames: customers.map((customer) => customer.name),
  };
}

/** The scope of a proven and chosen access. Only the session gate may hand it out. */
export function accessScopeOf({ access, businessUnit, customers }: MatchingAccess): AccessScope {
  return {
    kind: 'access',
    companyId: businessUnit.companyId,
    businessUnitId: businessUnit.id,
    accessId: access.id,
    customerIds: customers.map((customer) => customer.id),
    personName: access.name,
    language: isLanguage(access.language) ? access.language : 'en',
  } as unknown as AccessScope;
}
