import {
  findAccess,
  findAnyBusinessUnit,
  findBusinessUnit,
  findCustomer,
  findStaffUser,
  updateBusinessUnit,
  type BusinessUnit,
  type Event,
  type Queries,
} from '@itinera/db';
import { listEventsOfKinds } from '@itinera/db/personal-data';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { PersonalDataAct, PersonalDataPage, RetentionSettings } from './types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const months = z
  .int('must be a whole number of months')
  .min(1, 'must be at least 1 month, or empty to keep it')
  .max(600, 'must be at most 600 months, or empty to keep it')
  .nullable();
const readSettings = parseInput(
  z.object({
    visitMonths: months,
    accessMonths: months,
    messageMonths: months,
    revision: shownRevision,
  }),
);

const kinds = [
  'customer.erased',
  'access.erased',
  'customer.exported',
  'access.exported',
  'retention.changed',
  'retention.applied',
] as const;
const actsShown = 100;

/**
 * How long the unit keeps personal data, and what was done with such data last.
 * @throws ItineraError `not-allowed` (`role`).
 */
export async function personalDataPage(ctx: Context, scope: BusinessUnitScope): Promise<PersonalDataPage> {
  const q = ctx.db.read;
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const events = await listEventsOfKinds(q, unit.id, kinds, actsShown);
  const acts: PersonalDataAct[] = [];
  for (const event of events) acts.push(await actOf(q, scope, event));
  return { retention: settingsOf(unit), revision: unit.revision, acts };
}

/**
 * Sets how long personal data is kept; what is over goes within the hour.
 * @throws ItineraError `invalid`, `stale` (`details.current` and `details.given`), `not-allowed` (`role`).
 */
export async function setRetention(
  ctx: Context,
  scope: BusinessUnitScope,
  input: RetentionSettings & { revision: number },
): Promise<void> {
  const { revision, ...given } = readSettings(input);
  const { companyId, businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const unit = await findBusinessUnit(tx, companyId, businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    const before = settingsOf(unit);
    if (JSON.stringify(before) === JSON.stringify(ordered(given))) return;
    const { visitMonths, accessMonths, messageMonths } = given;
    const changes = {
      keepVisitMonths: visitMonths,
      keepAccessMonths: accessMonths,
      keepMessageMonths: messageMonths,
    };
    const changed =
      unit.revision === revision &&
      (await updateBusinessUnit(tx, companyId, businessUnitId, revision, changes));
    if (!changed)
      throw new ItineraError('stale', 'The settings were changed since they were shown', {
        field: 'revision',
        details: { current: { ...before, revision: unit.revision }, given },
      });
    await appendEvent(ctx, tx, scope, {
      kind: 'retention.changed',
      subjectType: 'business-unit',
      subjectId: businessUnitId,
      data: { before, after: given },
    });
  });
}

/**
 * The same settings for whoever reads the portal's privacy page.
 * @throws ItineraError `not-found`.
 */
export async function publicRetention(ctx: Context, businessUnitId: string): Promise<RetentionSettings> {
  requireIds({ businessUnitId });
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (!unit?.portalOn) throw notFound('businessUnitId');
  return settingsOf(unit);
}

export function settingsOf({
  keepVisitMonths,
  keepAccessMonths,
  keepMessageMonths,
}: BusinessUnit): RetentionSettings {
  return { visitMonths: keepVisitMonths, accessMonths: keepAccessMonths, messageMonths: keepMessageMonths };
}

function ordered({ visitMonths, accessMonths, messageMonths }: RetentionSettings): RetentionSettings {
  return { visitMonths, accessMonths, messageMonths };
}

const told = z.object({ visits: z.number(), accesses: z.number(), messages: z.number() });

async function actOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope,
  { at, kind, subjectType, subjectId, actorType, actorId, data }: Event,
): Promise<PersonalDataAct> {
  const customer = subjectType === 'customer' ? await findCustomer(q, businessUnitId, subjectId) : undefined;
  const actor =
    actorId === null
      ? undefined
      : actorType === 'staff'
        ? await findStaffUser(q, companyId, actorId)
        : await findAccess(q, businessUnitId, actorId);
  return {
    at,
    kind: kinds.find((known) => known === kind) ?? 'retention.changed',
    reference: customer?.reference ?? null,
    actorName: actor?.name ?? null,
    counts: told.safeParse(data).data ?? null,
  };
}
