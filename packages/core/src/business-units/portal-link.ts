import type { BusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';
import { portalOrigin } from '../shared/portal-address.ts';

/** The address of a page of the unit's own portal, for mails, text messages and links (IMV-11, IMV-12). */
export function portalLink(
  ctx: Pick<Context, 'config'>,
  unit: Pick<BusinessUnit, 'slug' | 'ownDomain'>,
  path: string,
): string {
  return new URL(path, portalOrigin(ctx.config.portalUrl, unit)).href;
}
