import { findIntervention, lockAccess, lockCustomer, type Queries } from '@itinera/db';
import { addFilePiece, insertFile, sumFileSizes } from '@itinera/db/files';
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { redrawPicture } from '../pictures/redraw-picture.ts';
import { once, storedOutcome, type KeyedCall } from '../idempotency/once.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { fileLimits, type FileKind, type FileType } from '../shared/files.ts';
import { notFound } from '../shared/ids.ts';
import { recognise } from './recognise.ts';
import { safeName } from './safe-name.ts';
import { pieceSize, spool, wrongFile, type Arriving, type SpooledFile } from './spool.ts';
import type { FileView } from './types.ts';

/** Whose a file will be, and of what. */
export interface FileOwner {
  customerId: string;
  /** null: of no visit, or of none yet. */
  interventionId: string | null;
  form: { formId: string; field: string } | null;
  /** Where the work will be that is being booked. */
  addressId?: string;
  /** The portal's action that it goes with. */
  portalActionId?: string;
  /** The request that staff answer with it. */
  requestId?: string;
}

/** An upload: where it goes, and as what. */
export interface Storing {
  owner: FileOwner;
  kind: FileKind;
  /** As the browser calls it. */
  name: string;
  /** By which it is kept once, however often it comes; its outcome is the file, or null when it was withdrawn. */
  call: KeyedCall | null;
}

/** What is kept of an upload. */
interface Kept {
  type: FileType;
  size: number;
  /** Each is there until the next is asked for. */
  pieces(): AsyncIterable<Buffer> | Iterable<Buffer>;
}

/**
 * Takes an upload that waits for what names it: whoever sent it, and nobody else, can have it or use it, for a day. Pictures
 * are drawn anew; everything else is kept as it is, if it is of the closed list of types.
 * @throws ItineraError `invalid` (`file`: `empty`, `too-large`, `type`, `too-many-pixels`, `unreadable`), `too-many` (`quota`:
 *   the customer's), `unavailable` (`quota`: the unit's), `gone` when it was withdrawn.
 */
export async function storeFile(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope,
  storing: Storing,
  arriving: Arriving,
): Promise<FileView> {
  const { owner, kind, name, call } = storing;
  const before = call && (await storedOutcome<FileView | null>(ctx, call));
  if (before) return arrived(before.outcome);
  await requireRoom(ctx, ctx.db.read, scope.businessUnitId, owner.customerId, 1);
  const file = await spool(arriving, fileLimits[kind]);
  try {
    return await keep(ctx, scope, storing, await made(file, kind, name));
  } finally {
    await file.close();
  }
}

function arrived(file: FileView | null): FileView {
  if (file === null) throw new ItineraError('gone', 'This upload was withdrawn: send the file anew');
  return file;
}

async function made(file: SpooledFile, kind: FileKind, name: string): Promise<Kept> {
  const found = kind === 'file' ? await recognise(file, name) : 'picture';
  if (found === null)
    throw wrongFile('type', 'must be a PDF, a plain text or CSV in UTF-8, or a JPEG, PNG or WebP picture');
  if (found !== 'picture') return { type: found, size: file.size, pieces: () => file.pieces() };
  const use = kind === 'signature' ? 'signature' : 'photo';
  const drawn = await redrawPicture(file, { use, field: 'file' });
  return {
    type: use === 'photo' ? 'image/jpeg' : 'image/png',
    size: drawn.length,
    *pieces() {
      for (let at = 0; at < drawn.length; at += pieceSize) yield drawn.subarray(at, at + pieceSize);
    },
  };
}

async function keep(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope,
  { owner, name, call }: Storing,
  { type, size, pieces }: Kept,
): Promise<FileView> {
  const { businessUnitId } = scope;
  const { interventionId, form, addressId = null, portalActionId = null, requestId = null } = owner;
  const digest = createHash('sha256');
  for await (const piece of pieces()) digest.update(piece);
  const view = { id: ctx.ids.newId(), name: safeName(name, type), type, size };
  const row = {
    ...view,
    businessUnitId,
    interventionId,
    formId: form?.formId ?? null,
    field: form?.field ?? null,
    addressId,
    portalActionId,
    requestId,
    accessId: scope.kind === 'access' ? scope.accessId : null,
    staffUserId: scope.kind === 'staff' ? scope.staffUserId : null,
    hash: digest.digest('hex'),
    state: 'waiting' as const,
    createdAt: ctx.clock.now(),
  };
  const stored = await ctx.db.write((tx) => {
    const store = async (): Promise<FileView | null> => {
      const customerId = await lockOwner(tx, scope, owner);
      await requireRoom(ctx, tx, businessUnitId, customerId, size);
      await insertFile(tx, { ...row, customerId });
      let number = 0;
      for await (const piece of pieces())
        await addFilePiece(tx, { businessUnitId, fileId: row.id, number: number++, bytes: piece });
      return view;
    };
    return call === null ? store() : once(ctx, tx, call, store);
  });
  return arrived(stored);
}

/** Whoever is being erased or merged meanwhile either has it already, or is found as they are then. */
async function lockOwner(
  tx: Queries,
  scope: AccessScope | BusinessUnitScope,
  { customerId, interventionId }: FileOwner,
): Promise<string> {
  const { businessUnitId } = scope;
  if (scope.kind === 'access') {
    const access = await lockAccess(tx, businessUnitId, scope.accessId);
    if (!access || access.erasedAt !== null) throw notFound('interventionId');
  }
  if (interventionId === null) {
    const owner = await lockCustomer(tx, businessUnitId, customerId);
    if (!owner || owner.erasedAt !== null) throw notFound('customerId');
    return customerId;
  }
  const before = await findIntervention(tx, businessUnitId, interventionId);
  const customer = before && (await lockCustomer(tx, businessUnitId, before.customerId));
  const visit = await findIntervention(tx, businessUnitId, interventionId);
  if (!visit || !customer || customer.erasedAt !== null) throw notFound('interventionId');
  return visit.customerId;
}

async function requireRoom(
  { fileRoom }: Context,
  q: Queries,
  businessUnitId: string,
  customerId: string,
  more: number,
): Promise<void> {
  if ((await sumFileSizes(q, businessUnitId, customerId)) + more > fileRoom.customer)
    throw new ItineraError('too-many', 'There is no more room for files: remove some first', {
      reason: 'quota',
    });
  if ((await sumFileSizes(q, businessUnitId)) + more > fileRoom.unit)
    throw new ItineraError('unavailable', 'There is no more room for files of this business unit', {
      reason: 'quota',
    });
}
