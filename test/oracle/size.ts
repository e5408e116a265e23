/** Whether the tests run at full size, as `npm run test:full` asks for. */
const full = Boolean(process.env.ITINERA_FULL);

/** The first seed of a random test: `ORACLE_SEED`, or another one each time. `skip`: how many another file takes first. */
export function firstSeed(skip = 0): number {
  const { ORACLE_SEED } = process.env;
  return ORACLE_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(ORACLE_SEED) + skip;
}

/** How many cases it takes: `few` in `npm test`, `many` at full size, or `ORACLE_CASES`, which repeats some. */
export function caseCount({ few, many }: { few: number; many: number }): number {
  return Number(process.env.ORACLE_CASES ?? (full ? many : few));
}

/** What repeats a run, and with 1 the case of a seed. */
export function repeating(seed: number, cases: number): string {
  return `ORACLE_SEED=${seed} ORACLE_CASES=${cases}`;
}
