import type { Language } from '../shared/languages.ts';

/** What anybody may know of a portal before signing in: the company, nothing else. */
export interface PublicPortal {
  businessUnitId: string;
  slug: string;
  name: string;
  welcome: string;
  contactEmail: string | null;
  contactPhone: string | null;
  /** Several lines. */
  contactAddress: string | null;
  accentColour: string;
  /** null: the product's own. */
  backgroundColour: string | null;
  /** The hash of its logo; null: none. */
  logo: string | null;
  languages: Language[];
  defaultLanguage: Language;
  zone: string;
  /** By which people sign in. */
  channels: ('email' | 'sms')[];
}
