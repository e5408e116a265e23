import { findStaffNames, type ImportLine, type ImportRun } from '@itinera/db';
import { findImport, findLastWrittenImport, listImportLines, listImports } from '@itinera/db/imports';
import type { Context } from '../context.ts';
import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { ImportMode, ImportOption, ImportTargetCode } from '../shared/imports.ts';
import { isActive, mayStart, mayUndo } from './state.ts';
import type { ImportPage, ImportResultFilter, ImportResultLine, ImportSummary } from './types.ts';

const pageSize = 25;
const linesShown = 100;

/** The unit's imports, the newest first, 25 a page from page 1. */
export async function listImportRuns(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  { page = 1 }: { page?: number | undefined },
): Promise<Page<ImportSummary>> {
  const offset = (page - 1) * pageSize;
  const { rows, total } = await listImports(ctx.db.read, businessUnitId, { limit: pageSize, offset });
  const names = await staffNames(ctx, rows);
  return { items: rows.map((row) => summaryOf(row, names)), total, page, pageSize };
}

/**
 * One import, with what can be done with it now.
 * @throws ItineraError `not-found`.
 */
export async function importPage(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  importId: string,
): Promise<ImportPage> {
  requireIds({ importId });
  const run = await findImport(ctx.db.read, businessUnitId, importId);
  const [page] = run ? await importPageOf(ctx, businessUnitId, [run]) : [];
  if (!page) throw notFound('importId');
  return page;
}

export async function importPageOf(
  ctx: Context,
  businessUnitId: string,
  runs: readonly ImportRun[],
): Promise<ImportPage[]> {
  const names = await staffNames(ctx, runs);
  const last = await findLastWrittenImport(ctx.db.read, businessUnitId);
  return runs.map((run) => ({
    ...summaryOf(run, names),
    encoding: run.layout?.encoding ?? 'utf-8',
    separator: run.layout?.separator ?? ',',
    columns: run.layout?.columns ?? [],
    options: run.options as ImportOption[],
    activityTypeId: run.activityTypeId,
    failure: run.failure,
    size: run.size,
    can: {
      start: mayStart(run),
      cancel: isActive(run),
      undo: mayUndo(run, ctx.clock.now()) && last?.id === run.id,
    },
    revision: run.revision,
  }));
}

/**
 * What became of the lines, a hundred at a time in the order of the file.
 * @throws ItineraError `not-found`.
 */
export async function importLines(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  importId: string,
  { outcome, kept, after = { line: 0, part: 0 } }: ImportResultFilter,
): Promise<{ lines: ImportResultLine[]; next: { line: number; part: number } | null }> {
  requireIds({ importId });
  if (!(await findImport(ctx.db.read, businessUnitId, importId))) throw notFound('importId');
  const rows = await listImportLines(ctx.db.read, businessUnitId, importId, {
    ...(outcome === undefined ? {} : { outcomes: [outcome] }),
    ...(kept === true ? { kept } : {}),
    after,
    limit: linesShown,
  });
  const end = rows.at(-1);
  return {
    lines: rows.map(resultOf),
    next: end && rows.length === linesShown ? { line: end.line, part: end.part } : null,
  };
}

export function resultOf(row: ImportLine): ImportResultLine {
  const { line, outcome, recordType, recordId, problem, field, columnNumber, otherLine, undoing } = row;
  return {
    line,
    outcome,
    recordType,
    recordId,
    problem,
    field,
    column: columnNumber,
    otherLine,
    undoing,
  };
}

async function staffNames(ctx: Context, runs: readonly ImportRun[]): Promise<Map<string, string>> {
  return findStaffNames(ctx.db.read, [...new Set(runs.map((run) => run.staffUserId))]);
}

function summaryOf(run: ImportRun, names: ReadonlyMap<string, string>): ImportSummary {
  return {
    id: run.id,
    target: run.target as ImportTargetCode,
    fileName: run.fileName,
    state: run.state,
    phase: run.phase,
    mode: run.mode as ImportMode,
    total: run.total,
    done: run.done,
    counts: run.counts,
    staffName: names.get(run.staffUserId) ?? '',
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
  };
}
