import { findAnyBusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { issueCode } from './issue-code.ts';
import { networkOf } from '../network.ts';
import { reachableIdentifier } from './reachable.ts';
import type { CodeRequested, RequestCodeInput } from './types.ts';

/**
 * Asks for a sign-in code. The answer is the same whether or not anybody has this identifier.
 * @throws ItineraError `invalid` (`identifier`: none, reason `country-code`, `channel-off` or `country-off` where the
 * portal sends nothing there), `not-found` (no portal), `too-many` (details.retryAt; reason `paused`, `codes`, `network`
 * or `sms-budget`), `not-allowed` (reason `closed`).
 */
export async function requestCode(ctx: Context, input: RequestCodeInput): Promise<CodeRequested> {
  const { businessUnitId, language, deviceToken } = input;
  requireIds({ businessUnitId });
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (!unit?.portalOn) throw notFound('businessUnitId');
  const identifier = reachableIdentifier(ctx, unit, input.identifier);
  const deviceHash = deviceToken === undefined ? null : tokenHash(deviceToken);
  const network = networkOf(input.network);
  return issueCode(ctx, { purpose: 'sign-in', unit, identifier, language, network, deviceHash });
}
