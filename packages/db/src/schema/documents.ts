import type { Kit } from '../engine/kit.sqlite.ts';
import type { Customers } from './customers.ts';
import type { Interventions } from './interventions.ts';
import { personal } from './personal.ts';

/** What customers accepted or refused, word by word, once and for all. */
export function defineDocuments(kit: Kit, { access, intervention }: Customers & Interventions) {
  const signedDocument = kit.table(
    'signed_document',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** Of an action that may be gone by now. */
      portalActionId: kit.id('portal_action_id').notNull(),
      interventionId: kit.id('intervention_id').notNull(),
      accessId: kit.id('access_id').notNull(),
      title: personal(kit.text('title')).notNull(),
      /** As it was shown, in its canonical form. */
      text: personal(kit.text('text')).notNull(),
      language: kit.text('language').notNull(),
      /** SHA-256 of the text in UTF-8, in hexadecimal digits. */
      hash: kit.text('hash').notNull(),
      decision: kit.text('decision').$type<DocumentDecision>().notNull(),
      /** As it was typed. */
      signerName: personal(kit.text('signer_name')).notNull(),
      /** Why it was refused, if anything was said. */
      reason: personal(kit.text('reason')),
      /** A drawn signature's file; null: the name stands for it. */
      drawingId: kit.id('drawing_id'),
      signedAt: kit.instant('signed_at').notNull(),
      /** When its words were erased; that it was decided stays. */
      erasedAt: kit.instant('erased_at'),
    },
    (t) => [
      kit.unique('signed_document_once').on(t.interventionId, t.portalActionId),
      kit.index('signed_document_access').on(t.accessId),
      kit.foreignKey({
        name: 'signed_document_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
      kit.foreignKey({
        name: 'signed_document_access_fk',
        columns: [t.businessUnitId, t.accessId],
        foreignColumns: [access.businessUnitId, access.id],
      }),
    ],
  );
  return { signedDocument };
}

export type DocumentDecision = 'accepted' | 'refused';
