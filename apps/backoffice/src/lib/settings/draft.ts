import type { SaveUnitSettingsInput, UnitSettings } from '@itinera/core';
import { languages, type Language } from '@itinera/core/shared';

/** The settings as their form holds them: texts are never null, lists are one line. */
export interface SettingsDraft extends Omit<
  UnitSettings,
  | 'contactEmail'
  | 'contactPhone'
  | 'contactAddress'
  | 'welcome'
  | 'smsCountries'
  | 'ownDomain'
  | 'accentColour'
  | 'backgroundColour'
> {
  contactEmail: string;
  contactPhone: string;
  contactAddress: string;
  welcome: Record<Language, string>;
  smsCountries: string;
  ownDomain: string;
  accentColour: string;
  backgroundColour: string;
}

/** A draft that its form may change, of settings as they are. */
export function draftOf(settings: UnitSettings): SettingsDraft {
  const welcome = Object.fromEntries(
    languages.map((language) => [language, settings.welcome[language] ?? '']),
  );
  return {
    ...structuredClone(settings),
    contactEmail: settings.contactEmail ?? '',
    contactPhone: settings.contactPhone ?? '',
    contactAddress: settings.contactAddress ?? '',
    welcome: welcome as Record<Language, string>,
    smsCountries: settings.smsCountries?.join(', ') ?? '',
    ownDomain: settings.ownDomain ?? '',
    accentColour: settings.accentColour ?? '',
    backgroundColour: settings.backgroundColour ?? '',
  };
}

/** What is sent for a draft; what nobody typed is none. */
export function inputOf(draft: SettingsDraft, revision: number): SaveUnitSettingsInput {
  const countries = draft.smsCountries.split(/[\s,;]+/).filter((code) => code !== '');
  return {
    ...draft,
    revision,
    contactEmail: draft.contactEmail.trim() || null,
    contactPhone: draft.contactPhone.trim() || null,
    contactAddress: draft.contactAddress.trim() || null,
    smsCountries: countries.length > 0 ? countries : null,
    ownDomain: draft.ownDomain.trim() || null,
    accentColour: hashed(draft.accentColour),
    backgroundColour: hashed(draft.backgroundColour),
  };
}

/** People leave the # out. */
function hashed(colour: string): string | null {
  const text = colour.trim();
  if (text === '') return null;
  return text.startsWith('#') ? text : `#${text}`;
}
