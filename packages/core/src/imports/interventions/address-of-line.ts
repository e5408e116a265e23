import { listAddresses, type Address, type Queries } from '@itinera/db';
import type { Context } from '../../context.ts';
import { isSameText } from '../../customers/address-record.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { addressOfRow, hasAddress } from '../addresses/address-of-row.ts';
import { writeAddressOfRow } from '../addresses/write.ts';
import { LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow } from '../target.ts';

/** Whether a line names another address than this one. @throws LineProblem as `addressOfRow`. */
export function namesAnother({ cells }: ImportRow, address: Address, country: string | null): boolean {
  if (!hasAddress(cells)) return false;
  return !isSameText(address, addressOfRow(cells, address.customerId, undefined, country));
}

/**
 * Where a line's intervention is: at the address it names, which is the customer's from then on, else at the standard
 * one.
 * @throws LineProblem `required` (`address`), `not-allowed` (not in use any more), and as `addressOfRow`.
 */
export async function addressOfLine(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { row, customerId, country }: { row: ImportRow; customerId: string; country: string | null },
): Promise<{ address: Address; effects: ImportEffect[] }> {
  const own = await listAddresses(tx, scope.businessUnitId, [customerId]);
  if (!hasAddress(row.cells)) return { address: inUse(own.find((one) => one.isStandard)), effects: [] };
  const input = addressOfRow(row.cells, customerId, undefined, country);
  const same = own.filter((one) => isSameText(one, input));
  const known = same.find(({ active }) => active) ?? same[0];
  if (known) return { address: inUse(known), effects: [] };
  const effect = await writeAddressOfRow(ctx, tx, scope, input, undefined);
  const all = await listAddresses(tx, scope.businessUnitId, [customerId]);
  return { address: inUse(all.find(({ id }) => id === effect.recordId)), effects: [effect] };
}

function inUse(address: Address | undefined): Address {
  if (!address) throw new LineProblem('required', 'address');
  if (!address.active) throw new LineProblem('not-allowed', 'address');
  return address;
}
