import {
  addJobs,
  insertRows,
  listAddresses,
  listStopsAtAddress,
  lockCustomer,
  makeStandardAddress,
  updateAddress,
  type Address,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { addressRecord, fieldsOf, isSameText } from './address-record.ts';
import { readAddressInput } from './address-schema.ts';
import { staysStandard } from './standard-address.ts';
import type { AddressFields, AddressWritten, WriteAddressInput } from './address-types.ts';
import { isGone } from './is-gone.ts';
import { requireOwnZone } from './zone-of-address.ts';

const mostAddresses = 200;

type Where = Pick<Address, 'lon' | 'lat' | 'location' | 'notLocatedBecause'>;
type Scope = AccessScope | BusinessUnitScope | SystemScope;

/**
 * The one way in which addresses are written: by staff, by an import, by the customer in the portal. The customer is
 * locked, so that exactly one address of theirs is the standard one whoever else writes. An address whose place is not
 * known is written too: it is flagged, nothing is offered there, and a job asks for the place. When it moves, a job
 * takes its visits to come along. What is already so is left alone. In the caller's transaction, last in it: it appends
 * the event with what was and what is.
 * @throws ItineraError `invalid` (the field), `not-found`, `stale` (`details.current` and `details.given`),
 *   `not-allowed` (`standard`: another must be made the standard address first; `addresses-full`).
 */
export async function writeAddress(
  ctx: Context,
  tx: Queries,
  scope: Scope,
  input: WriteAddressInput,
): Promise<AddressWritten> {
  const { customerId, addressId, revision, place, ...given } = readAddressInput(input);
  requireIds({ customerId, addressId });
  const { businessUnitId } = scope;
  if (scope.kind === 'access' && !scope.customerIds.includes(customerId)) throw notFound('customerId');
  const customer = await lockCustomer(tx, businessUnitId, customerId);
  if (!customer || isGone(customer)) throw notFound('customerId');
  const all = await listAddresses(tx, businessUnitId, [customerId]);
  const before = all.find(({ id }) => id === addressId);
  if (addressId !== undefined && !before) throw notFound('addressId');
  if (!before && all.length >= mostAddresses)
    throw new ItineraError('not-allowed', `A customer has at most ${mostAddresses} addresses`, {
      reason: 'addresses-full',
    });
  const wished = { ...given, serviceZoneId: zoneWished(scope, before, given) };
  const where = whereIs(place, before, wished);
  const settled = before && { addressId: before.id, revision: before.revision };
  const unchanged = { changed: false, located: before?.location !== 'not-located', visitsToFollow: 0 };
  if (settled && changedParts(before, { ...wished, ...where }).length === 0)
    return { ...settled, ...unchanged };
  if (before && before.revision !== revision)
    throw new ItineraError('stale', 'The address was changed since it was shown', {
      field: 'revision',
      details: { current: addressRecord(before), given: { ...wished, revision } },
    });
  if (wished.serviceZoneId !== before?.serviceZoneId)
    await requireOwnZone(tx, businessUnitId, wished.serviceZoneId);
  const fields = { ...wished, isStandard: staysStandard(all, before, wished) };
  const changed = before ? changedParts(before, { ...fields, ...where }) : [];
  if (settled && changed.length === 0) return { ...settled, ...unchanged };
  const id = before?.id ?? ctx.ids.newId();
  const now = before ? before.revision + 1 : 1;
  const { isStandard, ...columns } = { ...fields, ...where };
  if (before) await updateAddress(tx, businessUnitId, id, before.revision, columns);
  else await insertRows(tx, 'address', [{ ...columns, id, businessUnitId, customerId, isStandard: false }]);
  if (isStandard && !before?.isStandard) await makeStandardAddress(tx, businessUnitId, customerId, id);
  const visitsToFollow = before ? await followLater(ctx, tx, scope, before, where, now) : 0;
  if (where.location === 'not-located') await locateLater(ctx, tx, scope, id, now);
  await appendEvent(ctx, tx, scope, {
    kind: before ? 'customer.address-changed' : 'customer.address-added',
    subjectType: 'customer',
    subjectId: customerId,
    data: before
      ? { addressId: id, was: pick(before, changed), is: pick({ ...fields, ...where }, changed) }
      : { addressId: id, is: { ...fields, ...where } },
  });
  const located = where.location !== 'not-located';
  return { addressId: id, revision: now, changed: true, located, visitsToFollow };
}

/** Staff say in which service zone an address is; customers do not. */
function zoneWished(
  { kind }: Scope,
  before: Address | undefined,
  { serviceZoneId }: Pick<WriteAddressInput, 'serviceZoneId'>,
): string | null {
  const was = before?.serviceZoneId ?? null;
  return kind === 'access' || serviceZoneId === undefined ? was : serviceZoneId;
}

/** As it is told; as it was while the text of the address is the same; else to be asked for. */
function whereIs(
  place: WriteAddressInput['place'],
  before: Address | undefined,
  wished: AddressFields,
): Where {
  if (place) {
    const { lon, lat, by } = place;
    return { lon, lat, location: by === 'hand' ? 'pinned' : 'located', notLocatedBecause: null };
  }
  if (before && isSameText(before, wished) && (place === undefined || before.location === 'not-located')) {
    const { lon, lat, location, notLocatedBecause } = before;
    return { lon, lat, location, notLocatedBecause };
  }
  return { lon: null, lat: null, location: 'not-located', notLocatedBecause: 'waiting' };
}

async function followLater(
  ctx: Context,
  tx: Queries,
  scope: Scope,
  before: Address,
  { lon, lat }: Where,
  revision: number,
): Promise<number> {
  if (lon === null || (before.lon === lon && before.lat === lat)) return 0;
  const { businessUnitId } = scope;
  const stops = await listStopsAtAddress(tx, businessUnitId, before.id, ctx.clock.now());
  if (stops.length > 0) await addAddressJob(ctx, tx, scope, 'follow-address', before.id, revision);
  return stops.length;
}

async function locateLater(
  ctx: Context,
  tx: Queries,
  scope: Scope,
  addressId: string,
  revision: number,
): Promise<void> {
  await addAddressJob(ctx, tx, scope, 'locate-address', addressId, revision);
}

/** A job about one address at one revision. */
export interface AddressJob {
  companyId: string;
  businessUnitId: string;
  addressId: string;
}

/** Adds such a job, once for each revision of the address. */
export async function addAddressJob(
  ctx: Context,
  tx: Queries,
  { companyId, businessUnitId }: Pick<Scope, 'companyId' | 'businessUnitId'>,
  kind: 'locate-address' | 'follow-address',
  addressId: string,
  revision: number,
): Promise<void> {
  const now = ctx.clock.now();
  const payload: AddressJob = { companyId, businessUnitId, addressId };
  const dedupeKey = `${kind}:${addressId}:${revision}`;
  const id = ctx.ids.newId();
  await addJobs(tx, [{ id, businessUnitId, kind, payload, runAt: now, dedupeKey, createdAt: now }]);
}

type Parts = AddressFields & Where;

function changedParts(before: Parts, after: Parts): (keyof Parts)[] {
  return [...(Object.keys(fieldsOf(after)) as (keyof Parts)[]), ...placeParts].filter(
    (part) => before[part] !== after[part],
  );
}

const placeParts = ['lon', 'lat', 'location', 'notLocatedBecause'] as const;

function pick(from: Parts, parts: readonly (keyof Parts)[]): Partial<Parts> {
  return Object.fromEntries(parts.map((part) => [part, from[part]]));
}
