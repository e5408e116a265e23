import { test } from 'vitest';
import { agree } from './agree.ts';
import { caseCount, firstSeed } from './size.ts';

// The same in two files, which run side by side: each takes half.
const cases = caseCount({ few: 10_000, many: 100_000 });

test(
  `CAD-AC-10 CAD-PL-09 findSlots agrees with the naive oracle on ${cases} problems (2 of 2)`,
  { timeout: 60_000 + cases * 60 },
  () => agree(firstSeed(cases), cases),
);
