import { findBusinessUnitBySlug, listAllCompanies, listBusinessUnits, type BusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import { channelsOf } from './channels.ts';
import type { PublicPortal } from './types.ts';

/** The product's own colour, for business units without one. */
const defaultAccent = '#1f5f8b';

/**
 * The portal that answers at `host` (as in a Host header): the business unit whose slug is its first label, or the
 * only one of the installation. null when there is none, or its portal is off (CAD-BU-04).
 */
export async function publicPortal(
  ctx: Context,
  host: string,
  language: string,
): Promise<PublicPortal | null> {
  const unit = (await bySlug(ctx, host)) ?? (await onlyUnit(ctx));
  if (!unit?.portalOn) return null;
  const languages = unit.languages.filter(isLanguage);
  const defaultLanguage = languageOf(unit.defaultLanguage);
  const spoken = languages.find((offered) => offered === language) ?? defaultLanguage;
  return {
    businessUnitId: unit.id,
    slug: unit.slug,
    name: unit.name,
    welcome: localized(unit.welcome, spoken, defaultLanguage),
    contactEmail: unit.contactEmail,
    contactPhone: unit.contactPhone,
    accentColour: unit.accentColour ?? defaultAccent,
    languages: languages.length > 0 ? languages : [defaultLanguage],
    defaultLanguage,
    zone: unit.zone,
    channels: channelsOf(ctx, unit),
  };
}

async function bySlug(ctx: Context, host: string): Promise<BusinessUnit | undefined> {
  const [label = ''] = host.toLowerCase().split(/[.:]/);
  return /^[a-z0-9-]{1,63}$/.test(label) ? findBusinessUnitBySlug(ctx.db.read, label) : undefined;
}

async function onlyUnit(ctx: Context): Promise<BusinessUnit | undefined> {
  const companies = await listAllCompanies(ctx.db.read);
  if (companies.length !== 1 || !companies[0]) return undefined;
  const units = await listBusinessUnits(ctx.db.read, companies[0].id);
  return units.length === 1 ? units[0] : undefined;
}

function languageOf(value: string): Language {
  return isLanguage(value) ? value : 'en';
}
