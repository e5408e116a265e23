/**
 * Why a window is refused, in the order in which constraints are asked; the first that refuses is the one counted.
 *
 * First what refuses a technician or a whole day, then what refuses a window whoever comes, then what narrows the
 * starts in a gap between two stops, and last what a window of the remaining starts must have.
 */
export const constraintCodes = [
  'assignment',
  'skills',
  'area',
  'distance',
  'visit-limit',
  'work-limit',
  'notice',
  'open',
  'working-time',
  'no-road',
  'travel-limit',
  'total-limit',
  'arrival',
  'promise',
  'way-back',
  'slack',
] as const;

/** One of `constraintCodes`: a closed union, callers may switch over it. */
export type ConstraintCode = (typeof constraintCodes)[number];
