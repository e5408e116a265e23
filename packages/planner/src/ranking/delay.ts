import type { CostPartRule } from './cost-part.ts';

const secondsPerDay = 86_400;

/** How many local dates later than the first possible one the window is, each counted as 24 hours. */
export const delayPart: CostPartRule = {
  name: 'delay',
  of: 'window',
  seconds: (choice) => choice.daysLater * secondsPerDay,
};
