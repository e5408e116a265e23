import { findBusinessUnit, listInterventions, type ActivityType, type Queries } from '@itinera/db';
import { z } from 'zod';
import { nothingAsked } from '../catalogue/action-background.ts';
import { readDisplay } from '../catalogue/settings-schema.ts';
import { ownType } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { may } from '../rights.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { customerIntervention } from './customer-view.ts';
import type { PortalCard, PortalCardInput } from './portal-card-types.ts';
import { loadKnownAnswers } from './shown-answers.ts';

const choices = 25;

const read = parseInput(
  z.object({
    activityTypeId: z.string(),
    interventionId: z.string().nullable(),
    language: z.enum(languages, `must be one of ${languages.join(', ')}`),
    portalShown: z.boolean('must be yes or no'),
  }),
);

/**
 * An intervention of a type as its customer would see it under a display that is not saved yet, by the function that makes
 * it for the portal. Without `interventionId` the newest.
 * @throws ItineraError `not-found`, `invalid`, `not-allowed` (`role`).
 */
export async function portalCard(
  ctx: Context,
  scope: BusinessUnitScope,
  input: PortalCardInput,
): Promise<PortalCard> {
  const { activityTypeId, interventionId, language, portalShown } = read(input);
  const display = readDisplay(input.display);
  requireIds({ interventionId: interventionId ?? undefined });
  const q = ctx.db.read;
  const stored = await ownType(q, scope, activityTypeId);
  const newest = await rowsOf(q, stored);
  const chosen = interventionId === null ? newest : await rowsOf(q, stored, interventionId);
  if (interventionId !== null && chosen.length === 0) throw notFound('interventionId');
  const [row] = chosen;
  const answer = {
    choices: newest.map(({ intervention, customer }) => ({
      id: intervention.id,
      reference: intervention.reference,
      customerName: customer.name,
    })),
    interventionId: row?.intervention.id ?? null,
  };
  if (!row) return { ...answer, visit: null, absent: 'none' };
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const type: ActivityType = { ...stored, display, portalShown };
  const settings = { unit, access: { enabled: true }, customers: [row.customer], types: [type], actions: [] };
  // Who configures sees what the plan shows; a code shows no more of a customer to who may not look at customers.
  const seen = may(scope, 'see-customers')
    ? row
    : { ...row, customer: { ...row.customer, email: null, phone: null, mobile: null, customFields: null } };
  const known = await loadKnownAnswers(q, scope.businessUnitId, [type], [row]);
  const visit = customerIntervention(
    seen,
    settings,
    { ...nothingAsked, known },
    { language },
    ctx.clock.now(),
  );
  if (!portalShown) return { ...answer, visit, absent: 'type' };
  const hidden = display.hiddenStatuses.includes(row.intervention.status);
  return { ...answer, visit, absent: hidden ? 'status' : null };
}

async function rowsOf(q: Queries, { businessUnitId, id }: ActivityType, interventionId?: string) {
  const { rows } = await listInterventions(q, businessUnitId, {
    filter: { activityTypeIds: [id], ...(interventionId !== undefined && { ids: [interventionId] }) },
    order: 'newest',
    page: { limit: choices, offset: 0 },
  });
  return rows.filter(({ address }) => address !== null);
}
