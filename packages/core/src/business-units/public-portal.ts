import {
  findBusinessUnitByDomain,
  findBusinessUnitBySlug,
  listAllCompanies,
  listBusinessUnits,
  type BusinessUnit,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import { hasSlugHosts, portalBaseHost } from '../shared/portal-address.ts';
import { channelsOf } from './channels.ts';
import { portalName } from './portal-name.ts';
import type { PublicPortal } from './types.ts';

/** The product's own colour, for business units without one. */
const defaultAccent = '#1f5f8b';

/**
 * The portal that answers at `host` (as in a Host header); null when there is none, or its portal is off (CAD-BU-04).
 * That is the business unit whose own domain it is (IMV-12); else the one whose slug is its first label (IMV-11: below
 * PORTAL_URL's host where that is a pattern, of any host where it is not); else the only one of the installation.
 */
export async function publicPortal(
  ctx: Context,
  host: string,
  language: string,
): Promise<PublicPortal | null> {
  const unit = await unitAt(ctx, host);
  if (!unit?.portalOn) return null;
  const languages = unit.languages.filter(isLanguage);
  const defaultLanguage = languageOf(unit.defaultLanguage);
  const spoken = languages.find((offered) => offered === language) ?? defaultLanguage;
  return {
    businessUnitId: unit.id,
    slug: unit.slug,
    name: portalName(unit),
    welcome: localized(unit.welcome, spoken, defaultLanguage),
    contactEmail: unit.contactEmail,
    contactPhone: unit.contactPhone,
    contactAddress: unit.contactAddress,
    accentColour: unit.accentColour ?? defaultAccent,
    backgroundColour: unit.backgroundColour,
    logo: unit.logo,
    languages: languages.length > 0 ? languages : [defaultLanguage],
    defaultLanguage,
    zone: unit.zone,
    channels: channelsOf(ctx, unit),
  };
}

async function unitAt(ctx: Context, host: string): Promise<BusinessUnit | undefined> {
  const { portalUrl } = ctx.config;
  const name = withoutPort(host);
  const mapped = name === '' ? undefined : await findBusinessUnitByDomain(ctx.db.read, name);
  if (mapped) return mapped;
  const [label = '', ...below] = name.split('.');
  if (!hasSlugHosts(portalUrl)) return (await bySlug(ctx, label)) ?? (await onlyUnit(ctx));
  // A slug that nobody has, or has any more, answers nowhere (CLV-10), also where there is only one unit.
  return below.join('.') === portalBaseHost(portalUrl) ? bySlug(ctx, label) : onlyUnit(ctx);
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

async function bySlug(ctx: Context, label: string): Promise<BusinessUnit | undefined> {
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
