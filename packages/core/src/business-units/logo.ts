import {
  deleteLogos,
  findAnyBusinessUnit,
  findLogo,
  listActivityTypes,
  storeLogo,
  type Queries,
} from '@itinera/db';
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { redrawPicture } from '../pictures/redraw-picture.ts';
import { ownUnit } from './settings.ts';

/** How long a picture waits for its settings to be saved, in seconds. */
const waits = 86_400;

/**
 * Takes a picture (PNG, JPEG or WebP, 1 MB) as a logo that may be chosen: nobody sees it before the settings that name
 * its hash are saved (CAD-BU-13). Pictures that nobody chose within a day go.
 * @throws ItineraError `invalid` (`logo`, the reasons of `redrawPicture`), `not-allowed` (`role`).
 */
export async function uploadLogo(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  picture: Uint8Array,
): Promise<{ logo: string }> {
  if (!(picture instanceof Uint8Array))
    throw new ItineraError('invalid', 'logo must be the bytes of a picture', { field: 'logo' });
  const unit = await ownUnit(ctx.db.read, scope);
  const drawn = await redrawPicture(picture, { use: 'logo', field: 'logo' });
  const hash = createHash('sha256').update(drawn).digest('hex');
  const { businessUnitId } = scope;
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await deleteLogos(tx, businessUnitId, { but: unit.logo, before: now - waits });
    await storeLogo(tx, { businessUnitId, hash, picture: drawn, createdAt: now });
  });
  return { logo: hash };
}

/**
 * A picture that was uploaded for the unit in view, chosen or not, as PNG.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function uploadedLogo(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  logo: string,
): Promise<Uint8Array> {
  const found = typeof logo === 'string' ? await findLogo(ctx.db.read, businessUnitId, logo) : undefined;
  if (!found) throw notFound('logo');
  return found.picture;
}

/** A logo that a unit's portal shows now, its own or of a type that it shows, as PNG, for anybody; null for any other picture. */
export async function publicLogo(
  ctx: Context,
  businessUnitId: string,
  logo: string,
): Promise<Uint8Array | null> {
  requireIds({ businessUnitId });
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (!unit?.portalOn) return null;
  if (unit.logo !== logo && !(await isOfShownType(ctx.db.read, businessUnitId, logo))) return null;
  return (await findLogo(ctx.db.read, businessUnitId, logo))?.picture ?? null;
}

async function isOfShownType(q: Queries, businessUnitId: string, logo: string): Promise<boolean> {
  const types = await listActivityTypes(q, businessUnitId);
  return types.some((type) => type.active && type.portalShown && type.logo === logo);
}
