import type { Queries } from '@itinera/db';
import { listTechniciansNamed, listVisitClockings, type VisitClocking } from '@itinera/db/attendance';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { typesHiding } from '../interventions/as-displayed.ts';
import { between } from '../interventions/list.ts';
import type { AccessScope } from '../scopes.ts';
import { isId, notFound } from '../shared/ids.ts';
import { choicesOf, findableTypes, loadOwnWork, type OwnWork } from './own-work.ts';
import { readVisitClockings } from './schema.ts';
import type { PastClocking, PastClockings, VisitClockingsFilter } from './types.ts';

const pageSize = 50;

/**
 * When technicians came to the person's visits and went (LBX-02), 50 a page, the latest first: read-only, neither where a phone was nor
 * how anything was corrected.
 * @throws ItineraError `not-found` where the company does not show it (CAD-BU-14), `invalid` naming the part of the filter.
 */
export async function visitClockings(
  ctx: Context,
  scope: AccessScope,
  input: VisitClockingsFilter,
): Promise<PastClockings> {
  const filter = readVisitClockings(input);
  const { page = 1 } = filter;
  const q = ctx.db.read;
  const own = await ownClockedWork(q, scope);
  const found = await clockedWork(q, scope, own, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  return { ...found, page, pageSize, choices: await choicesOf(q, scope, own) };
}

/** @throws ItineraError `not-found` where the company does not show clockings. */
export async function ownClockedWork(q: Queries, scope: AccessScope): Promise<OwnWork> {
  const own = await loadOwnWork(q, scope);
  if (!own.settings.unit.customersSeeClockings) throw notFound('clockings');
  return own;
}

/** A batch of them. */
export async function clockedWork(
  q: Queries,
  scope: AccessScope,
  own: OwnWork,
  { from, to, addressId }: VisitClockingsFilter,
  page: { limit: number; offset: number },
): Promise<{ items: PastClocking[]; total: number }> {
  const { types, unit } = own.settings;
  const activityTypeIds = findableTypes(own, { addressId });
  if (activityTypeIds.length === 0 || (addressId !== undefined && !isId(addressId)))
    return { items: [], total: 0 };
  const bounds = {
    ...own.bounds,
    ...between(from, to, unit.zone),
    activityTypeIds,
    ...(addressId === undefined ? {} : { addressIds: [addressId] }),
  };
  const { rows, total } = await listVisitClockings(q, scope.businessUnitId, bounds, page);
  const technicianIds = [...new Set(rows.map(({ clocking }) => clocking.technicianId))];
  const names = await listTechniciansNamed(q, scope.companyId, technicianIds);
  const hides = (['reference', 'address', 'technician'] as const).map((field) => typesHiding(field, types));
  const items = rows.map((row) => asShown(row, hides, names, unit.zone));
  return { items, total };
}

function asShown(
  { clocking, activityTypeId, reference, customer, address }: VisitClocking,
  [noReference, noAddress, noName]: string[][],
  names: ReadonlyMap<string, string>,
  zone: string,
): PastClocking {
  const unless = <T>(hiding: string[] | undefined, value: T): T | null =>
    hiding?.includes(activityTypeId) ? null : value;
  return {
    interventionId: clocking.interventionId!,
    reference: unless(noReference, reference),
    address: unless(noAddress, address && addressText(address)),
    customerName: customer === null ? '' : displayName(customer),
    arrived: clocking.startedAt,
    left: clocking.endedAt,
    technicianName: unless(noName, names.get(clocking.technicianId) ?? null),
    zone: address?.zone ?? zone,
  };
}
