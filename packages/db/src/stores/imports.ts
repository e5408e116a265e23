import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { ImportLine, ImportRun, NewImportRun } from '../rows.ts';
import type { ImportOutcome, ImportUndoing } from '../schema/imports.ts';
import { inPieces } from './in-pieces.ts';
import type { Page, Paged } from './search.ts';

/** What of an import changes. */
export type ImportChanges = Partial<
  Omit<NewImportRun, 'id' | 'companyId' | 'businessUnitId' | 'staffUserId' | 'createdAt' | 'revision'>
>;

/** States in which a worker has it, or will. */
const active = ['waiting', 'running'] as const;

export async function insertImport(tx: Queries, row: NewImportRun): Promise<void> {
  await tx.insert(tx.tables.importRun).values(row);
}

export async function findImport(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<ImportRun | undefined> {
  const { importRun: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** The same, kept from other writers until this one ends. */
export async function lockImport(
  tx: Queries,
  businessUnitId: string,
  id: string,
): Promise<ImportRun | undefined> {
  const { importRun: t } = tx.tables;
  const [row] = await forUpdate(
    tx,
    tx
      .select()
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id))),
  );
  return row;
}

/** The unit's imports, the newest first. */
export async function listImports(q: Queries, businessUnitId: string, page: Page): Promise<Paged<ImportRun>> {
  const { importRun: t } = q.tables;
  const where = eq(t.businessUnitId, businessUnitId);
  const rows = await q
    .select()
    .from(t)
    .where(where)
    .orderBy(desc(t.createdAt), desc(t.id))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await q.select({ total: count() }).from(t).where(where);
  return { rows, total: counted?.total ?? 0 };
}

/** How many of the unit's imports have a file here, or are uploading one. */
export async function countImportsWithFile(q: Queries, businessUnitId: string): Promise<number> {
  const { importRun: t } = q.tables;
  const [counted] = await q
    .select({ total: count() })
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        isNull(t.writtenAt),
        or(eq(t.state, 'uploading'), and(isNotNull(t.layout), ne(t.state, 'canceled'))),
      ),
    );
  return counted?.total ?? 0;
}

/** Whether one of the unit's imports is with a worker, or will be. */
export async function isImportActive(q: Queries, businessUnitId: string): Promise<boolean> {
  const { importRun: t } = q.tables;
  const [row] = await q
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.state, [...active])))
    .limit(1);
  return row !== undefined;
}

/** The import of the unit that wrote last and was not undone since. */
export async function findLastWrittenImport(
  q: Queries,
  businessUnitId: string,
): Promise<ImportRun | undefined> {
  const { importRun: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), isNotNull(t.writtenAt)))
    .orderBy(desc(t.writtenAt), desc(t.id))
    .limit(1);
  return row;
}

/** Changes an import that is locked, or that nobody else touches. */
export async function updateImport(tx: Queries, id: string, changes: ImportChanges): Promise<void> {
  const { importRun: t } = tx.tables;
  await tx
    .update(t)
    .set({ ...changes, revision: sql`${t.revision} + 1` })
    .where(eq(t.id, id));
}

/** The same while it runs and stands where it stood; false when it was canceled, or another worker was quicker. */
export async function advanceImport(
  tx: Queries,
  id: string,
  from: Pick<ImportRun, 'phase' | 'done'>,
  changes: ImportChanges,
): Promise<boolean> {
  const { importRun: t } = tx.tables;
  const changed = await tx
    .update(t)
    .set({ ...changes, revision: sql`${t.revision} + 1` })
    .where(
      and(
        eq(t.id, id),
        eq(t.state, 'running'),
        from.phase === null ? isNull(t.phase) : eq(t.phase, from.phase),
        eq(t.done, from.done),
      ),
    )
    .returning({ id: t.id });
  return changed.length === 1;
}

/** Keeps one piece of a file; the same one again takes its place. */
export async function addImportPiece(
  tx: Queries,
  piece: { businessUnitId: string; importId: string; number: number; bytes: Buffer },
): Promise<void> {
  const { importPiece: t } = tx.tables;
  await tx
    .insert(t)
    .values(piece)
    .onConflictDoUpdate({ target: [t.importId, t.number], set: { bytes: piece.bytes } });
}

