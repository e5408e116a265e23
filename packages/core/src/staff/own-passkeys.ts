import { deletePasskey, endOtherStaffSessions, listPasskeys, renamePasskey as storeName } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { lockStaff } from './administrators.ts';
import { passkeysOfOne } from './limits.ts';
import { requireFreshProof, requireSession } from './live-session.ts';
import { noteChange } from './note-change.ts';
import { keepPasskey, newPasskeyEnrolment, provenPasskey } from './passkey-enrolment.ts';
import type { NewPasskeyInput, PasskeyEnrolment } from './passkey-types.ts';
import { isEnrolled } from './sign-in.ts';

const readName = parseInput(z.object({ name: z.string().trim().max(60, 'must have at most 60 characters') }));

/**
 * What one's browser is asked to make another passkey with.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`, `passkeys-full`).
 */
export async function newPasskey(ctx: Context, sessionToken: string): Promise<PasskeyEnrolment> {
  const { session, staffUser } = await requireFreshProof(ctx, sessionToken);
  const { id, companyId, email, name } = staffUser;
  const known = await listPasskeys(ctx.db.read, { companyId, staffUserId: id });
  if (known.length >= passkeysOfOne) throw full();
  return newPasskeyEnrolment(ctx, session.idHash, { staffUserId: id, email, name }, known);
}

/**
 * Adds the passkey that one's browser made; the person is told by mail.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof`, `passkeys-full`), `gone` (reason `enrolment`),
 *   `invalid` (`name`; `passkey`, reason `passkey` or `passkey-known`).
 */
export async function addPasskey(ctx: Context, sessionToken: string, input: NewPasskeyInput): Promise<void> {
  const { session, staffUser } = await requireFreshProof(ctx, sessionToken);
  const { companyId, id } = staffUser;
  const { name } = readName({ name: input.name });
  const proven = await provenPasskey(ctx, session.idHash, { ...input, name });
  if (proven.staffUserId !== id) throw notFound('passkey');
  await ctx.db.write(async (tx) => {
    await lockStaff(ctx, tx, companyId);
    if ((await listPasskeys(tx, { companyId, staffUserId: id })).length >= passkeysOfOne) throw full();
    await keepPasskey(ctx, tx, companyId, proven);
    await noteChange(ctx, tx, staffUser, 'passkey-added');
  });
}

/** Calls one of one's own passkeys something else. @throws ItineraError `unauthenticated`, `invalid` (`name`), `not-found`. */
export async function renamePasskey(
  ctx: Context,
  sessionToken: string,
  input: { passkeyId: string; name: string },
): Promise<void> {
  const { staffUser } = await requireSession(ctx, sessionToken);
  const { companyId, id: staffUserId } = staffUser;
  const { name } = readName({ name: input.name });
  requireIds({ passkeyId: input.passkeyId });
  await ctx.db.write(async (tx) => {
    if (!(await storeName(tx, { companyId, staffUserId, id: input.passkeyId }, name)))
      throw notFound('passkeyId');
    await noteChange(ctx, tx, staffUser, 'passkey-renamed');
  });
}

/**
 * Forgets one of one's own passkeys; every other session ends and the person is told by mail. Somebody keeps a way in:
 * another passkey, or password and authenticator.
 * @throws ItineraError `unauthenticated`, `not-found`, `not-allowed` (reason `proof`, `last-way-in`).
 */
export async function removePasskey(
  ctx: Context,
  sessionToken: string,
  { passkeyId }: { passkeyId: string },
): Promise<void> {
  const { session, staffUser } = await requireFreshProof(ctx, sessionToken);
  const { companyId, id: staffUserId } = staffUser;
  requireIds({ passkeyId });
  const byPassword = staffUser.passwordHash !== null && isEnrolled(staffUser);
  await ctx.db.write(async (tx) => {
    await lockStaff(ctx, tx, companyId);
    if (!(await deletePasskey(tx, { companyId, staffUserId, id: passkeyId }))) throw notFound('passkeyId');
    const left = await listPasskeys(tx, { companyId, staffUserId });
    if (!byPassword && left.length === 0)
      throw new ItineraError('not-allowed', 'This is the last way in: make another one first', {
        reason: 'last-way-in',
      });
    await endOtherStaffSessions(tx, staffUserId, session.idHash, ctx.clock.now());
    await noteChange(ctx, tx, staffUser, 'passkey-removed');
  });
}

function full(): ItineraError {
  return new ItineraError('not-allowed', `Nobody has more than ${passkeysOfOne} passkeys: remove one first`, {
    reason: 'passkeys-full',
  });
}
