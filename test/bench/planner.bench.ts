import { findSlots, prepareDays } from '@itinera/planner';
import type { PreparedQuery, SlotQuery, SlotSearch } from '@itinera/planner';
import { benchQuery, benchTravel, fewSurvive } from './planner-problem.ts';
import type { BenchSize } from './planner-problem.ts';

/** One line of the benchmark: times in milliseconds of one way to ask, and what the query asked for and found. */
export interface BenchRow {
  name: string;
  /** How many runs were measured. */
  n: number;
  p50: number;
  p95: number;
  unit: 'ms';
  /** The least time, the thread's processor time, how p50 and it grow, and figures of the answer. */
  note: string;
}

const seed = 20261121;
const sizes: (BenchSize & { runs: number })[] = [
  { technicians: 10, days: 14, visits: 6, runs: 600 },
  { technicians: 100, days: 30, visits: 8, runs: 100 },
  { technicians: 1000, days: 30, visits: 8, runs: 15 },
];
const companies = [
  { technicians: 100, runs: 100 },
  { technicians: 1000, runs: 100 },
  { technicians: 4000, runs: 50 },
];

/**
 * The planner's benchmark, by the protocol of docs/benchmarks.md: `findSlots` alone, warm, with travel in memory. Plain
 * and prepared runs alternate in one process, so that their ratio holds on a busy machine too. About a minute.
 */
export async function benchPlanner(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const share of [1, 0.5]) {
    let smaller: { gaps: number; times: Record<string, Times> } | undefined;
    for (const { runs, ...full } of sizes) {
      const size = { ...full, visits: full.visits * share };
      const query = benchQuery(size, seed);
      const { times, found } = await alternate(query, runs);
      const gaps = size.technicians * size.days * size.visits;
      const name = `${size.technicians} x ${size.days} x ${size.visits} ${share === 1 ? 'full' : 'half full'}`;
      for (const [way, own] of Object.entries(times)) {
        const before = smaller?.times[way];
        const ratio = before && Math.log(gaps / smaller!.gaps);
        const growth = before && {
          growth: Math.log(own.p50 / before.p50) / ratio!,
          'growth cpu': Math.log(own.cpu / before.cpu) / ratio!,
        };
        rows.push(rowOf(`${name}, ${way}`, own, { ...growth, ...figuresOf(found) }));
      }
      smaller = { gaps, times };
    }
  }
  return rows;
}

/** How long it takes when skill, area and distance leave 50 technicians, however many there are. */
export async function benchPlannerFew(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { technicians, runs } of companies) {
    const query = fewSurvive(benchQuery({ technicians, days: 30, visits: 8 }, seed), 50);
    const { times, found } = await alternate(query, runs);
    for (const [way, own] of Object.entries(times)) {
      rows.push(rowOf(`50 of ${technicians} x 30 x 8, ${way}`, own, figuresOf(found)));
    }
  }
  return rows;
}

interface Times {
  runs: number;
  least: number;
  /** Mean processor time of the thread: what others on the machine take is not in it. The system counts it in ticks of some ms. */
  cpu: number;
  p50: number;
  p95: number;
}

/** Asks plain and prepared in turn; a fifth as many rounds warm up. */
async function alternate(
  query: SlotQuery,
  runs: number,
): Promise<{ times: Record<'plain' | 'prepared', Times>; found: SlotSearch }> {
  const prepared: PreparedQuery = { ...query, technicians: prepareDays(query.technicians) };
  const plainRuns: Run[] = [];
  const preparedRuns: Run[] = [];
  let found = await findSlots(query, benchTravel);
  for (let i = -Math.max(3, runs / 5); i < runs; i++) {
    const plainRun = await timed(async () => (found = await findSlots(query, benchTravel)));
    const preparedRun = await timed(() => findSlots(prepared, benchTravel));
    if (i < 0) continue;
    plainRuns.push(plainRun);
    preparedRuns.push(preparedRun);
  }
  return { times: { plain: timesOf(plainRuns), prepared: timesOf(preparedRuns) }, found };
}

/** Milliseconds by the clock and of the processor. */
interface Run {
  clock: number;
  cpu: number;
}

async function timed(run: () => Promise<unknown>): Promise<Run> {
  const before = process.threadCpuUsage();
  const start = performance.now();
  await run();
  const clock = performance.now() - start;
  const { user, system } = process.threadCpuUsage(before);
  return { clock, cpu: (user + system) / 1000 };
}

function timesOf(runs: Run[]): Times {
  const clock = runs.map((run) => run.clock).sort((a, b) => a - b);
  const cpu = runs.reduce((sum, run) => sum + run.cpu, 0) / runs.length;
  const at = (share: number) => clock[Math.min(clock.length - 1, Math.floor(clock.length * share))]!;
  return {
    runs: runs.length,
    least: clock[0]!,
    cpu,
    p50: at(0.5),
    p95: at(0.95),
  };
}

function figuresOf(found: SlotSearch): Record<string, number> {
  return {
    cells: found.travel.cells,
    offers: found.offers.length,
    pairs: found.windows.reduce((sum, window) => sum + window.technicians, 0),
  };
}

function rowOf(
  name: string,
  { runs, least, cpu, p50, p95 }: Times,
  figures: Record<string, number>,
): BenchRow {
  const beside = Object.entries({ min: least, cpu, ...figures }).map(
    ([figure, value]) => `${figure} ${Number(value.toFixed(2))}`,
  );
  return { name, n: runs, p50, p95, unit: 'ms', note: beside.join(', ') };
}

if (process.argv[1] === import.meta.filename) {
  for (const bench of [benchPlanner, benchPlannerFew]) {
    for (const { name, n, p50, p95, note } of await bench()) {
      console.log(`${name}: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (${n} runs; ${note})`);
    }
  }
}