/** One piece of a file, from 0. */
export async function importPiece(q: Queries, importId: string, number: number): Promise<Buffer | undefined> {
  const { importPiece: t } = q.tables;
  const [row] = await q
    .select({ bytes: t.bytes })
    .from(t)
    .where(and(eq(t.importId, importId), eq(t.number, number)));
  return row?.bytes;
}

/** Forgets the file of an import, with its headers; what became of its lines stays. */
export async function deleteImportFile(tx: Queries, importIds: readonly string[]): Promise<void> {
  const { importPiece: t } = tx.tables;
  await inPieces(importIds, (piece) => tx.delete(t).where(inArray(t.importId, piece)));
}

/** Imports that came before `before` and are not with a worker. For the worker. */
export async function listOldImportFiles(q: Queries, before: number): Promise<string[]> {
  const { importRun: t } = q.tables;
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .where(
      and(
        lt(t.createdAt, before),
        notInArray(t.state, [...active]),
        or(isNotNull(t.layout), eq(t.state, 'uploading')),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Lines of an import in order, from one on: all of them, or those of one outcome. */
export async function listImportLines(
  q: Queries,
  businessUnitId: string,
  importId: string,
  {
    outcomes,
    kept,
    after,
    limit,
  }: {
    outcomes?: readonly ImportOutcome[];
    kept?: boolean;
    after: { line: number; part: number };
    limit: number;
  },
): Promise<ImportLine[]> {
  const { importLine: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.importId, importId),
        or(gt(t.line, after.line), and(eq(t.line, after.line), gt(t.part, after.part))),
        outcomes && inArray(t.outcome, [...outcomes]),
        kept === true ? and(isNotNull(t.undoing), ne(t.undoing, 'undone')) : undefined,
      ),
    )
    .orderBy(asc(t.line), asc(t.part))
    .limit(limit);
}

/** What an import wrote and is neither undone nor known to stay, the last first. */
export async function listImportLinesToUndo(
  q: Queries,
  businessUnitId: string,
  importId: string,
  limit: number,
): Promise<ImportLine[]> {
  const { importLine: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.importId, importId),
        inArray(t.outcome, ['created', 'updated']),
        isNull(t.undoing),
      ),
    )
    .orderBy(desc(t.line), desc(t.part))
    .limit(limit);
}

export async function markUndone(
  tx: Queries,
  { importId, line, part }: Pick<ImportLine, 'importId' | 'line' | 'part'>,
  undoing: ImportUndoing,
): Promise<void> {
  const { importLine: t } = tx.tables;
  await tx
    .update(t)
    .set({ undoing, before: null })
    .where(and(eq(t.importId, importId), eq(t.line, line), eq(t.part, part)));
}

/** Forgets what became of the lines of an import: they are looked at anew. */
export async function deleteImportLines(tx: Queries, importId: string): Promise<void> {
  const { importLine: t } = tx.tables;
  await tx.delete(t).where(eq(t.importId, importId));
}

/** Forgets what records were before imports that wrote before `before`: those cannot be undone any more. For the worker. */
export async function forgetBeforeImports(tx: Queries, before: number): Promise<void> {
  const { importRun: run, importLine: line } = tx.tables;
  const old = tx.select({ id: run.id }).from(run).where(lt(run.writtenAt, before));
  await tx
    .update(line)
    .set({ before: null })
    .where(and(isNotNull(line.before), inArray(line.importId, old)));
}

/**
 * Takes a person out of the unit's imports: what these records were before, and every file that is not being read now,
 * with its name and headers; whose data stands in a file nobody can say.
 */
export async function eraseImports(
  tx: Queries,
  businessUnitId: string,
  recordIds: readonly string[],
): Promise<void> {
  const { importRun: run, importLine: line } = tx.tables;
  await inPieces(recordIds, (piece) =>
    tx
      .update(line)
      .set({ before: null })
      .where(and(eq(line.businessUnitId, businessUnitId), inArray(line.recordId, piece))),
  );
  const rows = await tx
    .select({ id: run.id })
    .from(run)
    .where(and(eq(run.businessUnitId, businessUnitId), notInArray(run.state, [...active])));
  const ids = rows.map(({ id }) => id);
  await deleteImportFile(tx, ids);
  await inPieces(ids, (piece) =>
    tx.update(run).set({ fileName: '', layout: null }).where(inArray(run.id, piece)),
  );
}
