/** One figure of a bench: a value, or the 50th and 95th percentile of `n` measurements. */
export interface BenchRow {
  readonly name: string;
  /** How many measurements, or the size of what was measured. */
  readonly n?: number;
  readonly value?: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly unit: string;
  readonly note?: string;
}

const columns = ['name', 'n', 'value', 'p50', 'p95', 'unit', 'note'] as const;

/** The rows as aligned text; columns that no row uses are left out, numbers keep three significant digits. */
export function table(rows: readonly BenchRow[]): string {
  const used = columns.filter((column) => rows.some((row) => row[column] !== undefined));
  const cells = [used.map(String), ...rows.map((row) => used.map((column) => textOf(row[column])))];
  const widths = used.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, index) =>
          isNumber(used[index]) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function isNumber(column: (typeof columns)[number] | undefined): boolean {
  return column === 'n' || column === 'value' || column === 'p50' || column === 'p95';
}

function textOf(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(3);
}
