import {
  findAccess,
  findBusinessUnit,
  findStaffUser,
  listCustomersOfAccess,
  listStaffRoles,
} from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { proofIsFresh } from '../fresh-proof.ts';
import { accessScopeOf } from '../sign-in/matching-accesses.ts';
import * as field from './fields.ts';
import { systemScope } from './organisation.ts';
import { parse } from './parse.ts';

const ofStaff = z.object({ businessUnitId: field.id, staffUserId: field.id });
const ofAccess = z.object({ businessUnitId: field.id, accessId: field.id });

/** Somebody of the staff with the roles that they hold, as if they had signed in. @throws ItineraError `not-found`. */
export async function staffScope(ctx: Context, input: z.input<typeof ofStaff>): Promise<BusinessUnitScope> {
  const { businessUnitId, staffUserId } = parse(ofStaff, input, 'staff');
  const { companyId } = await systemScope(ctx, businessUnitId);
  const user = await findStaffUser(ctx.db.read, companyId, staffUserId);
  if (!user) throw notFound('staffUserId');
  const held = await listStaffRoles(ctx.db.read, companyId, staffUserId);
  return {
    ...{ kind: 'staff', companyId, businessUnitId, staffUserId, provenUntil: null },
    roles: held.filter((one) => one.businessUnitId === businessUnitId).map(({ role }) => role),
    language: isLanguage(user.language) ? user.language : 'en',
  } as unknown as BusinessUnitScope;
}

/** A person of the portal, as if they had signed in just now. @throws ItineraError `not-found`. */
export async function accessScope(ctx: Context, input: z.input<typeof ofAccess>): Promise<AccessScope> {
  const { businessUnitId, accessId } = parse(ofAccess, input, 'access');
  const { companyId } = await systemScope(ctx, businessUnitId);
  const businessUnit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  const access = await findAccess(ctx.db.read, businessUnitId, accessId);
  if (!businessUnit || !access) throw notFound('accessId');
  const customers = await listCustomersOfAccess(ctx.db.read, businessUnitId, accessId);
  return accessScopeOf({ access, businessUnit, customers }, ctx.clock.now() + proofIsFresh);
}
