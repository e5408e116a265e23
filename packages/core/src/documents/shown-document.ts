import type { PortalAction, Queries, SignedDocument as SignedRow } from '@itinera/db';
import { listSignedDocuments } from '@itinera/db/requests';
import { createHash } from 'node:crypto';
import { offeredAction } from '../catalogue/offered-action.ts';
import { textAsDisplayed } from '../interventions/as-displayed.ts';
import { customerIntervention, shownParent } from '../interventions/customer-view.ts';
import { loadOwnVisit } from '../interventions/own-visit.ts';
import type { AccessScope } from '../scopes.ts';
import { canonicalText } from '../shared/documents.ts';
import type { ActionVerdict } from '../shared/interventions.ts';
import { isLanguage, languages, localized, type Language, type LocalizedText } from '../shared/languages.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { ShownDocument, SignedDocument } from './types.ts';

/** A visit's documents with what decides about them, loaded for one page or one decision. */
export interface JudgedDocuments {
  customerId: string;
  /** Actions by which one can be signed, in staff's order, each with its verdict. */
  actions: { action: PortalAction; verdict: ActionVerdict }[];
  decided: SignedRow[];
  /** The words as they were, or are, at an instant. */
  show(action: PortalAction, at: EpochSeconds): ShownDocument;
}

/**
 * The documents of a visit, each action judged by the one rule.
 * @throws ItineraError `not-found`: no such visit of this person's, or one that the portal does not show.
 */
export async function judgeDocuments(
  q: Queries,
  scope: AccessScope,
  interventionId: string,
  now: EpochSeconds,
): Promise<JudgedDocuments> {
  const { row, settings, background } = await loadOwnVisit(q, scope, interventionId);
  const { unit, access } = settings;
  const { intervention, customer, part, assignment } = row;
  const type = settings.types.find(({ id }) => id === intervention.activityTypeId);
  const promiseStart = assignment && part?.promised ? part.promiseStart : null;
  const question = {
    now,
    shown: isShown({ portal: unit, access, customer, type, status: intervention.status }),
    type,
    customer,
    visit: { intervention, promiseStart, zone: part?.zone ?? unit.zone },
    language: scope.language,
    unitZone: unit.zone,
  };
  const own = settings.actions.filter(
    (action) => action.kind === 'sign' && action.activityTypeId === intervention.activityTypeId,
  );
  return {
    customerId: customer.id,
    actions: own
      .filter(({ document }) => document !== null)
      .map((action) => ({ action, verdict: offeredAction('sign', [action], background, question).verdict })),
    decided: await listSignedDocuments(q, scope.businessUnitId, [interventionId]),
    show(action, at) {
      const language = languageOf(action.document ?? {}, scope.language, unit.defaultLanguage);
      const view = customerIntervention(row, settings, background, { language }, at);
      const say = (text: LocalizedText | null) =>
        textAsDisplayed(localized(text ?? {}, language), view, {
          ...{ row, type, unit, language, now: at },
          parent: shownParent(row, settings, background),
        });
      const text = canonicalText(say(action.document));
      return {
        interventionId,
        actionId: action.id,
        title: say(action.label).replaceAll(/\s+/g, ' ').trim(),
        description: say(action.description).trim(),
        confirmation: say(action.confirmation).trim(),
        text,
        language,
        hash: createHash('sha256').update(text).digest('hex'),
        shownAt: at,
      };
    },
  };
}

/** The language in which a document is read: the reader's, else the unit's, else one that it has. */
function languageOf(document: LocalizedText, reader: Language, ofUnit: string): Language {
  const own = [reader, ...(isLanguage(ofUnit) ? [ofUnit] : []), ...languages];
  return own.find((one) => (document[one] ?? '') !== '') ?? reader;
}

/** A stored decision. */
export function signedDocument(row: SignedRow): SignedDocument {
  const { id, interventionId, title, text, hash, decision, signerName, reason, signedAt } = row;
  return {
    id,
    interventionId,
    actionId: row.portalActionId,
    title,
    text,
    language: isLanguage(row.language) ? row.language : 'en',
    hash,
    decision,
    name: signerName,
    reason,
    drawingId: row.drawingId,
    signedAt,
  };
}
