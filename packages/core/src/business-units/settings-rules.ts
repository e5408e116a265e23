import { findBusinessUnitByDomain, findBusinessUnitBySlug, findLogo, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import { parseColour } from '../shared/contrast.ts';
import { ItineraError } from '../shared/errors.ts';
import { backgroundFaults } from '../shared/portal-colours.ts';
import { hasSlugHosts, portalBaseHost } from '../shared/portal-address.ts';
import { isReservedSlug } from './host-name.ts';
import type { UnitSettings } from './settings-types.ts';

/**
 * What the settings of a unit must be like beyond the form of each: an address that is nobody else's, colours that can
 * be read, channels that exist here, a logo that was uploaded.
 * @throws ItineraError `invalid` (`slug`: `taken`, `reserved`; `ownDomain`: `taken`, `ours`; `channels`: `no-gateway`;
 * `backgroundColour`: `contrast`; `logo`: `gone`).
 */
export async function requireSound(
  ctx: Pick<Context, 'config' | 'smsSender'>,
  tx: Queries,
  businessUnitId: string,
  before: UnitSettings,
  wished: UnitSettings,
): Promise<void> {
  if (wished.channels.includes('sms') && ctx.smsSender === null)
    throw refusal('channels', 'no-gateway', 'this installation has no gateway for text messages');
  requireReadable(wished.backgroundColour);
  if (wished.slug !== before.slug) await requireFreeSlug(tx, businessUnitId, wished.slug);
  if (wished.ownDomain !== null && wished.ownDomain !== before.ownDomain)
    await requireFreeDomain(ctx, tx, businessUnitId, wished.ownDomain);
  const { logo } = wished;
  if (logo !== null && logo !== before.logo && !(await findLogo(tx, businessUnitId, logo)))
    throw refusal('logo', 'gone', 'the picture is not there any more: upload it again');
}

function requireReadable(backgroundColour: string | null): void {
  const background = backgroundColour === null ? null : parseColour(backgroundColour);
  const [worst] = background === null ? [] : backgroundFaults(background);
  if (!worst) return;
  const { pair, scheme, ratio, needed } = worst;
  throw refusal(
    'backgroundColour',
    'contrast',
    `${pair} on it has a contrast of ${ratio.toFixed(2)} : 1 in the ${scheme} look and needs ${needed} : 1`,
  );
}

async function requireFreeSlug(tx: Queries, businessUnitId: string, slug: string): Promise<void> {
  if (isReservedSlug(slug)) throw refusal('slug', 'reserved', 'this word is reserved: choose another');
  const holder = await findBusinessUnitBySlug(tx, slug);
  if (holder && holder.id !== businessUnitId)
    throw refusal('slug', 'taken', 'another business unit has it: choose another');
}

/** Nobody takes an address that is the installation's, or that leads to another unit already. */
async function requireFreeDomain(
  { config: { portalUrl, backofficeUrl } }: Pick<Context, 'config'>,
  tx: Queries,
  businessUnitId: string,
  domain: string,
): Promise<void> {
  const own = [portalBaseHost(portalUrl), new URL(backofficeUrl).hostname, 'localhost'];
  if (own.some((host) => domain === host || domain.endsWith(`.${host}`)))
    throw refusal('ownDomain', 'ours', 'it belongs to this installation: give one of your own');
  const holder =
    (await findBusinessUnitByDomain(tx, domain)) ??
    (hasSlugHosts(portalUrl) ? undefined : await findBusinessUnitBySlug(tx, domain.split('.')[0] ?? ''));
  if (holder && holder.id !== businessUnitId)
    throw refusal('ownDomain', 'taken', 'another portal of this installation has it');
}

/** A part of the settings that cannot be so. */
export function refusal(field: keyof UnitSettings, reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `${field}: ${message}`, { field, reason });
}
