/** `@itinera/planner/travel`: where travel times come from, without the search. */
export { cached } from './cached.ts';
export type { StoredTravel, TravelStore } from './cached.ts';
export { calibrate } from './calibrate.ts';
export type { KnownTravel } from './calibrate.ts';
export { TravelError } from './error.ts';
export type { PartialTravel, TravelErrorCode } from './error.ts';
export { estimate } from './estimate.ts';
export type { EstimateOptions } from './estimate.ts';
export { osrm } from './osrm.ts';
export type { OsrmOptions } from './osrm.ts';
export { recorded } from './recorded.ts';
export type { RecordedMatrix } from './recorded.ts';
export { straightLine } from './straight-line.ts';
export { travelLookup } from './travel-lookup.ts';
export type { FetchedTravel, TravelLookup } from './travel-lookup.ts';
export type { TravelTable, TravelTimes } from './types.ts';
export { withFallback } from './with-fallback.ts';
