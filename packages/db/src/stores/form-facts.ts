import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { FormPurpose, SubmissionState } from '../schema/forms.ts';
import { inPieces } from './in-pieces.ts';

/** What an activity type's form asks now. */
export interface TypeForm {
  activityTypeId: string;
  purpose: FormPurpose;
  definition: object;
}

/** The forms of a unit's activity types, or of one, each in the version that is filled in now. */
export async function listTypeForms(
  q: Queries,
  businessUnitId: string,
  activityTypeId?: string,
): Promise<TypeForm[]> {
  const { form: t, formVersion: v } = q.tables;
  const rows = await q
    .select({ activityTypeId: t.activityTypeId, purpose: t.purpose, definition: v.definition })
    .from(t)
    .innerJoin(v, and(eq(v.formId, t.id), eq(v.version, t.version)))
    .where(
      and(
        eq(t.businessUnitId, businessUnitId),
        isNotNull(t.activityTypeId),
        activityTypeId === undefined ? undefined : eq(t.activityTypeId, activityTypeId),
      ),
    );
  return rows.flatMap((row) =>
    row.activityTypeId === null ? [] : [{ ...row, activityTypeId: row.activityTypeId }],
  );
}

/** What was answered about these interventions, and is no draft. */
export async function listFinalAnswers(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<{ interventionId: string; purpose: FormPurpose; answers: Record<string, unknown> }[]> {
  const { form: f, formSubmission: t } = q.tables;
  const found: { interventionId: string; purpose: FormPurpose; answers: Record<string, unknown> }[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select({ interventionId: t.interventionId, purpose: f.purpose, answers: t.answers })
      .from(t)
      .innerJoin(f, and(eq(f.businessUnitId, t.businessUnitId), eq(f.id, t.formId)))
      .where(
        and(eq(t.businessUnitId, businessUnitId), eq(t.state, 'final'), inArray(t.interventionId, piece)),
      );
    for (const { interventionId, ...row } of rows)
      if (interventionId !== null) found.push({ interventionId, ...row });
  });
  return found;
}

/** What was answered about an intervention, with what was asked. */
export interface AnsweredForm {
  interventionId: string;
  purpose: FormPurpose;
  definition: object;
  answers: Record<string, unknown>;
}

/** What was answered about these interventions, and is no draft, each with the version that was answered. */
export async function listAnsweredForms(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<AnsweredForm[]> {
  const { form: f, formSubmission: t, formVersion: v } = q.tables;
  const found: AnsweredForm[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select({
        interventionId: t.interventionId,
        purpose: f.purpose,
        definition: v.definition,
        answers: t.answers,
      })
      .from(t)
      .innerJoin(f, and(eq(f.businessUnitId, t.businessUnitId), eq(f.id, t.formId)))
      .innerJoin(v, and(eq(v.formId, t.formId), eq(v.version, t.version)))
      .where(
        and(eq(t.businessUnitId, businessUnitId), eq(t.state, 'final'), inArray(t.interventionId, piece)),
      );
    for (const { interventionId, ...row } of rows)
      if (interventionId !== null) found.push({ interventionId, ...row });
  });
  return found;
}

/** Which forms the activity types of a unit have, by type and purpose; what they ask is left out. */
export async function listFormPurposes(
  q: Queries,
  businessUnitId: string,
): Promise<{ activityTypeId: string; purpose: FormPurpose }[]> {
  const { form: t } = q.tables;
  const rows = await q
    .select({ activityTypeId: t.activityTypeId, purpose: t.purpose })
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), isNotNull(t.activityTypeId)));
  return rows.flatMap(({ activityTypeId, purpose }) =>
    activityTypeId === null ? [] : [{ activityTypeId, purpose }],
  );
}

/** Which forms about these interventions somebody began or sent. */
export async function listSubmissionStates(
  q: Queries,
  businessUnitId: string,
  interventionIds: readonly string[],
): Promise<{ interventionId: string; purpose: FormPurpose; state: SubmissionState }[]> {
  const { form: f, formSubmission: t } = q.tables;
  const found: { interventionId: string; purpose: FormPurpose; state: SubmissionState }[] = [];
  await inPieces(interventionIds, async (piece) => {
    const rows = await q
      .select({ interventionId: t.interventionId, purpose: f.purpose, state: t.state })
      .from(t)
      .innerJoin(f, and(eq(f.businessUnitId, t.businessUnitId), eq(f.id, t.formId)))
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.interventionId, piece)));
    for (const { interventionId, ...row } of rows)
      if (interventionId !== null) found.push({ interventionId, ...row });
  });
  return found;
}
