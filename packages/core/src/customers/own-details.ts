import { findAccess, findBusinessUnit, findCustomers, type BusinessUnit, type Customer } from '@itinera/db';
import { z } from 'zod';
import { countryOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { readCustomerFields } from './customer-fields.ts';
import { displayName } from './display-name.ts';
import type { OwnDetails, OwnDetailsPage, SaveOwnDetailsInput } from './own-details-types.ts';
import { writeCustomer } from './write-customer.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const read = parseInput(
  z.object({
    customerId: z.string(),
    revision: shownRevision,
    email: z.string().max(320, 'is too long'),
    phone: z.string().max(50, 'is too long'),
    mobile: z.string().max(50, 'is too long'),
    language: z.string(),
  }),
);

/** What the company has of the customers one acts for, and what of it one may change (CLV-17). */
export async function ownDetails(ctx: Context, scope: AccessScope): Promise<OwnDetailsPage> {
  const q = ctx.db.read;
  const unit = await unitOf(ctx, scope);
  const access = await findAccess(q, scope.businessUnitId, scope.accessId);
  const customers = await findCustomers(q, scope.businessUnitId, scope.customerIds);
  return {
    editable: unit.customersEditContact,
    signsInWith: { email: access?.email ?? null, phone: access?.phone ?? null },
    customers: customers.map(detailsOf),
  };
}

/**
 * Changes the contact data of a customer one acts for; the company sees at once what it was, and by whom. With what one
 * signs in stays as it is: that takes a proof of its own.
 * @throws ItineraError `not-allowed` (`details-off`: the company does that itself), `stale` (`details.current`),
 *   `invalid` (the field), `not-found`.
 */
export async function saveOwnDetails(
  ctx: Context,
  scope: AccessScope,
  input: SaveOwnDetailsInput,
): Promise<{ changed: boolean }> {
  const { customerId, revision, ...given } = read(input);
  if (!scope.customerIds.includes(customerId)) throw notFound('customerId');
  const unit = await unitOf(ctx, scope);
  const fields = readCustomerFields(given, countryOf(unit));
  const { changed } = await ctx.db.write(async (tx) => {
    // Asked again with the write: it may have been switched off since the page was shown.
    const now = await findBusinessUnit(tx, scope.companyId, scope.businessUnitId);
    if (!now?.customersEditContact)
      throw new ItineraError('not-allowed', 'The company changes contact data itself: ask there', {
        reason: 'details-off',
      });
    return writeCustomer(ctx, tx, scope, { customerId, revision, fields });
  });
  return { changed: changed.length > 0 };
}

async function unitOf(ctx: Context, { companyId, businessUnitId }: AccessScope): Promise<BusinessUnit> {
  const unit = await findBusinessUnit(ctx.db.read, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}

function detailsOf(row: Customer): OwnDetails {
  const { id, reference, email, phone, mobile, language, revision } = row;
  const spoken = isLanguage(language) ? language : 'en';
  return { id, reference, name: displayName(row), email, phone, mobile, language: spoken, revision };
}
