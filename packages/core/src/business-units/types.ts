import type { Language } from '../shared/languages.ts';

/** What anybody may know of a portal before signing in: the company, nothing else. */
export interface PublicPortal {
  businessUnitId: string;
  slug: string;
  name: string;
  welcome: string;
  contactEmail: string | null;
  contactPhone: string | null;
  accentColour: string;
  languages: Language[];
  defaultLanguage: Language;
  zone: string;
  /** By which people sign in. */
  channels: ('email' | 'sms')[];
}
