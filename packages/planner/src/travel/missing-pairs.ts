/** One question that asks for exactly the pairs `rows` x `columns`, as numbers into the caller's places. */
export interface PairGroup {
  rows: number[];
  columns: number[];
}

/**
 * Covers the missing cells of a table, and no other cell, by as few questions as rows (or columns) that miss
 * the same cells allow. What one `1 x N` or `N x 1` asked for and the cache half knows stays one question.
 */
export function groupMissing(missing: Uint8Array, rows: number, columns: number): PairGroup[] {
  const byRow = groupLines(rows, columns, (row, column) => missing[row * columns + column] === 1);
  const byColumn = groupLines(columns, rows, (column, row) => missing[row * columns + column] === 1);
  return byRow.length <= byColumn.length
    ? byRow.map(({ lines, cells }) => ({ rows: lines, columns: cells }))
    : byColumn.map(({ lines, cells }) => ({ rows: cells, columns: lines }));
}

function groupLines(lines: number, cells: number, wanted: (line: number, cell: number) => boolean) {
  const groups = new Map<string, { lines: number[]; cells: number[] }>();
  for (let line = 0; line < lines; line += 1) {
    const own: number[] = [];
    for (let cell = 0; cell < cells; cell += 1) if (wanted(line, cell)) own.push(cell);
    if (own.length === 0) continue;
    const group = groups.get(own.join());
    if (group) group.lines.push(line);
    else groups.set(own.join(), { lines: [line], cells: own });
  }
  return [...groups.values()];
}
