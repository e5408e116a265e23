import type { CostPartRule } from './cost-part.ts';

/**
 * How full the day already is: its services and legs before the visit comes, as `limits.total` counts them. A weight
 * above 0 balances the days, one below 0 fills them.
 */
export const loadPart: CostPartRule = {
  name: 'load',
  of: 'gap',
  seconds: ({ route }) => route.work + route.travel,
};
