import { and, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { SignInIdentifier } from '../rows.ts';

/** What is known of the failures of these identifiers of a company; nothing of one that never failed. */
export async function findSignInIdentifiers(
  q: Queries,
  companyId: string,
  identifiers: readonly string[],
): Promise<SignInIdentifier[]> {
  const { signInIdentifier: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), inArray(t.identifier, [...identifiers])));
}
