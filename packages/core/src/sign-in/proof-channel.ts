import {
  findAccess,
  findAnyBusinessUnit,
  type Access,
  type BusinessUnit,
  type PortalSession,
} from '@itinera/db';
import { channelsOf } from '../business-units/channels.ts';
import type { Context } from '../context.ts';
import type { Identifier } from '../identifier.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireSession } from './session.ts';

/** A session that is bound to an access, and what belongs to it. */
export interface OwnAccess {
  session: PortalSession & { accessId: string };
  access: Access;
  unit: BusinessUnit;
}

/** An access and how it was proven, whoever looks at it. */
export interface KnownAccess extends Pick<OwnAccess, 'access' | 'unit'> {
  session: Pick<PortalSession, 'identifier' | 'provenAt'>;
}

/**
 * Whose session this is.
 * @throws ItineraError `unauthenticated`, also before a choice was made.
 */
export async function ownAccess(ctx: Context, sessionToken: string): Promise<OwnAccess> {
  const session = await requireSession(ctx, sessionToken);
  const { accessId, businessUnitId } = session;
  const access = accessId === null ? undefined : await findAccess(ctx.db.read, businessUnitId, accessId);
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (accessId === null || !access?.enabled || !unit?.portalOn)
    throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
  return { session: { ...session, accessId }, access, unit };
}

/**
 * Where a code goes that proves again who this is: the identifier signed in with, or after a permanent link the one on
 * file. null: there is none that the unit sends to.
 */
export function proofIdentifier(ctx: Context, { session, access, unit }: KnownAccess): Identifier | null {
  const channels = channelsOf(ctx, unit);
  const known: { channel: 'email' | 'sms'; value: string | null }[] = [
    { channel: 'email', value: access.email },
    { channel: 'sms', value: access.phone },
  ];
  const usable = known.flatMap(({ channel, value }) =>
    value !== null && channels.includes(channel) ? [{ channel, value }] : [],
  );
  return usable.find(({ value }) => value === session.identifier) ?? usable[0] ?? null;
}
