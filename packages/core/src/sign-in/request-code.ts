import { findAnyBusinessUnit } from '@itinera/db';
import { normaliseIdentifier } from '../identifier.ts';
import type { Context } from '../context.ts';
import { tokenHash } from '../keys.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { issueCode } from './issue-code.ts';
import { networkOf } from '../network.ts';
import type { CodeRequested, RequestCodeInput } from './types.ts';

/**
 * Asks for a sign-in code. The answer is the same whether or not anybody has this identifier.
 * @throws ItineraError `invalid` (`identifier`: no address, or of a channel that the portal has not), `not-found` (no
 * portal), `too-many` (details.retryAt; reason `paused`, `codes` or `network`), `not-allowed` (reason `closed`).
 */
export async function requestCode(ctx: Context, input: RequestCodeInput): Promise<CodeRequested> {
  const { businessUnitId, language, deviceToken } = input;
  requireIds({ businessUnitId });
  const identifier = normaliseIdentifier(input.identifier);
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (!unit?.portalOn) throw notFound('businessUnitId');
  if (!unit.channels.includes(identifier.channel))
    throw new ItineraError('invalid', 'identifier: this portal sends no codes there; use an e-mail address', {
      field: 'identifier',
      reason: 'channel-off',
    });
  const deviceHash = deviceToken === undefined ? null : tokenHash(deviceToken);
  return issueCode(ctx, { unit, identifier, language, network: networkOf(input.network), deviceHash });
}
