import { resolve } from 'node:path';
import * as planner from '@itinera/planner';
import type { SlotQuery, SlotSearch } from '@itinera/planner';
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
  { technicians: 1000, days: 30, visits: 8, runs: 40 },
];
const companies = [
  { technicians: 100, runs: 100 },
  { technicians: 1000, runs: 100 },
  { technicians: 4000, runs: 50 },
];

type Planner = Pick<typeof planner, 'findSlots' | 'prepareDays'>;

/**
 * The planner's benchmark, by the protocol of docs/benchmarks.md: `findSlots` alone, warm, with travel in memory. Plain
 * and prepared runs alternate in one process, so that their ratio holds on a busy machine too; so do those of another
 * version, if there is one to compare with. About a minute.
 */
export async function benchPlanner(other?: Planner): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const share of [1, 0.5]) {
    const smaller: { gaps: number; times: Record<string, Times> }[] = [];
    for (const { runs, ...full } of sizes) {
      const size = { ...full, visits: full.visits * share };
      const query = benchQuery(size, seed);
      const { times, found } = await alternate(query, runs, other);
      const gaps = size.technicians * size.days * size.visits;
      const name = `${size.technicians} x ${size.days} x ${size.visits} ${share === 1 ? 'full' : 'half full'}`;
      for (const [way, own] of Object.entries(times)) {
        const growth = {
          ...growthOf('growth', gaps, own, smaller.at(-1), way),
          ...(smaller.length > 1 && growthOf('in all', gaps, own, smaller[0], way)),
        };
        rows.push(rowOf(`${name}, ${way}`, own, { ...growth, ...figuresOf(found) }));
      }
      smaller.push({ gaps, times });
    }
  }
  return rows;
}

/** The exponents with which the times grow from a smaller size on; 1 is linear. */
function growthOf(
  name: string,
  gaps: number,
  own: Times,
  smaller: { gaps: number; times: Record<string, Times> } | undefined,
  way: string,
): Record<string, number> {
  if (smaller === undefined) return {};
  const ratio = Math.log(gaps / smaller.gaps);
  const of = (time: 'p50' | 'least' | 'cpu'): number =>
    Math.log(own[time] / smaller.times[way]![time]) / ratio;
  return { [name]: of('p50'), [`${name} min`]: of('least'), [`${name} cpu`]: of('cpu') };
}

/** How long it takes when skill, area and distance leave 50 technicians, however many there are. */
export async function benchPlannerFew(other?: Planner): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { technicians, runs } of companies) {
    const query = fewSurvive(benchQuery({ technicians, days: 30, visits: 8 }, seed), 50);
    const { times, found } = await alternate(query, runs, other);
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

/** How long a query warms up at least, in milliseconds: a small one is compiled for good only after many calls. */
const leastWarmUp = 1000;

/**
 * Asks plain and prepared in turn, and the other version too; a fifth as many rounds, and a second, warm up. The
 * processor's time is taken of other rounds than the clock's, many at once: to ask the system for it between two runs
 * makes the next one up to half slower where a system call costs much.
 */
async function alternate(
  query: SlotQuery,
  runs: number,
  other?: Planner,
): Promise<{ times: Record<string, Times>; found: SlotSearch }> {
  const ways = [...waysOf(planner, query), ...(other === undefined ? [] : waysOf(other, query, ', other'))];
  const found = await planner.findSlots(query, benchTravel);
  const begun = performance.now();
  for (let i = 0; i < Math.max(3, runs / 5) || performance.now() - begun < leastWarmUp; i++)
    for (const { ask } of ways) await ask();
  for (let i = 0; i < runs; i++) for (const { ask, measured } of ways) measured.push(await timed(ask));
  const times: [string, Times][] = [];
  for (const { way, ask, measured } of ways) {
    times.push([way, { ...timesOf(measured), cpu: await processorTime(ask, Math.ceil(runs / 3)) }]);
  }
  return { times: Object.fromEntries(times), found };
}

interface Way {
  way: string;
  ask(): Promise<SlotSearch>;
  /** Milliseconds by the clock, of each run. */
  measured: number[];
}

function waysOf({ findSlots, prepareDays }: Planner, query: SlotQuery, suffix = ''): Way[] {
  const prepared = { ...query, technicians: prepareDays(query.technicians) };
  return [
    { way: `plain${suffix}`, ask: () => findSlots(query, benchTravel), measured: [] },
    { way: `prepared${suffix}`, ask: () => findSlots(prepared, benchTravel), measured: [] },
  ];
}

/** Milliseconds by the clock. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Milliseconds of the thread's processor time that a run takes, the mean of some. */
async function processorTime(run: () => Promise<unknown>, runs: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let i = 0; i < runs; i++) await run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / runs;
}

function timesOf(measured: number[]): Omit<Times, 'cpu'> {
  const clock = measured.toSorted((a, b) => a - b);
  const at = (share: number) => clock[Math.min(clock.length - 1, Math.floor(clock.length * share))]!;
  return {
    runs: clock.length,
    least: clock[0]!,
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

/** `node test/bench/planner.bench.ts [another checkout]` */
if (process.argv[1] === import.meta.filename) {
  const checkout = process.argv[2];
  const other = checkout && ((await import(`${resolve(checkout)}/packages/planner/src/index.ts`)) as Planner);
  for (const bench of [benchPlanner, benchPlannerFew]) {
    for (const { name, n, p50, p95, note } of await bench(other || undefined)) {
      console.log(`${name}: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (${n} runs; ${note})`);
    }
  }
}
