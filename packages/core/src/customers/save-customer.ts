import { DbError, findBusinessUnit } from '@itinera/db';
import { z } from 'zod';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { readCustomerFields, type CustomerChanges } from './customer-fields.ts';
import type { CreateCustomerInput, EditCustomerInput } from './customer-types.ts';
import { taken, writeCustomer, type WrittenCustomer } from './write-customer.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const readRevision = parseInput(
  z.object({
    revision: shownRevision,
  }),
);

/**
 * Makes a customer of whom only name and status need be known (AZT-08, AZT-09). Its own e-mail or telephone gives its
 * primary access, enabled as the unit says of new ones.
 * @throws ItineraError as `writeCustomer`; `key-reused`.
 */
export async function createCustomer(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { idempotencyKey, ...input }: CreateCustomerInput,
): Promise<{ customerId: string; reference: string }> {
  const fields = await readFor(ctx, scope, input);
  const call = { actor: actorOf(scope), key: idempotencyKey, request: ['create-customer', fields] };
  return ctx.db
    .write((tx) =>
      once(ctx, tx, call, async () => {
        const written = await writeCustomer(ctx, tx, scope, { customerId: null, revision: null, fields });
        return { customerId: written.customerId, reference: written.reference };
      }),
    )
    .catch(refuseTaken);
}

/**
 * Changes the fields that are given. Saving what is so already does nothing.
 * @throws ItineraError as `writeCustomer`.
 */
export async function editCustomer(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, ...input }: EditCustomerInput,
): Promise<Pick<WrittenCustomer, 'revision' | 'changed'>> {
  const { revision } = readRevision(input);
  const fields = await readFor(ctx, scope, input);
  const written = await ctx.db
    .write((tx) => writeCustomer(ctx, tx, scope, { customerId, revision, fields }))
    .catch(refuseTaken);
  return { revision: written.revision, changed: written.changed };
}

async function readFor(
  ctx: Context,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  input: unknown,
): Promise<CustomerChanges> {
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return readCustomerFields(input, countryOf(unit));
}

/** Two that take one reference at the same moment: the store lets one. @throws ItineraError `invalid`, or what it was. */
export function refuseTaken(error: unknown): never {
  if (error instanceof DbError && error.constraint?.includes('external_reference')) throw taken(null);
  throw error;
}
