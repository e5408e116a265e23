import { listSignedDocuments } from '@itinera/db/requests';
import type { Context } from '../context.ts';
import { page } from '../interventions/page.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { judgeDocuments, signedDocument } from './shown-document.ts';
import type { DocumentOf, DocumentPage, SignedDocument, VisitDocuments } from './types.ts';

/**
 * What the customer can sign about a visit now, and what was decided about it.
 * @throws ItineraError `not-found`.
 */
export async function documentsOfVisit(
  ctx: Context,
  scope: AccessScope,
  interventionId: string,
): Promise<VisitDocuments> {
  const now = ctx.clock.now();
  const { actions, decided, show } = await judgeDocuments(ctx.db.read, scope, interventionId, now);
  const isDecided = (actionId: string) => decided.some(({ portalActionId }) => portalActionId === actionId);
  return {
    open: actions
      .filter(({ action, verdict }) => verdict.available && !isDecided(action.id))
      .map(({ action }) => {
        const { title, description } = show(action, now);
        return { actionId: action.id, title, description };
      }),
    decided: decided.map(signedDocument),
  };
}

/**
 * One document on its page.
 * @throws ItineraError `not-found` for a visit or an action that is not there for this person.
 */
export async function documentPage(
  ctx: Context,
  scope: AccessScope,
  { interventionId, actionId }: DocumentOf,
): Promise<DocumentPage> {
  requireIds({ actionId });
  const now = ctx.clock.now();
  const { actions, decided, show } = await judgeDocuments(ctx.db.read, scope, interventionId, now);
  const found = actions.find(({ action }) => action.id === actionId);
  const row = decided.find(({ portalActionId }) => portalActionId === actionId);
  if (row) {
    const confirmation = found ? show(found.action, now).confirmation : '';
    return { state: 'decided', document: signedDocument(row), confirmation };
  }
  if (!found) throw notFound('actionId');
  const { action, verdict } = found;
  if (verdict.available) return { state: 'open', document: show(action, now) };
  if (verdict.reason === 'not-configured') throw notFound('actionId');
  return { state: 'closed', reason: verdict.reason };
}

/**
 * What was decided about an intervention's documents, for staff who see it.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function decidedDocuments(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<SignedDocument[]> {
  await page(ctx, scope, interventionId);
  const rows = await listSignedDocuments(ctx.db.read, scope.businessUnitId, [interventionId]);
  return rows.map(signedDocument);
}
