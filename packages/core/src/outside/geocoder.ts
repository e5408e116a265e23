import type { Language } from '../shared/languages.ts';
import type { Metres } from '../shared/units.ts';

/** A point on the globe, in degrees. */
export interface Point {
  lon: number;
  lat: number;
}

/** An address that a geocoder knows, as people write it, and where it is. */
export interface KnownPlace extends Point {
  /** Street and house number as its country writes them; a town has none. */
  line1: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2; null: not told. */
  country: string | null;
  precision: 'house' | 'street' | 'town';
}

/** The parts of an address that say where it is; without `line1` the town is meant. */
export interface AddressText {
  line1: string;
  postalCode: string;
  city: string;
  country: string;
}

/** Where addresses are. Every method rejects with `GeocoderError` only. */
export interface Geocoder {
  /** Whom the data is from, in words that stand beside it. */
  readonly attribution: string;
  /** What somebody may be typing, best first, at most eight. `near` is preferred, `country` is kept to. */
  suggest(
    text: string,
    focus: { near?: Point | undefined; language: Language; country?: string | undefined },
  ): Promise<KnownPlace[]>;
  /** The place of exactly this address; null when there is no such one. */
  locate(address: AddressText): Promise<KnownPlace | null>;
  /** The known address nearest to a place; null when there is none for many kilometres. */
  nearest(place: Point): Promise<{ known: KnownPlace; metres: Metres } | null>;
}

export type GeocoderErrorCode =
  'unreachable' | 'timeout' | 'redirect' | 'rate-limited' | 'http-status' | 'bad-answer' | 'unavailable';

/** Why there is no answer. Tells nothing of the address: it is logged. */
export class GeocoderError extends Error {
  override readonly name = 'GeocoderError';
  readonly code: GeocoderErrorCode;

  constructor(code: GeocoderErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
