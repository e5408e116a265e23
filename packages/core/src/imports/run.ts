import { findAnyStaffUser, insertRows, listStaffRoles, type ImportRun } from '@itinera/db';
import { deleteImportFile, findImport, lockImport, updateImport } from '@itinera/db/imports';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import { permits } from '../shared/permissions.ts';
import { readBatches } from './batches.ts';
import { failureOf, filePieces } from './file.ts';
import type { Lease } from '../lease.ts';
import { mostLines } from './limits.ts';
import { formOf, requireFile } from './preview.ts';
import { FileProblem } from './problems.ts';
import { readCsv } from './read-csv.ts';
import { openTarget, type OpenTarget } from './open-target.ts';
import { runUndo } from './run-undo.ts';
import { rowsOfWhole, tryLast, writeBatch } from './write-batch.ts';

interface Payload {
  importId: string;
  businessUnitId: string;
}

/**
 * Tries, writes or undoes an import, in batches that each stand for themselves: broken off anywhere it goes on after
 * the last one, and no line is written twice. `later`: the process ends, another goes on.
 */
export async function runImport(ctx: Context, payload: unknown, lease: Lease): Promise<'later' | void> {
  const { importId, businessUnitId } = payload as Payload;
  const run = await take(ctx, businessUnitId, importId);
  if (!run) return;
  const scope = await starterScope(ctx, run);
  if (!scope) return fail(ctx, run, new FileProblem('stopped'));
  if (run.phase === 'undo') return runUndo(ctx, scope, run, lease);
  try {
    return await runLines(ctx, scope, run, lease);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return fail(ctx, run, error);
  }
}

/** Nobody could do it: tells so where people look. */
export async function giveUpImport(ctx: Context, payload: unknown): Promise<void> {
  const { importId, businessUnitId } = payload as Payload;
  const run = await findImport(ctx.db.read, businessUnitId, importId);
  if (run && (run.state === 'running' || run.state === 'waiting'))
    await fail(ctx, run, new FileProblem('stopped'));
}

async function take(ctx: Context, businessUnitId: string, importId: string): Promise<ImportRun | null> {
  return ctx.db.write(async (tx) => {
    const run = await lockImport(tx, businessUnitId, importId);
    if (!run || (run.state !== 'waiting' && run.state !== 'running')) return null;
    if (run.state === 'waiting') await updateImport(tx, importId, { state: 'running' });
    return { ...run, state: 'running' };
  });
}

/** As whom it is written: whoever started it, by what that person may do now. null: not any more. */
export async function starterScope(
  ctx: Context,
  run: Pick<ImportRun, 'companyId' | 'businessUnitId' | 'staffUserId'>,
): Promise<BusinessUnitScope | null> {
  const { companyId, businessUnitId, staffUserId } = run;
  const user = await findAnyStaffUser(ctx.db.read, staffUserId);
  if (!user || user.status !== 'active') return null;
  const held = await listStaffRoles(ctx.db.read, companyId, staffUserId);
  const roles = held.filter((one) => one.businessUnitId === businessUnitId).map((one) => one.role);
  if (!permits(roles, 'import-data')) return null;
  return {
    kind: 'staff',
    companyId,
    businessUnitId,
    staffUserId,
    roles,
    provenUntil: null,
    language: isLanguage(user.language) ? user.language : 'en',
  } as unknown as BusinessUnitScope;
}

async function runLines(
  ctx: Context,
  scope: BusinessUnitScope,
  run: ImportRun,
  lease: Lease,
): Promise<'later' | void> {
  const layout = requireFile(run);
  const records = () => readCsv(filePieces(ctx, run.id), formOf(layout));
  let at = run;
  // The whole form of the file first: one with broken quotes is refused before anything of it is written.
  if (run.total === null) {
    const total = await count(records());
    await ctx.db.write((tx) => updateImport(tx, run.id, { total }));
    at = { ...run, total };
  }
  const target = await openTarget(ctx, scope, run);
  for await (const batch of readBatches(records(), layout, target, run.done)) {
    if (lease.stopping?.aborted) return 'later';
    const next = await writeBatch(ctx, scope, target, at, batch, lease);
    // Canceled, or another worker has it.
    if (!next) return;
    at = next;
  }
  await finish(ctx, scope, at, target);
}

async function count(records: AsyncIterable<unknown>): Promise<number> {
  let total = -1;
  for await (const _ of records) total += 1;
  if (total < 0) throw new FileProblem('empty');
  if (total === 0) throw new FileProblem('no-records');
  if (total > mostLines) throw new FileProblem('too-many-lines', { line: mostLines });
  return total;
}

async function finish(
  ctx: Context,
  scope: BusinessUnitScope,
  run: ImportRun,
  target: OpenTarget,
): Promise<void> {
  const tried = run.phase === 'trial' ? await tryLast(ctx, target) : [];
  await ctx.db.write(async (tx) => {
    const now = await lockImport(tx, run.businessUnitId, run.id);
    if (now?.state !== 'running') return;
    const last = run.phase === 'real' ? ((await target.run.finish?.(tx)) ?? []) : tried;
    await insertRows(tx, 'importLine', rowsOfWhole(run, last));
    if (run.phase === 'real') await deleteImportFile(tx, [run.id]);
    const counts = { ...now.counts, updated: now.counts.updated + last.length };
    const wroteNothing = counts.created + counts.updated === 0;
    await updateImport(tx, run.id, {
      state: 'done',
      counts,
      finishedAt: ctx.clock.now(),
      // The one before it can still be undone.
      ...(run.phase === 'real' && wroteNothing ? { writtenAt: null } : {}),
    });
    if (run.phase === 'real')
      await appendEvent(ctx, tx, scope, {
        kind: 'import.finished',
        subjectType: 'import',
        subjectId: run.id,
        data: { target: run.target, ...counts },
      });
  });
}

async function fail(ctx: Context, run: ImportRun, problem: FileProblem): Promise<void> {
  await ctx.db.write((tx) =>
    updateImport(tx, run.id, {
      state: 'failed',
      failure: failureOf(problem),
      finishedAt: ctx.clock.now(),
      // Nothing of it was written: it can be started again.
      ...(run.phase === 'real' && run.done === 0 ? { writtenAt: null } : {}),
    }),
  );
}
