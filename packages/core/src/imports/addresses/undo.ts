import { findAddress, listAddresses, type ImportLine, type Queries } from '@itinera/db';
import { isAddressUsed, removeAddress, type ImportUndoing } from '@itinera/db/imports';
import { appendEvent } from '../../audit/append-event.ts';
import type { AddressRecord } from '../../customers/address-types.ts';
import { writeAddress } from '../../customers/write-address.ts';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';

/**
 * Takes an address of an import back: a new one goes where no visit is at it, and it is not the standard one of several;
 * a changed one becomes what it was. What was changed since stays.
 */
export async function undoAddress(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { recordId, revision, outcome, before }: ImportLine,
): Promise<ImportUndoing> {
  const { businessUnitId } = scope;
  const row = recordId === null ? undefined : await findAddress(tx, businessUnitId, recordId);
  if (!row) return 'gone';
  if (row.revision !== revision) return 'changed';
  if (outcome === 'updated') {
    if (before === null) return 'gone';
    const { id: addressId, lon, lat, location, notLocatedBecause: _, ...fields } = before as AddressRecord;
    const by = location === 'pinned' ? ('hand' as const) : ('geocoder' as const);
    const place = lon === null || lat === null || location === 'not-located' ? null : { lon, lat, by };
    await writeAddress(ctx, tx, scope, { ...fields, addressId, revision, place });
    return 'undone';
  }
  if (await isAddressUsed(tx, businessUnitId, row.id)) return 'in-use';
  const all = await listAddresses(tx, businessUnitId, [row.customerId]);
  if (row.isStandard && all.length > 1) return 'in-use';
  await removeAddress(tx, businessUnitId, row.id);
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.address-removed',
    subjectType: 'customer',
    subjectId: row.customerId,
    data: { addressId: row.id },
  });
  return 'undone';
}
