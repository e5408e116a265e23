/** Whole seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;
/** A duration in whole seconds. */
export type Seconds = number;
/** A distance in whole metres. */
export type Metres = number;

/** A point in WGS84 degrees; longitude first where the two stand in a list, as OSRM and GeoJSON do. */
export interface Place {
  lon: number;
  lat: number;
}

/** Half-open: `start` belongs to it, `end` does not. Two intervals that touch do not overlap. */
export interface Interval {
  start: EpochSeconds;
  end: EpochSeconds;
}
