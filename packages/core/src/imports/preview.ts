import { listActivityTypes, type ImportLayout, type ImportRun } from '@itinera/db';
import { findImport, updateImport, lockImport } from '@itinera/db/imports';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { importEncodings, importModes, importOptions } from '../shared/imports.ts';
import { localized, type Language, type LocalizedText } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { isEncoding } from './decode.ts';
import { failureOf, filePieces } from './file.ts';
import { headersOf } from './headers.ts';
import { customField, customPrefix, mapColumns } from './map-columns.ts';
import { importPageOf } from './read.ts';
import { mayStart } from './state.ts';
import type { ImportTarget } from './target.ts';
import { targetOf } from './targets.ts';
import type { ImportLayoutInput, ImportPreview } from './types.ts';

const layoutSchema = z.object({
  importId: z.string(),
  revision: z.int(),
  encoding: z.enum(importEncodings, `must be one of ${importEncodings.join(', ')}`),
  separator: z
    .string()
    .refine((one) => one.length === 1 && !/["\r\n\0\p{Cs}]/u.test(one), 'must be one character, no quote'),
  columns: z.array(z.string().max(100).nullable()).max(300).nullable(),
  mode: z.enum(importModes, `must be one of ${importModes.join(', ')}`),
  options: z.array(z.enum(importOptions)).max(5),
  activityTypeId: z.string().nullish(),
});
const readLayout = parseInput(layoutSchema);

/**
 * The first lines of an uploaded file by its present layout, and what its columns could fill.
 * @throws ItineraError `not-found`, `gone` when the file was forgotten.
 */
export async function previewImport(
  ctx: Context,
  { businessUnitId, language }: BusinessUnitScope,
  importId: string,
): Promise<ImportPreview> {
  requireIds({ importId });
  const run = await findImport(ctx.db.read, businessUnitId, importId);
  if (!run) throw notFound('importId');
  const layout = requireFile(run);
  const target = targetOf(run.target);
  const { encoding, separator } = formOf(layout);
  const { lines, failure } = await headersOf(filePieces(ctx, importId), { encoding, separator });
  const [page] = await importPageOf(ctx, businessUnitId, [run]);
  if (!page) throw notFound('importId');
  return {
    import: page,
    fields: target.columns.map(({ field, required = false }) => ({ field, required })),
    keepsUnknown: target.keepsUnknown,
    activityTypes: target.takesActivityType ? await activeTypes(ctx, businessUnitId, language) : null,
    lines: lines.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.slice(0, 200)) })),
    failure: failure === null ? null : failureOf(failure),
  };
}

/**
 * Sets how a file is read and what becomes of its records. With another encoding or separator the columns are found
 * anew unless they are given.
 * @throws ItineraError `stale`, `invalid` (`columns`: `twice`, `key`; `encoding`, `separator`, `mode`, `options`),
 * `not-allowed` (`import-running`, `written`), `not-found`, `gone`.
 */
export async function setLayout(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope,
  input: ImportLayoutInput,
): Promise<void> {
  const { importId, revision, encoding, separator, columns, mode, options, activityTypeId } =
    readLayout(input);
  requireIds({ importId });
  const run = await findImport(ctx.db.read, businessUnitId, importId);
  if (!run) throw notFound('importId');
  requireFile(run);
  const target = targetOf(run.target);
  const { headers, failure } = await headersOf(filePieces(ctx, importId), { encoding, separator });
  const mapped =
    columns === null
      ? mapColumns(target, headers)
      : headers.map((header, at) => ({ header, field: columns[at] ?? null }));
  if (columns !== null) requireMapping(target, columns, headers.length);
  const unknown = options.find((option) => !target.options.includes(option));
  if (unknown !== undefined)
    throw new ItineraError('invalid', `options: ${unknown} is nothing for ${target.code}`, {
      field: 'options',
    });
  if (activityTypeId) await requireType(ctx, target, businessUnitId, activityTypeId);
  await ctx.db.write(async (tx) => {
    const now = await lockImport(tx, businessUnitId, importId);
    if (!now) throw notFound('importId');
    if (!mayStart(now))
      throw new ItineraError('not-allowed', 'It is being read, or was written', { reason: 'import-running' });
    if (now.revision !== revision)
      throw new ItineraError('stale', 'The import was changed since it was shown', { field: 'revision' });
    await updateImport(tx, importId, {
      layout: { encoding, separator, columns: mapped },
      mode,
      options,
      activityTypeId: activityTypeId ?? null,
      state: 'ready',
      phase: null,
      done: 0,
      total: null,
      failure: failure === null ? null : failureOf(failure),
    });
  });
}

async function activeTypes(
  ctx: Context,
  businessUnitId: string,
  language: Language,
): Promise<{ id: string; name: string }[]> {
  const types = await listActivityTypes(ctx.db.read, businessUnitId);
  return types.flatMap(({ id, name, active }) =>
    active ? [{ id, name: localized(name as LocalizedText, language) }] : [],
  );
}

/** @throws ItineraError `invalid` (`activityTypeId`). */
async function requireType(
  ctx: Context,
  target: ImportTarget,
  businessUnitId: string,
  activityTypeId: string,
): Promise<void> {
  const types = target.takesActivityType ? await listActivityTypes(ctx.db.read, businessUnitId) : [];
  if (types.some(({ id, active }) => active && id === activityTypeId)) return;
  throw new ItineraError('invalid', 'activityTypeId must be an active type of this business unit', {
    field: 'activityTypeId',
  });
}

/** The layout of a file that is still here. @throws ItineraError `gone`. */
export function requireFile(run: ImportRun): ImportLayout {
  if (run.layout === null || run.state === 'uploading')
    throw new ItineraError('gone', 'The file is not here any more: upload it again', { field: 'file' });
  return run.layout;
}

/** Encoding and separator of a stored layout. */
export function formOf({ encoding, separator }: ImportLayout) {
  return { encoding: isEncoding(encoding) ? encoding : ('utf-8' as const), separator };
}

function requireMapping(target: ImportTarget, columns: readonly (string | null)[], width: number): void {
  const known = new Set(target.columns.map(({ field }) => field));
  const taken = new Set<string>();
  if (columns.length > width)
    throw new ItineraError('invalid', 'columns: are more than the file has', { field: 'columns' });
  columns.forEach((field, at) => {
    if (field === null) return;
    const custom =
      target.keepsUnknown &&
      field.startsWith(customPrefix) &&
      customField(field.slice(customPrefix.length)) === field;
    if (!known.has(field) && !custom)
      throw new ItineraError('invalid', `columns.${at}: ${field} is no field of ${target.code}`, {
        field: `columns.${at}`,
      });
    if (taken.has(field))
      throw new ItineraError('invalid', `columns.${at}: another column fills ${field} already`, {
        field: `columns.${at}`,
        reason: 'twice',
      });
    taken.add(field);
  });
}
