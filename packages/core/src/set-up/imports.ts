import { findImport } from '@itinera/db/imports';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { runImport, starterScope } from '../imports/run.ts';
import { startImport } from '../imports/start.ts';
import { addPiece, createImport, finishUpload } from '../imports/upload.ts';
import { importTargets } from '../shared/imports.ts';
import { notFound } from '../shared/ids.ts';
import * as field from './fields.ts';
import { systemScope } from './organisation.ts';
import { parse } from './parse.ts';

const importSchema = z.object({
  businessUnitId: field.id,
  /** Who brought the file. */
  staffUserId: field.id,
  target: z.enum(importTargets),
  fileName: field.text,
  /** CSV. */
  text: z.string().min(1, 'must not be empty'),
});
export type NewImportedFile = z.input<typeof importSchema>;

/** Imports a file as a staff user would, from its upload to its last line. */
export async function importFile(ctx: Context, input: NewImportedFile): Promise<{ importId: string }> {
  const { businessUnitId, staffUserId, target, fileName, text } = parse(importSchema, input, 'import');
  const { companyId } = await systemScope(ctx, businessUnitId);
  const scope = await starterScope(ctx, { companyId, businessUnitId, staffUserId });
  if (!scope) throw notFound('staffUserId');
  const bytes = new TextEncoder().encode(text);
  const { importId } = await createImport(ctx, scope, { target, fileName });
  await addPiece(ctx, scope, { importId, number: 0, bytes });
  await finishUpload(ctx, scope, { importId, size: bytes.length });
  const revision = (await findImport(ctx.db.read, businessUnitId, importId))?.revision ?? 1;
  await startImport(ctx, scope, { importId, revision, trial: false });
  // At once; the worker will find it done.
  await runImport(ctx, { importId, businessUnitId }, { renew: () => Promise.resolve(true) });
  return { importId };
}
