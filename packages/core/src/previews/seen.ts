import {
  findAccess,
  findBusinessUnit,
  listCustomersOfAccess,
  type Access,
  type BusinessUnit,
  type Queries,
} from '@itinera/db';
import { channelsOf } from '../business-units/channels.ts';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import {
  accessScopeOf,
  choiceOf,
  matchingAccesses,
  type MatchingAccess,
} from '../sign-in/matching-accesses.ts';
import type { Preview, PreviewClosed } from './types.ts';

/** One person of a unit, whether or not they may sign in now. */
export interface Previewed {
  access: Access;
  unit: BusinessUnit;
}

/** undefined: there is no such access in the unit, or it was deleted. */
export async function findPreviewed(
  q: Queries,
  { companyId, businessUnitId, accessId }: { companyId: string; businessUnitId: string; accessId: string },
): Promise<Previewed | undefined> {
  const access = await findAccess(q, businessUnitId, accessId);
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  return access && unit && access.deletedAt === null ? { access, unit } : undefined;
}

/**
 * What the portal is to this person now, every layer of activation asked as at a sign-in (CAD-BU-14). Of the others
 * whom their identifier opens too, those of this unit: of other units these staff may know nothing.
 */
export async function seenBy(
  ctx: Context,
  q: Queries,
  { access, unit }: Previewed,
): Promise<Preview['seen']> {
  const found = await listCustomersOfAccess(q, unit.id, access.id);
  const customers = found.filter(({ status }) => status !== 'inactive');
  const identifier = identifierOf(ctx, { access, unit });
  const why = closedBy({ access, unit }, customers.length, identifier !== undefined);
  if (why !== null || identifier === undefined) return { kind: 'closed', why: why ?? 'no-channel' };
  const own: MatchingAccess = { access, businessUnit: unit, customers };
  const { channel, value } = identifier;
  const matches = await matchingAccesses(q, unit.companyId, channel, value);
  const choices = matches.filter(({ businessUnit }) => businessUnit.id === unit.id).map(choiceOf);
  return { kind: 'open', session: { kind: 'signed-in', scope: previewScope(own), choices } };
}

/** What the person would sign in with: the first that the unit sends codes to. */
function identifierOf(
  ctx: Context,
  { access, unit }: Previewed,
): { channel: 'email' | 'sms'; value: string } | undefined {
  const channels = channelsOf(ctx, unit);
  if (access.email !== null && channels.includes('email')) return { channel: 'email', value: access.email };
  if (access.phone !== null && channels.includes('sms')) return { channel: 'sms', value: access.phone };
  return undefined;
}

function closedBy({ access, unit }: Previewed, customers: number, reached: boolean): PreviewClosed | null {
  if (!unit.portalOn) return 'portal-off';
  if (!access.enabled) return 'access-off';
  if (customers === 0) return 'customers-inactive';
  return reached ? null : 'no-channel';
}

/** The scope of the person, marked so that every use case that changes something refuses it. */
function previewScope(match: MatchingAccess): AccessScope {
  return { ...accessScopeOf(match, null), readOnly: true };
}
