import {
  findStaffInvitation,
  findStaffUser,
  findStaffUsersByEmail,
  insertRows,
  listBusinessUnits,
  type BusinessUnit,
  type InvitedRole,
  type Queries,
  type StaffInvitation,
  type StaffUser,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { newToken, tokenHash } from '../keys.ts';
import { render, type Rendered } from '../notifications/content.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { m } from '../paraglide/messages.js';
import { isLanguage, type Language } from '../shared/languages.ts';
import { administeredBy } from './administrators.ts';
import { invitationLifetime } from './limits.ts';

/** An invitation that was just made or renewed, with the only copy of its link's token. */
export interface FreshInvitation {
  invitation: StaffInvitation;
  token: string;
}

export interface NewInvitation {
  companyId: string;
  businessUnitId: string;
  email: string;
  language: Language;
  roles: InvitedRole[];
  renewsFactors: boolean;
  invitedBy: string | null;
}

/** Stores an invitation; its link works once, within 24 hours, and only its hash is kept. */
export async function makeInvitation(
  ctx: Context,
  tx: Queries,
  input: NewInvitation,
): Promise<FreshInvitation> {
  const { token, hash } = newToken();
  const now = ctx.clock.now();
  const invitation = {
    ...input,
    id: ctx.ids.newId(),
    tokenHash: hash,
    createdAt: now,
    expiresAt: now + invitationLifetime,
    acceptedAt: null,
    revokedAt: null,
  };
  await insertRows(tx, 'staffInvitation', [invitation]);
  return { invitation, token };
}

/**
 * The invitation of this link, when it is open: neither used nor revoked, not over, and whoever made it still
 * administers its units.
 */
export async function openInvitation(
  ctx: Context,
  q: Queries,
  token: string,
): Promise<StaffInvitation | undefined> {
  const found = await findStaffInvitation(q, tokenHash(token));
  const open = found?.acceptedAt === null && found.revokedAt === null;
  if (!open || found.expiresAt <= ctx.clock.now()) return undefined;
  return (await inviterStands(q, found)) ? found : undefined;
}

/** What an administrator gave ends with their own right to give it; the operator of the installation always stands. */
async function inviterStands(
  q: Queries,
  { companyId, businessUnitId, roles, invitedBy }: StaffInvitation,
): Promise<boolean> {
  if (invitedBy === null) return true;
  const inviter = await findStaffUser(q, companyId, invitedBy);
  const administered = await administeredBy(q, companyId, invitedBy);
  const units = [businessUnitId, ...roles.map((one) => one.businessUnitId)];
  return inviter?.status === 'active' && units.every((id) => administered.has(id));
}

/** The account of the company that has the invited address, and whether another company's has it. */
export async function accountOf(
  q: Queries,
  { companyId, email }: Pick<StaffInvitation, 'companyId' | 'email'>,
): Promise<{ account: StaffUser | undefined; elsewhere: boolean }> {
  const all = await findStaffUsersByEmail(q, email);
  const account = all.find((user) => user.companyId === companyId);
  return { account, elsewhere: account === undefined && all.length > 0 };
}

/** Where an invitation's link leads: the token stands behind `#`, which no browser sends to any server. */
export function invitationUrl(ctx: Pick<Context, 'config'>, token: string): string {
  return `${new URL('/invitation', ctx.config.backofficeUrl).href}#${token}`;
}

/** Sends the link to the invited address. */
export async function mailInvitation(
  ctx: Context,
  tx: Queries,
  { invitation, token }: FreshInvitation,
): Promise<void> {
  const { id, companyId, businessUnitId, email } = invitation;
  const units = await listBusinessUnits(tx, companyId);
  const language = isLanguage(invitation.language) ? invitation.language : 'en';
  await queueMessage(ctx, tx, {
    businessUnitId,
    kind: 'staff-invitation',
    recipient: email,
    language,
    content: invitationContent(ctx, { invitation, token }, units, language),
    validIf: { kind: 'invitation', id, tokenHash: invitation.tokenHash },
    dedupeKey: `staff-invitation:${invitation.tokenHash}`,
  });
}

function invitationContent(
  ctx: Context,
  { invitation, token }: FreshInvitation,
  units: readonly BusinessUnit[],
  language: Language,
): Rendered {
  const locale = { locale: language };
  const company = units.find(({ id }) => id === invitation.businessUnitId)?.name ?? 'Itinera';
  const renewal = invitation.renewsFactors;
  return render({
    subject: renewal
      ? m.mail_staff_renewal_subject({ company }, locale)
      : m.mail_staff_invitation_subject({ company }, locale),
    intro: renewal
      ? m.mail_staff_renewal_intro({ company }, locale)
      : m.mail_staff_invitation_intro({ company }, locale),
    notes: [
      m.mail_staff_invitation_lifetime({ hours: String(invitationLifetime / 3600) }, locale),
      m.mail_staff_invitation_not_you({}, locale),
    ],
    link: { label: m.mail_staff_invitation_link({}, locale), url: invitationUrl(ctx, token) },
  });
}
