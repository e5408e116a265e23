import { and, asc, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { ApiCall, ApiKey, NewApiKey } from '../rows.ts';

/** Whichever unit's: whoever asks does not know yet whose it is. Also revoked and expired ones. */
export async function findApiKeyByPrefix(q: Queries, prefix: string): Promise<ApiKey | undefined> {
  const { apiKey: t } = q.tables;
  const [row] = await q.select().from(t).where(eq(t.prefix, prefix));
  return row;
}

export async function findApiKey(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<ApiKey | undefined> {
  const { apiKey: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** Every key of a unit, by name. */
export async function listApiKeys(q: Queries, businessUnitId: string): Promise<ApiKey[]> {
  const { apiKey: t } = q.tables;
  return q.select().from(t).where(eq(t.businessUnitId, businessUnitId)).orderBy(asc(t.name), asc(t.id));
}

/** The key as it is afterwards; nothing when it is not there with this revision. */
export async function updateApiKey(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Partial<
    Pick<NewApiKey, 'name' | 'description' | 'rights' | 'activityTypeIds' | 'expiresAt' | 'revokedAt'>
  >,
): Promise<ApiKey | undefined> {
  const { apiKey: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** Notes when a key was used last; an earlier instant changes nothing, nor is it a new revision. */
export async function noteApiKeyUse(
  tx: Queries,
  businessUnitId: string,
  id: string,
  at: number,
): Promise<void> {
  const { apiKey: t } = tx.tables;
  await tx
    .update(t)
    .set({ lastUsedAt: at })
    .where(
      and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), or(isNull(t.lastUsedAt), lt(t.lastUsedAt, at))),
    );
}

/** What was asked by a key, the newest first; `before`: what is older than that call. */
export async function listApiCalls(
  q: Queries,
  businessUnitId: string,
  apiKeyId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ApiCall[]> {
  const { apiCall: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        eq(t.apiKeyId, apiKeyId),
        before === undefined ? undefined : lt(t.id, before),
      ),
    )
    .orderBy(desc(t.id))
    .limit(limit);
}

/** Forgets calls before `before`, of every unit. For the worker. */
export async function deleteOldApiCalls(tx: Queries, before: number): Promise<void> {
  const { apiCall: t } = tx.tables;
  await tx.delete(t).where(lt(t.at, before));
}
