/** How far a visit is, in customers' words: what staff do with it meanwhile is no part of it. */
export const visitStates = [
  'waiting',
  'booked',
  'on-the-way',
  'arrived',
  'started',
  'checking',
  'done',
  'not-done',
  'canceled',
] as const;
export type VisitState = (typeof visitStates)[number];

/** What past visits are looked for by. `under-way`: also what should be over, and nobody said anything of. */
export const pastStates = ['under-way', 'checking', 'done', 'not-done', 'canceled'] as const;
