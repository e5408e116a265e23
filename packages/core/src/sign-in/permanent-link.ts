import {
  findAccessLinkByToken,
  findAnyBusinessUnit,
  insertRows,
  touchAccessLink,
  type AccessLink,
  type BusinessUnit,
  type Queries,
} from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { maskIdentifier } from '../identifier.ts';
import { newToken, tokenHash } from '../keys.ts';
import { deviceSummary } from './device-summary.ts';
import { sessionLimits } from './limits.ts';
import { choiceOf, linkedIdentifier, matchesOfSession, type MatchingAccess } from './matching-accesses.ts';
import type { LinkView, SigningIn, UseEnterLinkResult } from './types.ts';

interface Linked {
  link: AccessLink;
  unit: BusinessUnit;
  match: MatchingAccess;
}

/**
 * What the page of a permanent link shows; asking changes nothing. null when the link was revoked, the unit has
 * permanent links off, or nobody may enter by it now.
 */
export async function enterLink(ctx: Context, token: string): Promise<LinkView | null> {
  const found = await linked(ctx.db.read, token);
  if (!found) return null;
  const { access } = found.match;
  const identifier = maskIdentifier(access.email ?? access.phone ?? access.name);
  return { company: portalName(found.unit), identifier };
}

/**
 * Signs in by a permanent link: a session of that access alone, which is not remembered and has proven nothing. Changing
 * what one signs in with takes a code first.
 */
export async function useEnterLink(
  ctx: Context,
  input: { token: string } & Pick<SigningIn, 'userAgent'>,
): Promise<UseEnterLinkResult> {
  return ctx.db.write(async (tx) => {
    const found = await linked(tx, input.token);
    if (!found) return { kind: 'expired' };
    const { link, unit, match } = found;
    const now = ctx.clock.now();
    const session = newToken();
    await insertRows(tx, 'portalSession', [
      {
        idHash: session.hash,
        companyId: unit.companyId,
        businessUnitId: unit.id,
        identifier: linkedIdentifier(link.accessId),
        accessId: link.accessId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + sessionLimits.closing.lifetime,
        device: deviceSummary(input.userAgent),
      },
    ]);
    await touchAccessLink(tx, link.accessId, now);
    ctx.logger.info({ access: link.accessId }, 'signed in to the portal by a permanent link');
    return {
      kind: 'signed-in',
      sessionToken: session.token,
      remembered: false,
      choices: [choiceOf(match)],
    };
  });
}

async function linked(q: Queries, token: string): Promise<Linked | undefined> {
  const link = await findAccessLinkByToken(q, tokenHash(token));
  const unit = link && (await findAnyBusinessUnit(q, link.businessUnitId));
  if (!link || !unit) return undefined;
  const [match] = await matchesOfSession(q, {
    companyId: unit.companyId,
    identifier: linkedIdentifier(link.accessId),
  });
  return match && { link, unit, match };
}
