import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { openSession } from './open-session.ts';
import { proveByCode, requireCode } from './prove.ts';
import type { VerifyCodeInput, VerifyCodeResult } from './types.ts';

/**
 * Signs in by the code of a challenge: one code opens one session, and voids the link of the same message.
 * @throws ItineraError `invalid` (`code`) for what is no code, which charges nothing; `too-many` (reason `site`)
 * while the whole installation sees too many wrong codes; `not-allowed` (reason `closed`).
 */
export async function verifyCode(ctx: Context, input: VerifyCodeInput): Promise<VerifyCodeResult> {
  const code = requireCode(input.code);
  const { challengeToken } = input;
  const deviceHash = input.deviceToken === undefined ? null : tokenHash(input.deviceToken);
  return ctx.db.write(async (tx) => {
    const typed = { challengeToken, code, purpose: 'sign-in', deviceHash, sessionHash: null } as const;
    const proof = await proveByCode(ctx, tx, typed);
    return proof.kind === 'proven' ? openSession(ctx, tx, proof.challenge, proof.state, input) : proof;
  });
}
