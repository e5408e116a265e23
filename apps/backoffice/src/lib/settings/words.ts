import { m } from '#words';
import type { UnitSettings } from '@itinera/core';
import type { ContrastFault, DerivedShade, Scheme } from '@itinera/core/shared';
import type { ApiFailure } from '../api/failure.ts';

export type SettingsField = keyof UnitSettings;

/** Which part of the settings was refused; undefined for any other failure. */
export function refusedField(failure: ApiFailure | null): SettingsField | undefined {
  if (failure?.code !== 'invalid') return undefined;
  const [field = ''] = (failure.problem.field ?? '').split('.');
  return field in remedies ? (field as SettingsField) : undefined;
}

/** What to do about it, for its place in the form. */
export function remedyFor(field: SettingsField, reason: string | undefined): string {
  return remedies[field](reason);
}

/** Why a picture was not taken. */
export function logoRemedy(reason: string | undefined): string {
  switch (reason) {
    case 'type':
      return m.settings_logo_type();
    case 'too-large':
      return m.settings_logo_large();
    case 'too-many-pixels':
      return m.settings_logo_pixels();
    case 'gone':
      return m.settings_logo_gone();
    default:
      return m.settings_logo_broken();
  }
}

function slugRemedy(reason: string | undefined): string {
  if (reason === 'reserved') return m.settings_reserved();
  return reason === 'taken' ? m.settings_taken() : m.settings_slug_wrong();
}

function domainRemedy(reason: string | undefined): string {
  if (reason === 'ours') return m.settings_domain_ours();
  return reason === 'taken' ? m.settings_taken() : m.settings_domain_wrong();
}

const failed = () => m.problem_invalid();
const remedies: Record<SettingsField, (reason: string | undefined) => string> = {
  name: () => m.settings_name_wrong(),
  displayName: () => m.settings_name_wrong(),
  portalOn: failed,
  contactEmail: () => m.settings_email_wrong(),
  contactPhone: () => m.settings_phone_wrong(),
  contactAddress: () => m.settings_text_wrong(),
  welcome: () => m.settings_text_wrong(),
  languages: () => m.settings_languages_wrong(),
  defaultLanguage: () => m.settings_languages_wrong(),
  zone: () => m.settings_zone_wrong(),
  channels: (reason) => (reason === 'no-gateway' ? m.settings_no_gateway() : m.settings_channels_wrong()),
  newAccessesEnabled: failed,
  permanentLinks: failed,
  customersEditContact: failed,
  customersEditAddresses: failed,
  customersSeeClockings: failed,
  techniciansCorrectClockings: failed,
  smsCountries: () => m.settings_sms_countries_wrong(),
  smsPerDay: () => m.settings_number_wrong(),
  smsPerCountryAndDay: () => m.settings_number_wrong(),
  slug: slugRemedy,
  ownDomain: domainRemedy,
  accentColour: () => m.settings_colour_wrong(),
  backgroundColour: (reason) =>
    reason === 'contrast' ? m.settings_background_wrong() : m.settings_colour_wrong(),
  closures: () => m.settings_closures_wrong(),
  logo: logoRemedy,
};

/** What cannot be read, or is drawn in another shade. */
export function pairText(pair: ContrastFault['pair'] | DerivedShade['pair']): string {
  switch (pair) {
    case 'text':
      return m.settings_pair_text();
    case 'quiet-text':
      return m.settings_pair_quiet();
    case 'error-text':
      return m.settings_pair_error();
    case 'field-edge':
      return m.settings_pair_edge();
    case 'button-text':
      return m.settings_pair_button();
    case 'links':
      return m.settings_pair_links();
  }
}

export function lookText(scheme: Scheme): string {
  return scheme === 'light' ? m.settings_look_light() : m.settings_look_dark();
}
