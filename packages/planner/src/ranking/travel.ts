import type { CostPartRule } from './cost-part.ts';

/** The detour: `t(k,new) + t(new,k+1) - t(k,k+1)`. Real matrices break the triangle inequality: it may be below 0. */
export const travelPart: CostPartRule = {
  name: 'travel',
  of: 'gap',
  seconds: (choice) => choice.before + choice.after - choice.own,
};
