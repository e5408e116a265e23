import { findAddress, findBusinessUnit, listAddresses, type Address, type BusinessUnit } from '@itinera/db';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import { fieldsOf } from '../customers/address-record.ts';
import type { AddressFields, AddressWritten } from '../customers/address-types.ts';
import { writeAddress } from '../customers/write-address.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { AccessScope } from '../scopes.ts';
import type { SearchLimits } from '../search-desk.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { locateAgain } from './locate.ts';
import type {
  OwnAddress,
  OwnAddressBook,
  OwnAddressFields,
  OwnAddressSaved,
  SaveOwnAddressInput,
} from './own-types.ts';

/** Each may ask the geocoder: more than anybody moves house, and less than would keep it busy. */
export const ownAddressLimits: SearchLimits = {
  budget: { attempts: 20, window: 3600, longestWait: 3600 },
  waiting: 4,
  reason: 'addresses',
};

const written = [
  'label',
  'line1',
  'line2',
  'postalCode',
  'city',
  'country',
  'visitNotes',
  'isStandard',
  'active',
] as const satisfies (keyof OwnAddressFields)[];

/** The addresses of the customers one acts for, and whether one may write them (CLV-17). */
export async function ownAddresses(ctx: Context, scope: AccessScope): Promise<OwnAddressBook> {
  const q = ctx.db.read;
  const unit = await unitOf(ctx, scope);
  const rows = await listAddresses(q, scope.businessUnitId, scope.customerIds);
  return { editable: unit.customersEditAddresses, country: countryOf(unit), addresses: rows.map(ownAddress) };
}

/**
 * Adds or changes an address of a customer one acts for, in the one way addresses are written: staff see at once what it
 * was and by whom, a moved one takes its visits along by a job, and one without a place is asked for, now and later.
 * @throws ItineraError `not-allowed` (`addresses-off`: the company does that itself; `standard`; `addresses-full`),
 *   `stale` (`details.current`, `details.given`), `invalid` (the field), `not-found`, `key-reused`, `too-many`
 *   (`addresses`, details.retryAt).
 */
export async function saveOwnAddress(
  ctx: Context,
  scope: AccessScope,
  input: SaveOwnAddressInput,
): Promise<OwnAddressSaved> {
  const { customerId, addressId, revision, idempotencyKey } = input;
  requireIds({ customerId, addressId });
  if (!scope.customerIds.includes(customerId)) throw notFound('customerId');
  if (addressId !== undefined) await requireOwn(ctx, scope, customerId, addressId);
  const changes = Object.fromEntries(
    written.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  ) as Partial<OwnAddressFields>;
  const call = {
    actor: actorOf(scope),
    key: idempotencyKey,
    request: ['save-own-address', { customerId, addressId, revision, ...changes }],
  };
  return ctx.addressChanges.take(scope.accessId, async () => {
    const { addressId: id, located } = await ctx.db.write((tx) =>
      once<AddressWritten>(ctx, tx, call, async () => {
        // Asked with the write: it may have been switched off since the page was shown.
        const unit = await findBusinessUnit(tx, scope.companyId, scope.businessUnitId);
        if (!unit?.customersEditAddresses) throw refusedByUnit();
        const before = addressId && (await findAddress(tx, scope.businessUnitId, addressId));
        const fields = { ...(before ? fieldsOf(before) : newAddress(unit)), ...changes };
        return writeAddress(ctx, tx, scope, { ...fields, customerId, addressId, revision });
      }),
    );
    if (located) return { addressId: id, located };
    return { addressId: id, located: (await locateAgain(ctx, scope, id)).location !== 'not-located' };
  });
}

async function requireOwn(
  ctx: Context,
  { businessUnitId }: AccessScope,
  customerId: string,
  addressId: string,
): Promise<void> {
  const address = await findAddress(ctx.db.read, businessUnitId, addressId);
  if (address?.customerId !== customerId) throw notFound('addressId');
}

function refusedByUnit(): ItineraError {
  return new ItineraError('not-allowed', 'The company changes addresses itself: ask there', {
    reason: 'addresses-off',
  });
}

function newAddress(unit: BusinessUnit): AddressFields {
  const nothing = { label: '', line1: '', line2: '', postalCode: '', city: '' };
  const staffs = { zone: null, serviceZoneId: null, accessNotes: '', contactName: null, contactPhone: null };
  return {
    ...nothing,
    ...staffs,
    country: countryOf(unit) ?? '',
    visitNotes: '',
    isStandard: false,
    active: true,
  };
}

function ownAddress(row: Address): OwnAddress {
  const { id, customerId, location, revision } = row;
  const { label, line1, line2, postalCode, city, country, visitNotes, isStandard, active } = row;
  const text = { label, line1, line2, postalCode, city, country, visitNotes };
  return { ...text, id, customerId, isStandard, active, located: location !== 'not-located', revision };
}

async function unitOf(ctx: Context, { companyId, businessUnitId }: AccessScope): Promise<BusinessUnit> {
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}
