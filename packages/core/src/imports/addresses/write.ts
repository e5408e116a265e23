import type { Address, Queries } from '@itinera/db';
import type { WriteAddressInput } from '../../customers/address-types.ts';
import { addressRecord } from '../../customers/address-record.ts';
import { isSo, writeAddress } from '../../customers/write-address.ts';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { asLineProblem } from '../problems.ts';
import type { ImportEffect } from '../target.ts';
import { columnOfAddressField } from './address-of-row.ts';

/** Writes an address of a line, and tells what it did to it. @throws LineProblem. */
export async function writeAddressOfRow(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  input: WriteAddressInput,
  before: Address | undefined,
): Promise<ImportEffect> {
  const recordType = 'address';
  // Most lines of a file that comes back change nothing: no lock, no other look.
  if (before && isSo(before, input)) return { outcome: 'unchanged', recordType, recordId: before.id };
  const written = await writeAddress(ctx, tx, scope, input).catch((error: unknown) => {
    throw asLineProblem(error, columnOfAddressField);
  });
  const { addressId: recordId, revision, changed } = written;
  if (!before) return { outcome: 'created', recordType, recordId, revision };
  if (!changed) return { outcome: 'unchanged', recordType, recordId };
  return { outcome: 'updated', recordType, recordId, revision, before: addressRecord(before) };
}
