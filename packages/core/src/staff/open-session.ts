import { insertRows, type Queries, type StaffUser } from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken } from '../keys.ts';
import { sessionLifetime } from './limits.ts';

const longestUserAgent = 300;

/** Opens a session for somebody who just proved both factors; returns the only copy of its token. */
export async function openSession(
  ctx: Context,
  tx: Queries,
  { id }: StaffUser,
  userAgent: string | undefined,
): Promise<string> {
  const { token, hash } = newToken();
  const now = ctx.clock.now();
  await insertRows(tx, 'staffSession', [
    {
      idHash: hash,
      staffUserId: id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + sessionLifetime,
      provenAt: now,
      userAgent: userAgent?.slice(0, longestUserAgent) ?? null,
    },
  ]);
  return token;
}
