import type { ImportRun, Queries } from '@itinera/db';
import {
  addImportPiece,
  countImportsWithFile,
  deleteImportFile,
  findImport,
  insertImport,
  lockImport,
  updateImport,
} from '@itinera/db/imports';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { importTargets, largestImportFile, largestImportPiece } from '../shared/imports.ts';
import { detectEncoding } from './decode.ts';
import { detectSeparator } from './detect-separator.ts';
import { failureOf, filePieces } from './file.ts';
import { headersOf } from './headers.ts';
import { mostFiles } from './limits.ts';
import { mapColumns } from './map-columns.ts';
import { hasTarget, targetOf } from './targets.ts';
import type { NewImportInput } from './types.ts';

export const noCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  ignored: 0,
  wrong: 0,
  undone: 0,
  kept: 0,
} as const;

/**
 * Begins an import: its file comes in pieces after this.
 * @throws ItineraError `invalid` (`target`, `fileName`), `too-many` (`files`) while too many files wait.
 */
export async function createImport(
  ctx: Context,
  { companyId, businessUnitId, staffUserId }: BusinessUnitScope,
  { target, fileName }: NewImportInput,
): Promise<{ importId: string }> {
  if (!importTargets.includes(target) || !hasTarget(target))
    throw new ItineraError('invalid', `target: files are not read into ${target}`, { field: 'target' });
  const id = ctx.ids.newId();
  const createdAt = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    if ((await countImportsWithFile(tx, businessUnitId)) >= mostFiles)
      throw new ItineraError('too-many', 'Too many files wait: discard one', { reason: 'files' });
    await insertImport(tx, {
      id,
      companyId,
      businessUnitId,
      staffUserId,
      target,
      fileName: cleanName(fileName),
      state: 'uploading',
      mode: 'create-or-update',
      options: [],
      counts: { ...noCounts },
      createdAt,
    });
  });
  return { importId: id };
}

/**
 * Keeps one piece of the file, from number 0; the same one again takes its place.
 * @throws ItineraError `not-found`, `not-allowed` (`uploaded`), `invalid` (`file`: `too-large`, `piece`).
 */
export async function addPiece(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  { importId, number, bytes }: { importId: string; number: number; bytes: Uint8Array },
): Promise<void> {
  requireIds({ importId });
  if (bytes.length === 0 || bytes.length > largestImportPiece || !Number.isInteger(number) || number < 0)
    throw wrongFile('piece', `a piece has 1 to ${largestImportPiece} bytes and a number from 0`);
  if (number * largestImportPiece + bytes.length > largestImportFile)
    throw wrongFile('too-large', `it has more than ${largestImportFile} bytes: split it`);
  await ctx.db.write(async (tx) => {
    const run = await lockImport(tx, businessUnitId, importId);
    if (!run) throw notFound('importId');
    requireUploading(run);
    await addImportPiece(tx, { businessUnitId, importId, number, bytes: Buffer.from(bytes) });
  });
}

/**
 * Ends the upload: finds encoding, separator and columns, which can all be changed.
 * @throws ItineraError `not-found`, `not-allowed` (`uploaded`), `invalid` (`file`: `incomplete`, `empty`).
 */
export async function finishUpload(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  { importId, size }: { importId: string; size: number },
): Promise<void> {
  requireIds({ importId });
  const run = await findImport(ctx.db.read, businessUnitId, importId);
  if (!run) throw notFound('importId');
  requireUploading(run);
  let found = 0;
  for await (const piece of filePieces(ctx, importId)) found += piece.length;
  if (found !== size) throw wrongFile('incomplete', `${found} of ${size} bytes are here: send it again`);
  if (found === 0) throw wrongFile('empty', 'it has no bytes: choose another');
  const pieces = () => filePieces(ctx, importId);
  const encoding = await detectEncoding(pieces());
  const separator = await detectSeparator(pieces, encoding);
  const { headers, failure } = await headersOf(pieces(), { encoding, separator });
  const columns = mapColumns(targetOf(run.target), headers);
  await ctx.db.write((tx) =>
    updateImport(tx, importId, {
      state: 'ready',
      size,
      layout: { encoding, separator, columns },
      failure: failure === null ? null : failureOf(failure),
    }),
  );
}

/** Forgets the file of an import that no worker has; what became of its lines stays. */
export async function discardImport(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  { importId }: { importId: string },
): Promise<void> {
  requireIds({ importId });
  await ctx.db.write(async (tx: Queries) => {
    const run = await lockImport(tx, businessUnitId, importId);
    if (!run) throw notFound('importId');
    if (run.state === 'waiting' || run.state === 'running')
      throw new ItineraError('not-allowed', 'It is being read: cancel it first', {
        reason: 'import-running',
      });
    await deleteImportFile(tx, [importId]);
    const unwritten = run.phase === null || run.phase === 'trial';
    await updateImport(tx, importId, { layout: null, ...(unwritten ? { state: 'canceled' as const } : {}) });
  });
}

function requireUploading(run: ImportRun): void {
  if (run.state !== 'uploading')
    throw new ItineraError('not-allowed', 'The file is here already', { reason: 'uploaded' });
}

function wrongFile(reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `file: ${message}`, { field: 'file', reason });
}

/** The last part of a path, in one line. */
function cleanName(fileName: string): string {
  const name = (fileName.split(/[\\/]/).at(-1) ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim();
  return name === '' ? 'file.csv' : name.slice(0, 200);
}
