import {
  listAccessesOfCustomer,
  listAddresses,
  listInterventions,
  listTags,
  type Customer,
  type Queries,
} from '@itinera/db';
import { addressText } from './address-view.ts';
import { mergeFields } from './merge-fields.ts';
import type { MergeRecord } from './merge-types.ts';

/** One customer as a merge shows it. */
export async function mergeRecord(q: Queries, row: Customer): Promise<MergeRecord> {
  const { id, businessUnitId, reference, revision } = row;
  const addresses = await listAddresses(q, businessUnitId, [id]);
  const tags = await listTags(q, businessUnitId, [id]);
  const accesses = await listAccessesOfCustomer(q, businessUnitId, id);
  const { total } = await listInterventions(q, businessUnitId, {
    filter: { customerIds: [id] },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  return {
    id,
    reference,
    revision,
    fields: mergeFields(row),
    addresses: addresses.map(addressText),
    tags: tags.map(({ tag }) => tag),
    accesses: accesses.map(({ name }) => name),
    interventions: total,
  };
}
