import { addJobs, lockBusinessUnit, type ImportRun, type Queries } from '@itinera/db';
import {
  deleteImportLines,
  findLastWrittenImport,
  isImportActive,
  lockImport,
  updateImport,
  type ImportPhase,
} from '@itinera/db/imports';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { requireFile } from './preview.ts';
import { isActive, mayStart, mayUndo } from './state.ts';
import { requireColumns } from './required-columns.ts';
import { noCounts } from './upload.ts';

/** What is started: a run that writes nothing, or one that writes. */
export interface StartInput {
  importId: string;
  revision: number;
  trial: boolean;
}

/**
 * Hands an import to the worker. One import of a unit runs at a time.
 * @throws ItineraError `stale`, `not-found`, `gone`, `invalid` (`columns`: `key`), `not-allowed` (`import-running`,
 * `written`).
 */
export async function startImport(
  ctx: Context,
  scope: BusinessUnitScope,
  { importId, revision, trial }: StartInput,
): Promise<void> {
  requireIds({ importId });
  await ctx.db.write(async (tx) => {
    const run = await requireIdle(tx, scope, importId, revision);
    const layout = requireFile(run);
    if (!mayStart(run))
      throw new ItineraError('not-allowed', 'It was written already: upload the file again', {
        reason: 'written',
      });
    requireColumns(run.target, layout);
    await deleteImportLines(tx, importId);
    await hand(ctx, tx, run, trial ? 'trial' : 'real');
    if (!trial)
      await appendEvent(ctx, tx, scope, {
        kind: 'import.started',
        subjectType: 'import',
        subjectId: importId,
        data: { target: run.target, mode: run.mode },
      });
  });
}

/**
 * Takes back what the unit's last import wrote, where nothing has come after it.
 * @throws ItineraError `stale`, `not-found`, `not-allowed` (`import-running`, `not-last`, `nothing-written`).
 */
export async function undoImport(
  ctx: Context,
  scope: BusinessUnitScope,
  { importId, revision }: { importId: string; revision: number },
): Promise<void> {
  requireIds({ importId });
  await ctx.db.write(async (tx) => {
    const run = await requireIdle(tx, scope, importId, revision);
    if (!mayUndo(run, ctx.clock.now()))
      throw new ItineraError('not-allowed', 'There is nothing to take back', { reason: 'nothing-written' });
    const last = await findLastWrittenImport(tx, scope.businessUnitId);
    if (last?.id !== importId)
      throw new ItineraError('not-allowed', 'Another import wrote since: undo that one first', {
        reason: 'not-last',
      });
    await hand(ctx, tx, run, 'undo');
    await appendEvent(ctx, tx, scope, {
      kind: 'import.undo-started',
      subjectType: 'import',
      subjectId: importId,
      data: { target: run.target },
    });
  });
}

/**
 * Stops an import: what it has written stays written, and can be undone. Nothing happens when it is over.
 * @throws ItineraError `not-found`.
 */
export async function cancelImport(
  ctx: Context,
  scope: BusinessUnitScope,
  { importId }: { importId: string },
): Promise<void> {
  requireIds({ importId });
  await ctx.db.write(async (tx) => {
    const run = await lockImport(tx, scope.businessUnitId, importId);
    if (!run) throw notFound('importId');
    if (!isActive(run)) return;
    await updateImport(tx, importId, {
      state: 'canceled',
      finishedAt: ctx.clock.now(),
      ...(run.phase === 'real' && run.done === 0 ? { writtenAt: null } : {}),
    });
    await appendEvent(ctx, tx, scope, {
      kind: 'import.canceled',
      subjectType: 'import',
      subjectId: importId,
      data: { phase: run.phase, done: run.done },
    });
  });
}

/** The import, as it was shown, while none of the unit's is with a worker. */
async function requireIdle(
  tx: Queries,
  { companyId, businessUnitId }: BusinessUnitScope,
  importId: string,
  revision: number,
): Promise<ImportRun> {
  // Two that start at once come one after the other.
  await lockBusinessUnit(tx, companyId, businessUnitId);
  const run = await lockImport(tx, businessUnitId, importId);
  if (!run) throw notFound('importId');
  if (await isImportActive(tx, businessUnitId))
    throw new ItineraError('not-allowed', 'An import of the unit is running: wait for it', {
      reason: 'import-running',
    });
  if (run.revision !== revision)
    throw new ItineraError('stale', 'The import was changed since it was shown', { field: 'revision' });
  return run;
}

async function hand(ctx: Context, tx: Queries, run: ImportRun, phase: ImportPhase): Promise<void> {
  const now = ctx.clock.now();
  const kept = phase === 'undo' ? run.counts : noCounts;
  await updateImport(tx, run.id, {
    state: 'waiting',
    phase,
    done: 0,
    counts: { ...kept, undone: 0, kept: 0 },
    failure: null,
    startedAt: now,
    finishedAt: null,
    ...(phase === 'real' ? { writtenAt: now } : {}),
  });
  await addJobs(tx, [
    {
      id: ctx.ids.newId(),
      businessUnitId: run.businessUnitId,
      kind: 'run-import',
      payload: { importId: run.id, businessUnitId: run.businessUnitId },
      runAt: now,
      createdAt: now,
    },
  ]);
}
