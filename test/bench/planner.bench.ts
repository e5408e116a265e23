import { findSlots } from '@itinera/planner';
import { benchQuery, benchTravel } from './planner-problem.ts';
import type { BenchSize } from './planner-problem.ts';

/** One line of the benchmark: times in milliseconds, and what the query asked for and found. */
export interface BenchRow {
  name: string;
  p50: number;
  p95: number;
  runs: number;
  /** Named figures beside the times: cells asked for, offers, growth exponent. */
  figures: Record<string, number>;
}

const seed = 20261121;
const sizes: (BenchSize & { runs: number })[] = [
  { technicians: 10, days: 14, visits: 6, runs: 600 },
  { technicians: 100, days: 30, visits: 8, runs: 100 },
  { technicians: 1000, days: 30, visits: 8, runs: 15 },
];

/**
 * The planner's benchmark, by the protocol of docs/benchmarks.md: times of `findSlots` alone, warm, with travel in
 * memory. Takes about half a minute.
 */
export async function benchPlanner(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const share of [1, 0.5]) {
    let smaller: { cells: number; p50: number } | undefined;
    for (const { runs, ...size } of sizes) {
      const visits = size.visits * share;
      const row = await benchSize({ ...size, visits }, runs);
      row.name += share === 1 ? ', full' : ', half full';
      const gaps = size.technicians * size.days * size.visits;
      if (smaller !== undefined) {
        row.figures.growth = Math.log(row.p50 / smaller.p50) / Math.log(gaps / smaller.cells);
      }
      smaller = { cells: gaps, p50: row.p50 };
      rows.push(row);
    }
  }
  return rows;
}

async function benchSize(size: BenchSize, runs: number): Promise<BenchRow> {
  const query = benchQuery(size, seed);
  for (let i = 0; i < Math.max(3, runs / 5); i++) await findSlots(query, benchTravel);
  const times: number[] = [];
  let found = await findSlots(query, benchTravel);
  for (let i = 0; i < runs; i++) {
    const before = process.hrtime.bigint();
    found = await findSlots(query, benchTravel);
    times.push(Number(process.hrtime.bigint() - before) / 1e6);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return {
    name: `${size.technicians} technicians x ${size.days} days x ${size.visits} visits`,
    p50: at(0.5),
    p95: at(0.95),
    runs,
    figures: {
      cells: found.travel.cells,
      offers: found.offers.length,
      pairs: found.windows.reduce((sum, window) => sum + window.technicians, 0),
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  for (const { name, p50, p95, runs, figures } of await benchPlanner()) {
    const beside = Object.entries(figures).map(([figure, value]) => `${figure} ${Number(value.toFixed(2))}`);
    console.log(
      `${name}: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (${runs} runs; ${beside.join(', ')})`,
    );
  }
}
