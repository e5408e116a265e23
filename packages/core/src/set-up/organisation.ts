import { findAnyBusinessUnit, insertRows, listAllCompanies, type BusinessUnit } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { SystemScope } from '../scopes.ts';
import { isLanguage } from '../shared/languages.ts';
import { notFound } from '../shared/ids.ts';
import * as field from './fields.ts';
import { parse } from './parse.ts';

const companySchema = z.object({ name: field.text });

const businessUnitSchema = z.object({
  companyId: field.id,
  /** The first label of the portal's host. */
  slug: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be of lower-case letters, digits and dashes'),
  name: field.text,
  zone: field.zone,
  languages: z.array(field.language).min(1, 'must hold a language'),
  defaultLanguage: field.language,
  portalOn: z.boolean().default(true),
  welcome: field.localizedText.default({}),
  contactEmail: field.email.nullable().default(null),
  contactPhone: field.phone.nullable().default(null),
  accentColour: field.colour.nullable().default(null),
  channels: z
    .array(z.enum(['email', 'sms']))
    .min(1, 'must hold a channel')
    .default(['email']),
  smsCountries: z.array(field.country).nullable().default(null),
  smsPerDay: z.int('must be a number').min(0, 'must be 0 or more').default(200),
  smsPerCountryAndDay: z.int('must be a number').min(0, 'must be 0 or more').default(100),
  permanentLinks: z.boolean().default(false),
});
export type NewCompanyInput = z.input<typeof companySchema>;
export type NewBusinessUnitInput = z.input<typeof businessUnitSchema>;

/** Makes a company. */
export async function makeCompany(ctx: Context, input: NewCompanyInput): Promise<{ companyId: string }> {
  const { name } = parse(companySchema, input, 'company');
  const companyId = ctx.ids.newId();
  await ctx.db.write((tx) =>
    insertRows(tx, 'company', [{ id: companyId, name, createdAt: ctx.clock.now() }]),
  );
  return { companyId };
}

/** Makes a business unit of a company. */
export async function makeBusinessUnit(
  ctx: Context,
  input: NewBusinessUnitInput,
): Promise<{ businessUnitId: string }> {
  const unit = parse(businessUnitSchema, input, 'businessUnit');
  const businessUnitId = ctx.ids.newId();
  await ctx.db.write((tx) =>
    insertRows(tx, 'businessUnit', [{ ...unit, id: businessUnitId, createdAt: ctx.clock.now() }]),
  );
  return { businessUnitId };
}

/** Whether the store holds nothing yet. */
export async function isEmpty(ctx: Context): Promise<boolean> {
  return (await listAllCompanies(ctx.db.read)).length === 0;
}

/**
 * A business unit by its id alone.
 * @throws ItineraError `not-found`.
 */
export async function unitById(ctx: Context, businessUnitId: string): Promise<BusinessUnit> {
  const unit = await findAnyBusinessUnit(ctx.db.read, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}

/** The scope in which the process itself acts in a business unit. */
export async function systemScope(ctx: Context, businessUnitId: string): Promise<SystemScope> {
  const unit = await unitById(ctx, businessUnitId);
  return {
    kind: 'system',
    companyId: unit.companyId,
    businessUnitId,
    language: isLanguage(unit.defaultLanguage) ? unit.defaultLanguage : 'en',
  } as SystemScope;
}
