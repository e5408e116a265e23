/**
 * Why a window is refused, in the order in which constraints are asked; the first that refuses is the one counted.
 */
export const constraintCodes = [
  'assignment',
  'skills',
  'area',
  'distance',
  'notice',
  'open',
  'working-time',
  'visit-limit',
  'work-limit',
  'no-road',
  'arrival',
  'promise',
  'way-back',
  'travel-limit',
  'total-limit',
  'slack',
] as const;

export type ConstraintCode = (typeof constraintCodes)[number];
