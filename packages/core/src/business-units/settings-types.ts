import type { Closure } from '@itinera/db';
import type { Language, LocalizedText } from '../shared/languages.ts';

/** Everything about a business unit that its administrators set, as one piece: it is shown and saved whole. */
export interface UnitSettings {
  /** What staff read. */
  name: string;
  /** What customers read. */
  displayName: string;
  portalOn: boolean;
  contactEmail: string | null;
  contactPhone: string | null;
  /** Several lines. */
  contactAddress: string | null;
  /** The company's own words on sign-in and home page, several lines. */
  welcome: LocalizedText;
  /** Those the portal speaks. */
  languages: Language[];
  defaultLanguage: Language;
  zone: string;
  /** By which people sign in. */
  channels: ('email' | 'sms')[];
  newAccessesEnabled: boolean;
  permanentLinks: boolean;
  /** Whether customers change their own contact data in the portal. */
  customersEditContact: boolean;
  /** Whether they write their own addresses there. */
  customersEditAddresses: boolean;
  /** Whether customers see, in the portal, when technicians came to their sites and went (LBX-02). */
  customersSeeClockings: boolean;
  /** Whether technicians correct their own clockings, with a reason. */
  techniciansCorrectClockings: boolean;
  /** Countries (ISO 3166-1) text messages go to; null: the unit's own. */
  smsCountries: string[] | null;
  smsPerDay: number;
  smsPerCountryAndDay: number;
  slug: string;
  ownDomain: string | null;
  /** `#rrggbb`; null: the product's. */
  accentColour: string | null;
  backgroundColour: string | null;
  /** By date. */
  closures: Closure[];
  /** The hash of a picture that was uploaded; null: none. */
  logo: string | null;
}

/** The settings as they are now, and what they can be. */
export interface UnitSettingsPage {
  settings: UnitSettings;
  revision: number;
  /** Whether this installation can send text messages. */
  smsPossible: boolean;
  /** The country the unit is in by telephone or zone; null where neither tells. */
  country: string | null;
  /** PORTAL_URL, of which the unit's address is made. */
  portalUrl: string;
}

export interface SaveUnitSettingsInput extends UnitSettings {
  /** The one that was shown. */
  revision: number;
}
