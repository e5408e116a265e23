import { findBusinessUnit, type BusinessUnit, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { countryOf } from './country.ts';
import { portalName } from './portal-name.ts';
import type { UnitSettings, UnitSettingsPage } from './settings-types.ts';

/**
 * The settings of the unit in view.
 * @throws ItineraError `not-allowed` (`role`).
 */
export async function unitSettings(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
): Promise<UnitSettingsPage> {
  return settingsPage(ctx, await ownUnit(ctx.db.read, scope));
}

/** The unit of a scope. @throws ItineraError `not-found`. */
export async function ownUnit(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
): Promise<BusinessUnit> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}

export function settingsPage(
  ctx: Pick<Context, 'config' | 'smsSender'>,
  unit: BusinessUnit,
): UnitSettingsPage {
  return {
    settings: settingsOf(unit),
    revision: unit.revision,
    smsPossible: ctx.smsSender !== null,
    country: countryOf(unit),
    portalUrl: ctx.config.portalUrl,
  };
}

export function settingsOf(unit: BusinessUnit): UnitSettings {
  const languages = unit.languages.filter(isLanguage);
  const defaultLanguage = isLanguage(unit.defaultLanguage) ? unit.defaultLanguage : 'en';
  return {
    name: unit.name,
    displayName: portalName(unit),
    portalOn: unit.portalOn,
    contactEmail: unit.contactEmail,
    contactPhone: unit.contactPhone,
    contactAddress: unit.contactAddress,
    welcome: unit.welcome,
    languages: languages.length > 0 ? languages : [defaultLanguage],
    defaultLanguage,
    zone: unit.zone,
    channels: unit.channels,
    newAccessesEnabled: unit.newAccessesEnabled,
    permanentLinks: unit.permanentLinks,
    customersEditContact: unit.customersEditContact,
    customersEditAddresses: unit.customersEditAddresses,
    customersSeeClockings: unit.customersSeeClockings,
    techniciansCorrectClockings: unit.techniciansCorrectClockings,
    smsCountries: unit.smsCountries,
    smsPerDay: unit.smsPerDay,
    smsPerCountryAndDay: unit.smsPerCountryAndDay,
    slug: unit.slug,
    ownDomain: unit.ownDomain,
    accentColour: unit.accentColour,
    backgroundColour: unit.backgroundColour,
    closures: unit.closures ?? [],
    logo: unit.logo,
  };
}
