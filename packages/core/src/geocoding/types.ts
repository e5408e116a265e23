/** A geocoding server. */
export interface GeocoderServer {
  url: string;
  /** Milliseconds for one question. */
  timeout: number;
  /** Says who asks: Nominatim's usage policy wants it. */
  userAgent: string;
}

/** A street address of a list that was collected before, as OpenStreetMap names its parts. */
export interface CollectedAddress {
  street: string;
  housenumber: string;
  postcode?: string | null | undefined;
  city?: string | null | undefined;
  country?: string | null | undefined;
  lon: number;
  lat: number;
}
