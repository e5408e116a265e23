import { endStaffSessions, listBusinessUnits, listStaffRoles, touchStaffSession } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage, type Language } from '../shared/languages.ts';
import { liveSession, provenUntil, type LiveSession } from './live-session.ts';
import { touchEvery } from './limits.ts';
import type { StaffSession } from './types.ts';

/**
 * The back office's session gate, asked at every request: who this is and what they may do, by what is true now. null
 * `touches` false: asked by a page on its own, which keeps nobody signed in. null
 * when there is no such session, it was ended, was idle for 8 hours, is 16 hours old, or the staff user was disabled.
 */
export async function session(
  ctx: Context,
  sessionToken: string,
  { touches = true }: { touches?: boolean } = {},
): Promise<StaffSession | null> {
  const found = await liveSession(ctx, sessionToken);
  if (!found) return null;
  const now = ctx.clock.now();
  const { idHash, lastSeenAt } = found.session;
  if (touches && now - lastSeenAt >= touchEvery)
    await ctx.db.write((tx) => touchStaffSession(tx, idHash, now));
  return sessionOf(ctx, found);
}

/** Ends a session; nothing happens when it had ended. */
export async function signOut(ctx: Context, sessionToken: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.write((tx) => endStaffSessions(tx, { idHash: tokenHash(sessionToken) }, now));
}

async function sessionOf(ctx: Context, live: LiveSession): Promise<StaffSession> {
  const user = live.staffUser;
  const { companyId, name, email } = user;
  const roles = await listStaffRoles(ctx.db.read, companyId, user.id);
  const units = await listBusinessUnits(ctx.db.read, companyId);
  const language: Language = isLanguage(user.language) ? user.language : 'en';
  const businessUnits = units.flatMap((unit) => {
    const held = roles.filter((role) => role.businessUnitId === unit.id).map((role) => role.role);
    return held.length > 0 ? [{ id: unit.id, name: unit.name, zone: unit.zone, roles: held }] : [];
  });
  return {
    staffUserId: user.id,
    name,
    email,
    language,
    businessUnits,
    scope(businessUnitId, asked = language) {
      const unit = businessUnits.find(({ id }) => id === businessUnitId);
      if (!unit) throw notFound('businessUnitId');
      return {
        kind: 'staff',
        companyId,
        businessUnitId,
        staffUserId: user.id,
        roles: unit.roles,
        provenUntil: provenUntil(ctx, live.session),
        language: asked,
      } as unknown as BusinessUnitScope;
    },
  };
}
