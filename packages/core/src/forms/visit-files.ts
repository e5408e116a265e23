import { findIntervention, type Queries } from '@itinera/db';
import { findForm, findOwnedForm } from '@itinera/db/forms';
import { deleteFiles, findFile, type StoredFile } from '@itinera/db/files';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import { isSender, viewOf } from '../files/own-files.ts';
import { storeFile, type FileOwner } from '../files/store-file.ts';
import type { Arriving, FileView, KeyedUpload, OpenedFile, UploadInput } from '../files/types.ts';
import { actorOf, once, type KeyedCall } from '../idempotency/once.ts';
import type { CustomerIntervention } from '../interventions/types.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { FileKind } from '../shared/files.ts';
import { formLimits } from '../shared/forms/definition.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { definitionOf } from './form-page.ts';
import { requireMayFill } from './may-fill.ts';
import { requireSeen, requireVisit } from './visit-form.ts';

type Scope = AccessScope | BusinessUnitScope;

const readUpload = parseInput(
  z.strictObject({
    interventionId: z.string(),
    form: z
      .strictObject({
        purpose: z.enum(['activity', 'closing', 'survey'], 'must be activity, closing or survey'),
        field: z.string().max(formLimits.code, 'is too long'),
        actionId: z.string().max(100, 'is too long').optional(),
      })
      .nullable(),
    name: z.string().max(1000, 'is too long'),
    idempotencyKey: z.string().optional(),
  }),
);

const kinds: Readonly<Record<string, FileKind>> = { photo: 'photo', file: 'file', signature: 'signature' };

/**
 * Takes a file for a field of a form about an intervention, or, without a form, to go with a message about it. It is seen
 * when what names it is sent; until then, for a day, only by whoever sent it.
 * @throws ItineraError as `visitForm` and `storeFile`; `not-found` (`field`) of a field that takes no files.
 */
export async function uploadFile(
  ctx: Context,
  scope: Scope,
  input: UploadInput,
  content: Arriving,
): Promise<FileView> {
  const { idempotencyKey, ...upload } = readUpload(input);
  const { interventionId, form, name } = upload;
  await requireSeen(ctx, scope, interventionId);
  const { owner, kind } = await whereTo(ctx, scope, interventionId, form);
  const call = idempotencyKey === undefined ? null : callOf(scope, idempotencyKey, upload);
  return storeFile(ctx, scope, { owner, kind, name, call }, content);
}

/**
 * Takes back an upload of whoever sent it, whose answer may not have come: a file that waits goes, and one that arrives later
 * under the same key is not kept.
 * @throws ItineraError `not-found` (`fileId`) of a file that was sent with answers meanwhile, `key-reused`.
 */
export async function withdrawFile(ctx: Context, scope: Scope, input: KeyedUpload): Promise<void> {
  const { idempotencyKey = '', ...upload } = readUpload(input);
  const call = callOf(scope, idempotencyKey, upload);
  await ctx.db.write(async (tx) => {
    const sent = await once<FileView | null>(ctx, tx, call, () => Promise.resolve(null));
    if (sent && (await findFile(tx, scope.businessUnitId, sent.id))) await deleteWaiting(tx, scope, sent.id);
  });
}

function callOf(scope: Scope, key: string, upload: Omit<UploadInput, 'idempotencyKey'>): KeyedCall {
  return { actor: actorOf(scope), key, request: ['upload-file', upload] };
}

async function whereTo(
  ctx: Context,
  scope: Scope,
  interventionId: string,
  of: UploadInput['form'],
): Promise<{ owner: FileOwner; kind: FileKind }> {
  const q = ctx.db.read;
  const visit = requireVisit(await findIntervention(q, scope.businessUnitId, interventionId));
  const { customerId } = visit;
  if (of === null) return { owner: { customerId, interventionId, form: null }, kind: 'file' };
  const { purpose, field: code, actionId } = of;
  const form = await findForm(q, scope.businessUnitId, { ownerId: visit.activityTypeId, purpose });
  if (!form) throw notFound('purpose');
  const definition = await definitionOf(q, form, purpose);
  await requireMayFill(ctx, q, scope, { visit, purpose, definition, actionId });
  const field = definition.fields.find((one) => one.code === code);
  const kind = field && kinds[field.type];
  if (!kind) throw notFound('field');
  return { owner: { customerId, interventionId, form: { formId: form.id, field: code } }, kind };
}

/**
 * A file with its bytes. Customers see, of a visit that the portal shows, what they sent, what its type shows them, and what
 * belongs to a form that customers are asked; what waits is its sender's alone.
 * @throws ItineraError `not-found`: unknown, somebody else's, or hidden.
 */
export async function readFile(ctx: Context, scope: Scope, fileId: string): Promise<OpenedFile> {
  requireIds({ fileId });
  const row = await findFile(ctx.db.read, scope.businessUnitId, fileId);
  if (!row || row.interventionId === null) throw notFound('fileId');
  if (row.state === 'waiting' && !isSender(scope, row)) throw notFound('fileId');
  const visit = await requireSeen(ctx, scope, row.interventionId).catch(hidden);
  if (visit && !isSender(scope, row) && !isShownOn(visit, row) && !(await isOfPortal(ctx, row)))
    throw notFound('fileId');
  return { ...viewOf(row), content: contentOf(ctx.db.read, row.id) };
}

/** Whether the type shows it to customers beside the visit. */
function isShownOn({ fields }: CustomerIntervention, { id }: StoredFile): boolean {
  return fields.some(({ files }) => files.some((file) => file.id === id));
}

/** Whether the portal asks the form that it answers, or it answers none. */
async function isOfPortal(ctx: Context, { businessUnitId, formId }: StoredFile): Promise<boolean> {
  if (formId === null) return true;
  const q = ctx.db.read;
  const form = await findOwnedForm(q, businessUnitId, formId);
  if (!form || (form.purpose !== 'activity' && form.purpose !== 'survey')) return false;
  return (await definitionOf(q, form, form.purpose)).portal;
}

/**
 * Takes back a file that waits; of what was sent with answers it is taken by answering without it.
 * @throws ItineraError `not-found`.
 */
export async function removeFile(ctx: Context, scope: Scope, fileId: string): Promise<void> {
  requireIds({ fileId });
  await ctx.db.write((tx) => deleteWaiting(tx, scope, fileId));
}

async function deleteWaiting(tx: Queries, scope: Scope, fileId: string): Promise<void> {
  const { businessUnitId } = scope;
  const row = await findFile(tx, businessUnitId, fileId);
  if (!row || row.state !== 'waiting' || !isSender(scope, row)) throw notFound('fileId');
  await deleteFiles(tx, businessUnitId, { ids: [fileId] });
}

/** One answer for all that is not there for these eyes. */
function hidden(error: unknown): never {
  if (error instanceof ItineraError && error.code === 'not-found') throw notFound('fileId');
  throw error;
}
