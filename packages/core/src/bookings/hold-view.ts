import {
  findActivityType,
  findAddress,
  findBusinessUnit,
  findCustomer,
  type Hold,
  type Queries,
} from '@itinera/db';
import { saidOf } from '../availability/wish.ts';
import { addressView } from '../customers/address-view.ts';
import type { AccessScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import type { HoldView } from './types.ts';

/** A hold as its owner sees it. */
export async function holdView(q: Queries, scope: AccessScope, hold: Hold): Promise<HoldView> {
  const { companyId, businessUnitId, language } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const type = await findActivityType(q, businessUnitId, hold.activityTypeId);
  const address = hold.addressId === null ? undefined : await findAddress(q, businessUnitId, hold.addressId);
  const customer = await findCustomer(q, businessUnitId, hold.customerId);
  if (!unit || !type || !address || !customer) throw notFound('holdId');
  const said = await saidOf(q, scope, {
    activityTypeId: type.id,
    addressId: address.id,
    interventionId: hold.interventionId ?? undefined,
  });
  return {
    id: hold.id,
    activityTypeId: type.id,
    typeName: localized(type.name, language),
    address: addressView(address, customer, unit.zone),
    interventionId: hold.interventionId,
    promise: { start: hold.promiseStart, end: hold.promiseEnd, zone: address.zone ?? unit.zone },
    duration: said?.duration ?? type.duration,
    comment: hold.comment,
    expiresAt: hold.expiresAt,
    extendable: hold.extendedAt === null,
  };
}
