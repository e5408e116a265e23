import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import { blankClockingsAt } from './erase-clockings.ts';
import { deleteContacts } from './customer-contacts.ts';
import { replaceTags } from './customer-tags.ts';
import { blankRequestsAbout } from './customer-requests.ts';
import { erasedWord } from './erased-word.ts';
import { deleteFiles } from './files.ts';
import { blankSubmissions } from './form-submissions.ts';
import { inPieces } from './in-pieces.ts';
import { indexCustomers } from './customer-index.ts';
import { blankSignedDocuments } from './signed-documents.ts';
import { blankLateReports } from './work.ts';

/** Leaves a customer its reference, kind and language, without tags and contacts, and closes it. */
export async function blankCustomer(
  tx: Queries,
  businessUnitId: string,
  id: string,
  erasedAt: number,
): Promise<void> {
  const { customer: t, customerTechnician } = tx.tables;
  await tx
    .delete(customerTechnician)
    .where(and(eq(customerTechnician.businessUnitId, businessUnitId), eq(customerTechnician.customerId, id)));
  await tx
    .update(t)
    .set({
      name: erasedWord,
      externalReference: null,
      status: 'inactive',
      email: null,
      phone: null,
      notes: '',
      openingHours: null,
      firstName: null,
      mobile: null,
      website: null,
      taxIdKind: null,
      taxId: null,
      parentId: null,
      categoryId: null,
      profileId: null,
      paymentMethodId: null,
      paymentTermId: null,
      responsibleId: null,
      customFields: null,
      extra: null,
      assignmentMode: null,
      assignmentLast: false,
      serviceZoneId: null,
      revision: sql`${t.revision} + 1`,
      erasedAt,
    })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.id, id)));
  await replaceTags(tx, businessUnitId, id, []);
  await deleteContacts(tx, businessUnitId, { customerId: id });
  await tx.update(t).set({ externalReference: null }).where(eq(t.mergedIntoId, id));
  await indexCustomers(tx, [id]);
}

/** Leaves a customer's addresses their country and zone. */
export async function blankAddresses(tx: Queries, businessUnitId: string, customerId: string): Promise<void> {
  const { address: t } = tx.tables;
  await tx
    .update(t)
    .set({
      label: '',
      line1: erasedWord,
      line2: '',
      postalCode: '',
      city: '',
      lon: null,
      lat: null,
      location: 'not-located',
      notLocatedBecause: null,
      serviceZoneId: null,
      accessNotes: '',
      visitNotes: '',
      contactName: null,
      contactPhone: null,
      active: false,
      revision: sql`${t.revision} + 1`,
    })
    .where(and(eq(t.businessUnitId, businessUnitId), eq(t.customerId, customerId)));
  await indexCustomers(tx, [customerId]);
}

/** Takes what people wrote and signed out of interventions, their forms, files, clockings and the requests about them; what was done when stays. */
export async function blankInterventions(
  tx: Queries,
  businessUnitId: string,
  ids: readonly string[],
  erasedAt: number,
): Promise<void> {
  const { intervention: t } = tx.tables;
  await inPieces(ids, (piece) =>
    tx
      .update(t)
      .set({ comment: '', customFields: null, cancelDetails: null, resultReason: null, erasedAt })
      .where(and(eq(t.businessUnitId, businessUnitId), inArray(t.id, piece))),
  );
  await blankSubmissions(tx, businessUnitId, ids, erasedAt);
  await deleteFiles(tx, businessUnitId, { interventionIds: ids });
  await blankRequestsAbout(tx, businessUnitId, ids, erasedAt);
  await blankSignedDocuments(tx, businessUnitId, ids, erasedAt);
  await blankClockingsAt(tx, businessUnitId, ids);
  await blankLateReports(tx, businessUnitId, ids, erasedAt);
}

/**
 * Interventions of a customer, or those that an access made, moved or canceled, and so may have written into; closed
 * ones will not change any more.
 */
export async function listInterventionsToErase(
  q: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string },
): Promise<{ id: string; reference: string; closed: boolean }[]> {
  const { intervention: t, event: e } = q.tables;
  const touched =
    'accessId' in of
      ? await q
          .selectDistinct({ id: e.subjectId })
          .from(e)
          .where(
            and(
              eq(e.businessUnitId, businessUnitId),
              eq(e.subjectType, 'intervention'),
              eq(e.actorType, 'access'),
              eq(e.actorId, of.accessId),
            ),
          )
      : [];
  const found = new Map<string, { id: string; reference: string; closed: boolean }>();
  const load = async (which: SQL | undefined): Promise<void> => {
    const rows = await q
      .select({ id: t.id, reference: t.reference, status: t.status })
      .from(t)
      .where(and(eq(t.businessUnitId, businessUnitId), which))
      .orderBy(asc(t.createdAt), asc(t.id));
    for (const { id, reference, status } of rows)
      found.set(id, { id, reference, closed: status === 'terminated' || status === 'canceled' });
  };
  await load('customerId' in of ? eq(t.customerId, of.customerId) : eq(t.createdByAccessId, of.accessId));
  await inPieces(
    touched.map(({ id }) => id),
    (piece) => load(inArray(t.id, piece)),
  );
  return Array.from(found, ([, one]) => one);
}
