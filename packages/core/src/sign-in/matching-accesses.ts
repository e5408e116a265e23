import {
  listAccessMatches,
  listMatchesOfLinkedAccess,
  type Access,
  type AccessMatch,
  type BusinessUnit,
  type Customer,
  type PortalSession,
  type Queries,
} from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import { displayName } from '../customers/display-name.ts';
import type { AccessScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
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
  const rows = await listAccessMatches(q, companyId, channel, identifier);
  return gathered(rows.filter(({ businessUnit }) => businessUnit.channels.includes(channel)));
}

/** One entry for each access, with all its customers. */
function gathered(rows: readonly AccessMatch[]): MatchingAccess[] {
  const found = new Map<string, MatchingAccess>();
  for (const { access, businessUnit, customer } of rows) {
    const match = found.get(access.id);
    if (match) match.customers.push(customer);
    else found.set(access.id, { access, businessUnit, customers: [customer] });
  }
  return [...found.values()];
}

/** What a session that a permanent link has opened stands for, in place of an identifier: one access and no other. */
export function linkedIdentifier(accessId: string): string {
  return `access:${accessId}`;
}

/** Whom the identifier of a session opens now; the permanent link of an access opens that one alone. */
export async function matchesOfSession(
  q: Queries,
  { companyId, identifier }: Pick<PortalSession, 'companyId' | 'identifier'>,
): Promise<MatchingAccess[]> {
  if (identifier.startsWith('access:')) {
    const accessId = identifier.slice('access:'.length);
    return gathered(await listMatchesOfLinkedAccess(q, companyId, accessId));
  }
  return matchingAccesses(q, companyId, identifier.includes('@') ? 'email' : 'sms', identifier);
}

/** What a person who has proven the identifier chooses from. */
export function choiceOf({ access, businessUnit, customers }: MatchingAccess): AccessChoice {
  return {
    accessId: access.id,
    company: portalName(businessUnit),
    personName: access.name,
    customerNames: customers.map(displayName),
  };
}

/** The scope of a proven and chosen access. Only the session gate may hand it out. */
export function accessScopeOf(
  { access, businessUnit, customers }: MatchingAccess,
  provenUntil: EpochSeconds | null,
): AccessScope {
  return {
    kind: 'access',
    companyId: businessUnit.companyId,
    businessUnitId: businessUnit.id,
    accessId: access.id,
    customerIds: customers.map((customer) => customer.id),
    personName: access.name,
    language: isLanguage(access.language) ? access.language : 'en',
    provenUntil,
    readOnly: false,
  } as unknown as AccessScope;
}
