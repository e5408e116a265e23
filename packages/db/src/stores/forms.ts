import { and, asc, desc, eq, gt, isNotNull } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { forUpdate } from '../engine/locks.ts';
import type { Form, FormVersion } from '../rows.ts';
import type { FormPurpose } from '../schema/forms.ts';

/** Which form of a unit: of an activity type, or, by the unit's own id, of its customers. */
export interface FormKey {
  ownerId: string;
  purpose: FormPurpose;
}

function selectForm(q: Queries, businessUnitId: string, { ownerId, purpose }: FormKey) {
  const { form: t } = q.tables;
  return q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.ownerId, ownerId), eq(t.purpose, purpose)));
}

export async function findForm(q: Queries, businessUnitId: string, key: FormKey): Promise<Form | undefined> {
  const [row] = await selectForm(q, businessUnitId, key);
  return row;
}

/** A form of a unit by its id. */
export async function findOwnedForm(
  q: Queries,
  businessUnitId: string,
  id: string,
): Promise<Form | undefined> {
  const { form: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  return row;
}

/** The form, kept from other writers until this write ends. */
export async function lockForm(tx: Queries, businessUnitId: string, key: FormKey): Promise<Form | undefined> {
  const [row] = await forUpdate(tx, selectForm(tx, businessUnitId, key));
  return row;
}

/** Makes another version the one that is filled in; nothing when the revision is another. */
export async function updateForm(
  tx: Queries,
  businessUnitId: string,
  id: string,
  revision: number,
  version: number,
): Promise<Form | undefined> {
  const { form: t } = tx.tables;
  const [row] = await tx
    .update(t)
    .set({ version, revision: revision + 1 })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id), eq(t.revision, revision)))
    .returning();
  return row;
}

export async function findFormVersion(
  q: Queries,
  formId: string,
  version: number,
): Promise<FormVersion | undefined> {
  const { formVersion: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.formId, formId), eq(t.version, version)));
  return row;
}

/** The newest first. */
export async function listFormVersions(q: Queries, formId: string, limit: number): Promise<FormVersion[]> {
  const { formVersion: t } = q.tables;
  return q.select().from(t).where(eq(t.formId, formId)).orderBy(desc(t.version)).limit(limit);
}

type Values = Record<string, unknown>;

/** How many stored answers there are to each of these fields of a form. */
export async function countAnswers(
  q: Queries,
  formId: string,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  await eachWith(codes, answersAfter(q, formId, q.tables.formSubmission), ({ held }) => count(counts, held));
  return counts;
}

/** Takes the answers to these fields out of every submission of a form, and of what is about to be booked. */
export async function removeAnswers(tx: Queries, formId: string, codes: readonly string[]): Promise<void> {
  for (const t of [tx.tables.formSubmission, tx.tables.bookingAnswers])
    await eachWith(codes, answersAfter(tx, formId, t), ({ id, values }) =>
      tx
        .update(t)
        .set({ answers: without(values, codes) })
        .where(eq(t.id, id)),
    );
}

/** The same of the own fields of a unit's customers. */
export async function countOwnFields(
  q: Queries,
  businessUnitId: string,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  await eachWith(codes, ownFieldsAfter(q, businessUnitId), ({ held }) => count(counts, held));
  return counts;
}

/** Takes own fields out of every customer of a unit; who edits one meanwhile finds that it has changed. */
export async function removeOwnFields(
  tx: Queries,
  businessUnitId: string,
  codes: readonly string[],
): Promise<void> {
  const { customer: t } = tx.tables;
  await eachWith(codes, ownFieldsAfter(tx, businessUnitId), async ({ id, values }) => {
    const [row] = await forUpdate(
      tx,
      tx.select({ fields: t.customFields, revision: t.revision }).from(t).where(eq(t.id, id)),
    );
    const left = without(row?.fields ?? values, codes) as Record<string, string>;
    await tx
      .update(t)
      .set({ customFields: Object.keys(left).length > 0 ? left : null, revision: (row?.revision ?? 0) + 1 })
      .where(eq(t.id, id));
  });
}

type After = (afterId: string | null) => Promise<{ id: string; values: Values | null }[]>;
const perPage = 500;

type Answered = Queries['tables']['formSubmission'] | Queries['tables']['bookingAnswers'];

function answersAfter(q: Queries, formId: string, t: Answered): After {
  return (afterId) =>
    q
      .select({ id: t.id, values: t.answers })
      .from(t)
      .where(and(eq(t.formId, formId), afterId === null ? undefined : gt(t.id, afterId)))
      .orderBy(asc(t.id))
      .limit(perPage);
}

function ownFieldsAfter(q: Queries, businessUnitId: string): After {
  const { customer: t } = q.tables;
  return (afterId) =>
    q
      .select({ id: t.id, values: t.customFields })
      .from(t)
      .where(
        and(
          eq(t.businessUnitId, businessUnitId),
          isNotNull(t.customFields),
          afterId === null ? undefined : gt(t.id, afterId),
        ),
      )
      .orderBy(asc(t.id))
      .limit(perPage);
}

/** Every row that holds one of the codes, page by page. */
async function eachWith(
  codes: readonly string[],
  after: After,
  visit: (row: { id: string; values: Values; held: string[] }) => unknown,
): Promise<void> {
  if (codes.length === 0) return;
  let afterId: string | null = null;
  for (;;) {
    const rows: { id: string; values: Values | null }[] = await after(afterId);
    for (const { id, values } of rows) {
      const held = codes.filter((code) => values !== null && Object.hasOwn(values, code));
      if (values !== null && held.length > 0) await visit({ id, values, held });
    }
    if (rows.length < perPage) return;
    afterId = rows.at(-1)!.id;
  }
}

function count(counts: Map<string, number>, held: readonly string[]): void {
  for (const code of held) counts.set(code, (counts.get(code) ?? 0) + 1);
}

function without(values: Values, codes: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([code]) => !codes.includes(code)));
}
