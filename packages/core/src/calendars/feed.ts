import { deleteFeed, findFeed, findTechnicianByFeed, listOwnWork, storeFeed } from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import type { Seconds } from '../shared/units.ts';
import { feedText } from './feed-text.ts';
import { ownTechnician } from './own-technician.ts';
import type { FeedContent, FeedState } from './types.ts';

const day: Seconds = 86_400;
/** How long an address is good: whoever still uses it makes a new one then. */
const life: Seconds = 400 * day;
/** Work that ended so long ago is still in it. */
const past: Seconds = 30 * day;
const mostVisits = 2000;

/**
 * Whether a technician has a feed, and since when; its address was shown once and is not known.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function feedState(
  ctx: Context,
  scope: BusinessUnitScope,
  technicianId: string,
): Promise<FeedState> {
  await ownTechnician(ctx.db.read, scope, technicianId);
  const feed = await findFeed(ctx.db.read, scope.companyId, technicianId);
  if (!feed || feed.createdAt + life <= ctx.clock.now()) return { createdAt: null, expiresAt: null };
  return { createdAt: feed.createdAt, expiresAt: feed.createdAt + life };
}

/**
 * Makes the address at which a technician's own work can be read, and returns it this once. A former one ends.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function makeFeed(
  ctx: Context,
  scope: BusinessUnitScope,
  { technicianId }: { technicianId: string },
): Promise<{ url: string }> {
  await ownTechnician(ctx.db.read, scope, technicianId);
  const { token, hash } = newToken();
  const { companyId } = scope;
  await ctx.db.write(async (tx) => {
    await storeFeed(tx, { technicianId, companyId, tokenHash: hash, createdAt: ctx.clock.now() });
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.feed-made',
      subjectType: 'technician',
      subjectId: technicianId,
    });
  });
  return { url: new URL(`/calendar/${token}.ics`, ctx.config.backofficeUrl).href };
}

/**
 * Takes the address away; nothing happens when there is none.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function revokeFeed(
  ctx: Context,
  scope: BusinessUnitScope,
  { technicianId }: { technicianId: string },
): Promise<void> {
  await ownTechnician(ctx.db.read, scope, technicianId);
  await ctx.db.write(async (tx) => {
    if (!(await deleteFeed(tx, scope.companyId, technicianId))) return;
    await appendEvent(ctx, tx, scope, {
      kind: 'technician.feed-revoked',
      subjectType: 'technician',
      subjectId: technicianId,
    });
  });
}

/**
 * A technician's own planned visits, of every unit of the company, as an iCalendar file. null: nobody's address, one
 * that was revoked or is over, or its technician does not work here any more. Reads only.
 */
export async function readFeed(ctx: Context, token: string): Promise<FeedContent | null> {
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const found = await findTechnicianByFeed(q, tokenHash(token));
  if (!found || found.disabled || found.technician.status !== 'active') return null;
  if (found.feed.createdAt + life <= now) return null;
  const { technician, language } = found;
  const work = await listOwnWork(q, technician.companyId, technician.id, {
    from: now - past,
    limit: mostVisits,
  });
  const host = new URL(ctx.config.backofficeUrl).hostname;
  return feedText(work, { technician, host, language: isLanguage(language) ? language : 'en' });
}
