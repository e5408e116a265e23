import { and, eq, or, sql } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { erasedWord } from './erased-word.ts';

/** The accesses linked to a customer, deleted ones too, and whether they act for nobody else. */
export async function listAccessesToErase(
  q: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<{ accessId: string; name: string; only: boolean; erased: boolean }[]> {
  const { accessCustomer: link, access } = q.tables;
  const mine = await q
    .select({ id: access.id, name: access.name, erasedAt: access.erasedAt })
    .from(link)
    .innerJoin(access, and(eq(access.businessUnitId, link.businessUnitId), eq(access.id, link.accessId)))
    .where(and(eq(link.businessUnitId, businessUnitId), eq(link.customerId, customerId)))
    .orderBy(access.id);
  const found = [];
  for (const { id, name, erasedAt } of mine) {
    const all = await q
      .select({ customerId: link.customerId })
      .from(link)
      .where(and(eq(link.businessUnitId, businessUnitId), eq(link.accessId, id)));
    found.push({ accessId: id, name, only: all.length === 1, erased: erasedAt !== null });
  }
  return found;
}

/** Leaves an access its language and what refers to it; nobody signs in by it any more. */
export async function blankAccess(
  tx: Queries,
  businessUnitId: string,
  id: string,
  erasedAt: number,
): Promise<void> {
  const { access: t } = tx.tables;
  await tx
    .update(t)
    .set({
      name: erasedWord,
      email: null,
      phone: null,
      notes: '',
      enabled: false,
      revision: sql`${t.revision} + 1`,
      deletedAt: sql`COALESCE(${t.deletedAt}, ${sql.param(erasedAt, t.deletedAt)})`,
      erasedAt,
    })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
}

/** Every address and number that is still noted as this access's, also former ones, beside those on file. */
export async function listIdentifiersOfAccess(
  q: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<string[]> {
  const { message, portalSession, signInChallenge } = q.tables;
  const sent = await q
    .selectDistinct({ identifier: message.recipient })
    .from(message)
    .where(and(eq(message.businessUnitId, businessUnitId), eq(message.accessId, accessId)));
  const signedIn = await q
    .selectDistinct({ identifier: portalSession.identifier })
    .from(portalSession)
    .where(and(eq(portalSession.businessUnitId, businessUnitId), eq(portalSession.accessId, accessId)));
  const asked = await q
    .selectDistinct({ identifier: signInChallenge.identifier })
    .from(signInChallenge)
    .where(and(eq(signInChallenge.businessUnitId, businessUnitId), eq(signInChallenge.accessId, accessId)));
  const all = [...sent, ...signedIn, ...asked].map(({ identifier }) => identifier);
  return [...new Set(all)].filter((one) => one !== '').sort();
}

/** Whether some access of the company, in whichever unit, signs in by it. */
export async function isIdentifierOnFile(
  q: Queries,
  companyId: string,
  identifier: string,
): Promise<boolean> {
  const { access: t, businessUnit } = q.tables;
  const rows = await q
    .select({ id: t.id })
    .from(t)
    .innerJoin(businessUnit, eq(businessUnit.id, t.businessUnitId))
    .where(and(eq(businessUnit.companyId, companyId), or(eq(t.email, identifier), eq(t.phone, identifier))))
    .limit(1);
  return rows.length > 0;
}

/** Forgets sessions, codes, devices and failures of an identifier in a company. */
export async function forgetIdentifier(tx: Queries, companyId: string, identifier: string): Promise<void> {
  const { portalSession, signInChallenge, knownDevice, signInIdentifier } = tx.tables;
  for (const t of [portalSession, signInChallenge, knownDevice, signInIdentifier])
    await tx.delete(t).where(and(eq(t.companyId, companyId), eq(t.identifier, identifier)));
}

/** Removes sessions, codes and the permanent link of one access. */
export async function forgetSignInsOfAccess(
  tx: Queries,
  businessUnitId: string,
  accessId: string,
): Promise<void> {
  const { portalSession, signInChallenge, accessLink } = tx.tables;
  for (const t of [portalSession, signInChallenge, accessLink])
    await tx.delete(t).where(and(eq(t.businessUnitId, businessUnitId), eq(t.accessId, accessId)));
}
