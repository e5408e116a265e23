import { listInterventions } from '@itinera/db';
import { listCustomerRequests } from '@itinera/db/requests';
import type { Context } from '../context.ts';
import { hiddenWork } from '../interventions/as-displayed.ts';
import { loadPortalSettings, shownTypeIds } from '../interventions/customer-view.ts';
import type { AccessScope } from '../scopes.ts';
import { localized } from '../shared/languages.ts';
import { filesOfRequests } from './answer-files.ts';
import { proposalOf } from './read.ts';
import type { SentRequest } from './types.ts';

/** More than anybody looks through. */
const shownAtMost = 50;

/**
 * What this person has asked the company for, the newest first, with what was answered. What is about a visit, a customer or
 * a type that the portal does not show them (any more) is not among it.
 */
export async function sentRequests(ctx: Context, scope: AccessScope): Promise<SentRequest[]> {
  const { businessUnitId, accessId, customerIds, language } = scope;
  const q = ctx.db.read;
  const page = { limit: shownAtMost, offset: 0 };
  const { rows } = await listCustomerRequests(q, businessUnitId, { accessId }, page);
  if (rows.length === 0) return [];
  const { types } = await loadPortalSettings(q, scope);
  const activityTypeIds = shownTypeIds({ types });
  const ids = [...new Set(rows.flatMap(({ request: { interventionId } }) => interventionId ?? []))];
  const filter = { ids, customerIds, activityTypeIds, hidden: hiddenWork(types) };
  const visits =
    ids.length === 0
      ? []
      : (await listInterventions(q, businessUnitId, { filter, order: 'newest', page })).rows;
  const seen = new Set(visits.map(({ intervention }) => intervention.id));
  const shown = rows.filter(({ request: { interventionId, customerId, activityTypeId, erasedAt } }) =>
    erasedAt !== null
      ? false
      : interventionId === null
        ? customerIds.includes(customerId) && activityTypeIds.includes(activityTypeId)
        : seen.has(interventionId),
  );
  const filesOf = await filesOfRequests(
    q,
    businessUnitId,
    shown.map(({ request }) => request.id),
    null,
  );
  return shown.map(({ request, activityTypeName }) => {
    const { id, kind, state, interventionId, text, createdAt, doneAt, answer } = request;
    const { files, answerFiles } = filesOf(id);
    return {
      ...{ id, kind, state, interventionId, text, createdAt, doneAt, answer, files, answerFiles },
      typeName: localized(activityTypeName, language),
      proposal: proposalOf(request),
    };
  });
}
