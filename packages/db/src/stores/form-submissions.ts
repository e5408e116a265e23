import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { FormSubmission, FormVersion, NewFormSubmission } from '../rows.ts';
import type { FormPurpose } from '../schema/forms.ts';
import { inPieces } from './in-pieces.ts';

/** What was answered, and what was asked then. */
export interface TypedSubmission {
  submission: FormSubmission;
  purpose: FormPurpose;
  definition: FormVersion['definition'];
}

function selectOne(q: Queries, businessUnitId: string, formId: string, interventionId: string) {
  const { formSubmission: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(
      and(eq(t.businessUnitId, businessUnitId), eq(t.formId, formId), eq(t.interventionId, interventionId)),
    );
}

/** What was answered to a form about an intervention: there is one submission of each. */
export async function findSubmission(
  q: Queries,
  businessUnitId: string,
  formId: string,
  interventionId: string,
): Promise<FormSubmission | undefined> {
  const [row] = await selectOne(q, businessUnitId, formId, interventionId);
  return row;
}

/** The same, kept from other writers until this write ends. */
export async function lockSubmission(
  tx: Queries,
  businessUnitId: string,
  formId: string,
  interventionId: string,
): Promise<FormSubmission | undefined> {
  const [row] = await forUpdate(tx, selectOne(tx, businessUnitId, formId, interventionId));
  return row;
}

/** Returns the changed row; nothing when its revision is another. */
export async function updateSubmission(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  changes: Pick<NewFormSubmission, 'version' | 'state' | 'answers' | 'source' | 'updatedAt'> &
    Pick<Partial<NewFormSubmission>, 'staffUserId' | 'accessId'>,
): Promise<FormSubmission | undefined> {
  const { formSubmission: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ ...changes, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

/** Everything answered about these interventions, the oldest first. */
export async function listSubmissionsOf(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<TypedSubmission[]> {
  const { formSubmission: t, form, formVersion } = q.tables;
  const found: TypedSubmission[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select({ submission: t, purpose: form.purpose, definition: formVersion.definition })
      .from(t)
      .innerJoin(form, eq(form.id, t.formId))
      .innerJoin(formVersion, and(eq(formVersion.formId, t.formId), eq(formVersion.version, t.version)))
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece)))
      .orderBy(asc(t.createdAt), asc(t.id));
    found.push(...rows);
  });
  return found;
}

/** Takes what was answered about these interventions out of its rows. */
export async function blankSubmissions(
  tx: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
  erasedAt: number,
): Promise<void> {
  const { formSubmission: t } = tx.tables;
  await inPieces(interventionIds, (piece) =>
    tx
      .update(t)
      .set({ answers: {}, erasedAt })
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece))),
  );
}
