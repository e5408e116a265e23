import {
  listInterventions,
  listKindsOf,
  type InterventionFilter,
  type Queries,
  type Standing,
} from '@itinera/db';
import {
  customerIntervention,
  loadPageBackground,
  loadPortalSettings,
  shownTypeIds,
} from '../interventions/customer-view.ts';
import { hiddenWork, typesHiding } from '../interventions/as-displayed.ts';
import { between } from '../interventions/list.ts';
import type { PortalLayers } from '../catalogue/bookable-types.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import type { AccessScope } from '../scopes.ts';
import { isId } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { visitStateOf } from './progress.ts';
import type { PastState, PastVisit, PastVisitChoices, PastVisitsFilter } from './types.ts';

/** What bounds everything that is read: the person's own customers, in what the portal shows of them. */
export interface OwnWork {
  settings: PortalLayers;
  bounds: Required<Pick<InterventionFilter, 'customerIds' | 'activityTypeIds' | 'hidden'>>;
}

export async function loadOwnWork(q: Queries, scope: AccessScope): Promise<OwnWork> {
  const settings = await loadPortalSettings(q, scope);
  const { customerIds } = scope;
  const bounds = { customerIds, activityTypeIds: shownTypeIds(settings), hidden: hiddenWork(settings.types) };
  return { settings, bounds };
}

/** What the filters offer: of all that the person could find, never of the catalogue. */
export async function choicesOf(
  q: Queries,
  { language, businessUnitId }: AccessScope,
  { settings, bounds }: OwnWork,
): Promise<PastVisitChoices> {
  const found = await listKindsOf(q, businessUnitId, bounds);
  const silent = typesHiding('address', settings.types);
  const addresses = new Map(
    found.addresses
      .filter(({ activityTypeId }) => !silent.includes(activityTypeId))
      .map(({ address }) => [address.id, addressText(address)]),
  );
  const byText = (a: { text: string }, b: { text: string }) => a.text.localeCompare(b.text, language);
  return {
    types: settings.types
      .filter(({ id }) => found.activityTypeIds.includes(id))
      .map(({ id, name }) => ({ id, name: localized(name, language) })),
    addresses: [...addresses].map(([id, text]) => ({ id, text })).sort(byText),
    clockings: settings.unit.customersSeeClockings,
  };
}

/** Types of which something may be found by this: by what they hide nothing is found. */
export function findableTypes(
  { settings, bounds }: OwnWork,
  { reference, addressId }: Pick<PastVisitsFilter, 'reference' | 'addressId'>,
): string[] {
  const { types } = settings;
  const blind = [
    ...(reference ? typesHiding('reference', types) : []),
    ...(addressId === undefined ? [] : typesHiding('address', types)),
  ];
  return bounds.activityTypeIds.filter((id) => !blind.includes(id));
}

/** A batch of the work that is done, under way, called off, or whose time has passed; the latest first. */
export async function pastWork(
  q: Queries,
  scope: AccessScope,
  own: OwnWork,
  filter: PastVisitsFilter,
  { now, limit, offset }: { now: EpochSeconds; limit: number; offset: number },
): Promise<{ items: PastVisit[]; total: number }> {
  const { settings, bounds } = own;
  const { from, to, state, typeId, addressId, reference } = filter;
  const activityTypeIds = findableTypes(own, filter).filter((id) => typeId === undefined || id === typeId);
  if (activityTypeIds.length === 0 || (addressId !== undefined && !isId(addressId)))
    return { items: [], total: 0 };
  const { rows, total } = await listInterventions(q, scope.businessUnitId, {
    filter: {
      ...bounds,
      activityTypeIds,
      standing: state === undefined ? allStandings(now) : standings[state](now),
      took: between(from, to, settings.unit.zone),
      ...(addressId === undefined ? {} : { addressIds: [addressId] }),
      ...(reference ? { reference } : {}),
    },
    order: 'took-latest',
    page: { limit, offset },
  });
  const background = await loadPageBackground(q, scope, settings, rows);
  const items = rows
    .filter(({ address }) => address !== null)
    .map((row) => ({
      visit: customerIntervention(row, settings, background, scope, now),
      state: visitStateOf(row),
      customerName: displayName(row.customer),
      startedAt: row.intervention.actualStart,
      endedAt: row.intervention.status === 'terminated' ? row.intervention.actualEnd : null,
      zone: row.part?.zone ?? settings.unit.zone,
    }));
  return { items, total };
}

const standings: Record<PastState, (now: EpochSeconds) => Standing[]> = {
  'under-way': (now) => [
    { status: ['in_progress'] },
    { status: ['pending', 'autoassign_pending'], over: now },
  ],
  checking: () => [{ status: ['intermediate'] }],
  done: () => [{ status: ['terminated'], result: 'other' }],
  'not-done': () => [{ status: ['terminated'], result: 'ko' }],
  canceled: () => [{ status: ['canceled'] }],
};

function allStandings(now: EpochSeconds): Standing[] {
  return Object.values(standings).flatMap((of) => of(now));
}
