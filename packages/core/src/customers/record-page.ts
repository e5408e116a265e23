import {
  findBusinessUnit,
  findCustomer,
  listChildCustomers,
  listPresets,
  listStaffOfBusinessUnit,
  listTagsInUse,
  type Customer,
  type Queries,
} from '@itinera/db';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { contactsOf } from './contacts.ts';
import { customerHistory } from './customer-history.ts';
import { displayName } from './display-name.ts';
import type { CustomerName, CustomerRecordPage, RecordOptions } from './record-types.ts';
import { recordOf } from './write-customer.ts';

/**
 * A customer's record: its fields, who is above and below it, its contacts, who changed what, and what can be chosen.
 * @throws ItineraError `not-found`.
 */
export async function customerRecord(
  ctx: Context,
  scope: BusinessUnitScope,
  customerId: string,
): Promise<CustomerRecordPage> {
  requireIds({ customerId });
  const q = ctx.db.read;
  const { businessUnitId } = scope;
  const row = await findCustomer(q, businessUnitId, customerId);
  if (!row) throw notFound('customerId');
  const parent = row.parentId === null ? undefined : await findCustomer(q, businessUnitId, row.parentId);
  const children = await listChildCustomers(q, businessUnitId, customerId, 100);
  return {
    id: row.id,
    reference: row.reference,
    fields: await recordOf(q, row),
    revision: row.revision,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    erased: row.erasedAt !== null,
    parent: parent ? nameOf(parent) : null,
    children: children.map(nameOf),
    contacts: await contactsOf(q, businessUnitId, customerId),
    history: await customerHistory(q, scope, customerId),
    options: await optionsOf(q, scope),
  };
}

/** What a new customer's record can be filled with. */
export async function recordOptions(ctx: Context, scope: BusinessUnitScope): Promise<RecordOptions> {
  return optionsOf(ctx.db.read, scope);
}

async function optionsOf(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope,
): Promise<RecordOptions> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const presets = await listPresets(q, businessUnitId);
  const staff = await listStaffOfBusinessUnit(q, companyId, businessUnitId);
  const tags = await listTagsInUse(q, businessUnitId);
  return {
    presets: presets.flatMap(({ id, list, name, active }) =>
      list === 'type-category' ? [] : [{ id, list, name, active }],
    ),
    staff: staff
      .filter(({ staffUser }) => staffUser.status === 'active')
      .map(({ staffUser }) => ({ id: staffUser.id, name: staffUser.name })),
    tags: tags.map(({ tag }) => tag),
    country: countryOf(unit),
    language: isLanguage(unit.defaultLanguage) ? unit.defaultLanguage : 'en',
    newAccessesEnabled: unit.newAccessesEnabled,
  };
}

function nameOf(row: Customer): CustomerName {
  return { id: row.id, reference: row.reference, name: displayName(row) };
}
