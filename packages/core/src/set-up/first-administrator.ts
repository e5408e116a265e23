import {
  findStaffUser,
  insertRows,
  listAllCompanies,
  listBusinessUnits,
  listStaffRoles,
  lockAttemptLimit,
  revokeCommandLineInvitations,
  type Queries,
  type StaffUser,
} from '@itinera/db';
import { z } from 'zod';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { invitationUrl, makeInvitation } from '../staff/invitation.ts';
import { noteChange } from '../staff/note-change.ts';
import * as field from './fields.ts';
import { parse } from './parse.ts';

const schema = z.object({
  email: field.email,
  language: field.language.default('en'),
  /** The name of a new company and its unit; of one of several, which one. */
  company: field.text.optional(),
  /** Of a new unit. */
  zone: field.zone.optional(),
  /** Also when there are administrators: for who lost the way in. */
  recover: z.boolean().default(false),
});
export type FirstAdministratorInput = z.input<typeof schema>;

/** The link is told here and never again. */
export interface FirstAdministratorLink {
  link: string;
  email: string;
  expiresAt: EpochSeconds;
  company: string;
}

type Order = z.output<typeof schema>;

/**
 * Makes the link by which the first administrator sets up an account, and company and unit when there are none. A former
 * such link ends. With `recover` the link is made although there are administrators: they are told by mail, it stands in
 * the events, and an account of this address gets password and authenticator anew by it.
 * @throws ItineraError `not-allowed` (reason `has-administrator`), `invalid` naming the field.
 */
export async function firstAdministrator(
  ctx: Context,
  input: FirstAdministratorInput,
): Promise<FirstAdministratorLink> {
  const order = parse(schema, input, 'firstAdministrator');
  return ctx.db.write(async (tx) => {
    const now = ctx.clock.now();
    await lockAttemptLimit(tx, 'first-administrator', now);
    const administrators = await listAdministrators(tx);
    if (administrators.length > 0 && !order.recover)
      throw new ItineraError('not-allowed', 'There is an administrator: ask for an invitation', {
        reason: 'has-administrator',
      });
    const { companyId, name } = await companyFor(ctx, tx, order);
    const units = await unitsFor(ctx, tx, companyId, name, order);
    const [businessUnitId = ''] = units;
    await revokeCommandLineInvitations(tx, companyId, now);
    const { invitation, token } = await makeInvitation(ctx, tx, {
      companyId,
      businessUnitId,
      email: order.email,
      language: order.language,
      roles: units.map((id) => ({ businessUnitId: id, role: 'administrator' as const })),
      renewsFactors: order.recover,
      invitedBy: null,
    });
    const operator = { staffUserId: null };
    for (const user of administrators.filter((one) => one.companyId === companyId))
      await noteChange(ctx, tx, user, 'renewal-from-command-line', operator);
    await appendEventInUnits(ctx, tx, units, operator, {
      kind: order.recover ? 'staff.administrator-recovered' : 'staff.first-administrator',
      subjectType: 'staff-invitation',
      subjectId: invitation.id,
      data: { email: order.email },
    });
    const { email, expiresAt } = invitation;
    return { link: invitationUrl(ctx, token), email, expiresAt, company: name };
  });
}

/** Everybody who may sign in and administers some unit, of whichever company. */
async function listAdministrators(q: Queries): Promise<StaffUser[]> {
  const found = new Map<string, StaffUser>();
  for (const { id: companyId } of await listAllCompanies(q))
    for (const { role, staffUserId } of await listStaffRoles(q, companyId)) {
      const user = role === 'administrator' ? await findStaffUser(q, companyId, staffUserId) : undefined;
      if (user?.status === 'active') found.set(user.id, user);
    }
  return [...found.values()];
}

async function companyFor(
  ctx: Context,
  tx: Queries,
  { company }: Order,
): Promise<{ companyId: string; name: string }> {
  const all = await listAllCompanies(tx);
  const [found, another] = all.length > 1 ? all.filter((one) => one.name === company) : all;
  if (found && !another) return { companyId: found.id, name: found.name };
  if (all.length > 0) throw missing('company', `must be one of ${all.map(({ name }) => name).join(', ')}`);
  if (company === undefined) throw missing('company', 'must name the new company');
  const companyId = ctx.ids.newId();
  await insertRows(tx, 'company', [{ id: companyId, name: company, createdAt: ctx.clock.now() }]);
  return { companyId, name: company };
}

/** The units of the company; the first one is made when there is none. */
async function unitsFor(
  ctx: Context,
  tx: Queries,
  companyId: string,
  name: string,
  { language, zone }: Order,
): Promise<string[]> {
  const units = await listBusinessUnits(tx, companyId);
  if (units.length > 0) return units.map(({ id }) => id);
  if (zone === undefined) throw missing('zone', 'must be an IANA time zone such as Europe/Vaduz');
  const id = ctx.ids.newId();
  await insertRows(tx, 'businessUnit', [
    {
      id,
      companyId,
      slug: slugOf(name),
      name,
      zone,
      languages: [language],
      defaultLanguage: language,
      portalOn: true,
      welcome: {},
      channels: ['email'],
      createdAt: ctx.clock.now(),
    },
  ]);
  return [id];
}

/** The first label of the portal's host, from the company's name. */
function slugOf(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = letters
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'portal' : slug;
}

function missing(name: string, message: string): ItineraError {
  return new ItineraError('invalid', `firstAdministrator.${name}: ${message}`, {
    field: `firstAdministrator.${name}`,
  });
}
