import { and, asc, eq, inArray, isNull, lt, or, sum, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { NewStoredFile, StoredFile } from '../rows.ts';
import { inPieces } from './in-pieces.ts';

/** Keeps what is known of a file; its bytes follow as pieces in the same write. */
export async function insertFile(tx: Queries, row: NewStoredFile): Promise<void> {
  await tx.insert(tx.tables.file).values(row);
}

export async function addFilePiece(
  tx: Queries,
  row: { businessUnitId: string; fileId: string; number: number; bytes: Buffer },
): Promise<void> {
  await tx.insert(tx.tables.filePiece).values(row);
}

export async function findFile(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<StoredFile | undefined> {
  const { file: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** One piece of a file, from number 0; nothing after the last. */
export async function findFilePiece(q: Queries, fileId: string, number: number): Promise<Buffer | undefined> {
  const { filePiece: t } = q.tables;
  const [row] = await q
    .select({ bytes: t.bytes })
    .from(t)
    .where(and(eq(t.fileId, fileId), eq(t.number, number)));
  return row?.bytes;
}

/** Files of these interventions, of one form where it is named, the oldest first. */
export async function listFilesOf(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
  formId?: string,
): Promise<StoredFile[]> {
  const { file: t } = q.tables;
  const found: StoredFile[] = [];
  await inPieces(interventionIds, async (piece) => {
    const ofForm = formId === undefined ? undefined : eq(t.formId, formId);
    const which = and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece), ofForm);
    found.push(...(await q.select().from(t).where(which).orderBy(asc(t.createdAt), asc(t.id))));
  });
  return found;
}

/** Where somebody is about to send files: by a portal's action, about a visit or none; or with a form about work being booked. */
type FilePlace = { accessId: string } & (
  { portalActionId: string; interventionId: string | null } | { formId: string; addressId: string }
);

/** Files of a person that wait there, the oldest first. */
export async function listWaitingFiles(
  q: Queries,
  businessUnitId: string,
  of: FilePlace,
): Promise<StoredFile[]> {
  const { file: t } = q.tables;
  const { accessId } = of;
  const place =
    'formId' in of
      ? and(eq(t.formId, of.formId), eq(t.addressId, of.addressId), isNull(t.interventionId))
      : and(
          eq(t.portalActionId, of.portalActionId),
          of.interventionId === null ? isNull(t.interventionId) : eq(t.interventionId, of.interventionId),
        );
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId), eq(t.state, 'waiting'), place))
    .orderBy(asc(t.createdAt), asc(t.id));
}

/** Files that went with these requests, the oldest first. */
export async function listFilesOfRequests(
  q: Queries,
  businessUnitId: string,
  requestIds: readonly string[],
): Promise<StoredFile[]> {
  const { file: t } = q.tables;
  const found: StoredFile[] = [];
  await inPieces(requestIds, async (piece) => {
    const which = and(eq(t.businessUnitId, businessUnitId), inArray(t.requestId, piece));
    found.push(...(await q.select().from(t).where(which).orderBy(asc(t.createdAt), asc(t.id))));
  });
  return found;
}

/** Says anew of files whose they are, where they belong, or since when they wait. */
export async function updateFiles(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
  changes: Partial<
    Pick<NewStoredFile, 'state' | 'customerId' | 'interventionId' | 'addressId' | 'requestId' | 'createdAt'>
  >,
): Promise<void> {
  const { file: t } = tx.tables;
  await inPieces(ids, (piece) =>
    tx
      .update(t)
      .set(changes)
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.id, piece))),
  );
}

/** Bytes that files take: of a unit, or of one of its customers. */
export async function sumFileSizes(q: Queries, businessUnitId: string, customerId?: string): Promise<number> {
  const { file: t } = q.tables;
  const ofCustomer = customerId === undefined ? undefined : eq(t.customerId, customerId);
  const [row] = await q
    .select({ size: sum(t.size) })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), ofCustomer));
  return Number(row?.size ?? 0);
}

/** What was sent names these now; `reported`: and staff have not decided about it. */
export async function keepFiles(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
  state: 'kept' | 'reported' = 'kept',
): Promise<void> {
  await updateFiles(tx, businessUnitId, ids, { state });
}

/** Which files: by their ids, of people, customers, work or requests, or of fields of a form. */
export type WhichFiles =
  | { ids: readonly string[] }
  | { accessId: string }
  | { customerId: string }
  | { interventionIds: readonly string[] }
  | { requestIds: readonly string[] }
  | { formId: string; fields: readonly string[] };

/** Deletes files of a unit with their bytes. */
export async function deleteFiles(tx: Queries, businessUnitId: string, which: WhichFiles): Promise<void> {
  const { file: t } = tx.tables;
  if ('ids' in which)
    await inPieces(which.ids, (piece) => deleteWhere(tx, businessUnitId, inArray(t.id, piece)));
  else if ('accessId' in which) await deleteWhere(tx, businessUnitId, eq(t.accessId, which.accessId));
  else if ('customerId' in which) await deleteWhere(tx, businessUnitId, eq(t.customerId, which.customerId));
  else if ('interventionIds' in which)
    await inPieces(which.interventionIds, (piece) =>
      deleteWhere(tx, businessUnitId, inArray(t.interventionId, piece)),
    );
  else if ('requestIds' in which)
    await inPieces(which.requestIds, (piece) => deleteWhere(tx, businessUnitId, inArray(t.requestId, piece)));
  else
    await inPieces(which.fields, (piece) =>
      deleteWhere(tx, businessUnitId, and(eq(t.formId, which.formId), inArray(t.field, piece))),
    );
}

async function deleteWhere(tx: Queries, businessUnitId: string, which: SQL | undefined): Promise<void> {
  const { file: t, filePiece: p } = tx.tables;
  const of = and(eq(t.businessUnitId, businessUnitId), which);
  await tx.delete(p).where(inArray(p.fileId, tx.select({ id: t.id }).from(t).where(of)));
  await tx.delete(t).where(of);
}

/** Deletes at most `limit` files of all units that nothing names since `before`, staff's since `beforeOfStaff`; returns how many. */
export async function deleteWaitingFiles(
  tx: Queries,
  { before, beforeOfStaff }: { before: number; beforeOfStaff: number },
  limit: number,
): Promise<number> {
  const { file: t } = tx.tables;
  const rows = await tx
    .select({ id: t.id, businessUnitId: t.businessUnitId })
    .from(t)
    .where(
      and(
        eq(t.state, 'waiting'),
        lt(t.createdAt, before),
        or(isNull(t.staffUserId), lt(t.createdAt, beforeOfStaff)),
      ),
    )
    .orderBy(asc(t.createdAt))
    .limit(limit);
  for (const { id, businessUnitId } of rows) await deleteFiles(tx, businessUnitId, { ids: [id] });
  return rows.length;
}
