import type { Queries } from '@itinera/db';
import { findOwnedForm } from '@itinera/db/forms';
import { listCustomerRequests } from '@itinera/db/requests';
import { deleteFiles, findFile, type StoredFile } from '@itinera/db/files';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import { isSender, viewOf } from '../files/own-files.ts';
import { storeFile } from '../files/store-file.ts';
import type { Arriving, FileView, KeyedUpload, OpenedFile, UploadInput } from '../files/types.ts';
import { actorOf, once, type KeyedCall } from '../idempotency/once.ts';
import { portalReport } from '../interventions/portal-report.ts';
import type { CustomerIntervention } from '../interventions/types.ts';
import { may } from '../rights.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { formLimits } from '../shared/forms/definition.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { definitionOf } from './form-page.ts';
import { uploadPlace } from './upload-place.ts';
import { requireSeen } from './visit-form.ts';

type Scope = AccessScope | BusinessUnitScope;

const readUpload = parseInput(
  z.strictObject({
    interventionId: z.string().nullable(),
    form: z
      .strictObject({
        purpose: z.enum(['activity', 'closing', 'survey'], 'must be activity, closing or survey'),
        field: z.string().max(formLimits.code, 'is too long'),
        actionId: z.string().max(100, 'is too long').optional(),
      })
      .nullable(),
    actionId: z.string().max(100, 'is too long').optional(),
    requestId: z.string().max(100, 'is too long').optional(),
    booking: z
      .strictObject({
        activityTypeId: z.string(),
        addressId: z.string(),
        field: z.string().max(formLimits.code, 'is too long'),
      })
      .optional(),
    seen: z.string().max(300, 'is too long').optional(),
    name: z.string().max(1000, 'is too long'),
    idempotencyKey: z.string().optional(),
  }),
);

/**
 * Takes a file for a field of a form about an intervention or about work that is being booked, for a message or the
 * answer to one, or as the drawing under a document. It is seen when what names it is sent; until then, for a day, only by whoever sent it.
 * @throws ItineraError as `uploadPlace` and `storeFile`.
 */
export async function uploadFile(
  ctx: Context,
  scope: Scope,
  input: UploadInput,
  content: Arriving,
): Promise<FileView> {
  const { idempotencyKey, ...upload } = readUpload(input);
  const { name, ...place } = upload;
  const { owner, kind } = await uploadPlace(ctx, scope, place);
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

/**
 * A file with its bytes. Customers see, of a visit that the portal shows, what they sent, what its type shows them, and what
 * belongs to a form that customers are asked; what waits is its sender's alone.
 * @throws ItineraError `not-found`: unknown, somebody else's, or hidden.
 */
export async function readFile(ctx: Context, scope: Scope, fileId: string): Promise<OpenedFile> {
  requireIds({ fileId });
  const row = await findFile(ctx.db.read, scope.businessUnitId, fileId);
  if (!row || (row.state === 'waiting' && !isSender(scope, row))) throw notFound('fileId');
  if ((row.requestId !== null || row.interventionId === null) && !isSender(scope, row))
    if (!(await readsRequest(ctx, scope, row))) throw notFound('fileId');
  if (scope.kind === 'access' && !scope.customerIds.includes(row.customerId)) throw notFound('fileId');
  if (row.interventionId === null) return opened(ctx, row);
  const visit = await requireSeen(ctx, scope, row.interventionId).catch(hidden);
  if (visit && !isSender(scope, row) && !isShownOn(visit, row) && !(await isOfPortal(ctx, visit.id, row)))
    throw notFound('fileId');
  return opened(ctx, row);
}

/** What went with a message, or the answer to it, is for who reads messages; an answer also for whoever wrote the message. */
async function readsRequest(
  ctx: Context,
  scope: Scope,
  { requestId, staffUserId }: StoredFile,
): Promise<boolean> {
  if (requestId === null) return false;
  if (scope.kind === 'staff') return may(scope, 'see-plan');
  if (staffUserId === null) return false;
  const filter = { ids: [requestId], accessId: scope.accessId };
  const one = { limit: 1, offset: 0 };
  const { rows } = await listCustomerRequests(ctx.db.read, scope.businessUnitId, filter, one);
  return rows.length === 1;
}

function opened(ctx: Context, row: StoredFile): OpenedFile {
  return { ...viewOf(row), content: contentOf(ctx.db.read, row.id) };
}

/** Whether the type shows it to customers beside the visit. */
function isShownOn({ fields }: CustomerIntervention, { id }: StoredFile): boolean {
  return fields.some(({ files }) => files.some((file) => file.id === id));
}

/** Whether the portal asks the form that it answers, or it answers none; of a report, whether the portal shows it. */
async function isOfPortal(
  ctx: Context,
  interventionId: string,
  { businessUnitId, id, formId, state }: StoredFile,
): Promise<boolean> {
  const q = ctx.db.read;
  if (state === 'report') return (await portalReport(q, businessUnitId, interventionId))?.file.id === id;
  if (formId === null) return true;
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
