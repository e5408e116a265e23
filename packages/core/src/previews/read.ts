import type { Context } from '../context.ts';
import { isLanguage } from '../shared/languages.ts';
import { accountOf } from '../sign-in/account.ts';
import { sessionsSeen } from '../sign-in/own-sessions.ts';
import type { OwnAccount, OwnSession } from '../sign-in/types.ts';
import { livePreview, requirePreview } from './live-preview.ts';
import { seenBy } from './seen.ts';
import type { Preview } from './types.ts';

/**
 * The gate of previews, asked at every request: whose portal is looked at, by what is true now. null when it was left, is
 * a quarter of an hour old, or the staff session has ended, or lost the right in this unit. It is no session of the
 * person: it is in no list of theirs and touches nothing.
 */
export async function preview(ctx: Context, previewToken: string): Promise<Preview | null> {
  const found = await livePreview(ctx, previewToken);
  if (!found) return null;
  const { access, reader } = found;
  return {
    personName: access.name,
    readerLanguage: isLanguage(reader.language) ? reader.language : 'en',
    seen: await seenBy(ctx, ctx.db.read, found),
  };
}

/**
 * What the person sees of the own access, as if they had signed in a while ago.
 * @throws ItineraError `unauthenticated`.
 */
export async function previewedAccount(ctx: Context, previewToken: string): Promise<OwnAccount> {
  const { access, unit } = await requirePreview(ctx, previewToken);
  return accountOf(ctx, { access, unit, session: { identifier: access.email ?? '', provenAt: null } });
}

/**
 * Where the person is signed in; none of it is where this is looked at.
 * @throws ItineraError `unauthenticated`.
 */
export async function previewedSessions(ctx: Context, previewToken: string): Promise<OwnSession[]> {
  const { access, unit } = await requirePreview(ctx, previewToken);
  const identifier = access.email ?? access.phone ?? '';
  return sessionsSeen(ctx, { companyId: unit.companyId, identifier, accessId: access.id, idHash: '' });
}
