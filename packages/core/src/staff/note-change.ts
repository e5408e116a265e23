import {
  listBusinessUnits,
  listStaffRoles,
  type BusinessUnit,
  type Queries,
  type StaffUser,
} from '@itinera/db';
import { appendEventInUnits } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { render, type Rendered } from '../notifications/content.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { spokenWindow } from '../notifications/times.ts';
import { m } from '../paraglide/messages.js';
import { isLanguage, type Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** What happens to the ways in which somebody signs in; they are told each time. */
export type FactorChange =
  | 'password-changed'
  | 'authenticator-changed'
  | 'passkey-added'
  | 'passkey-renamed'
  | 'passkey-removed'
  | 'passkey-refused'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'sign-in-renewed'
  | 'renewal-from-command-line';

type Whose = Pick<StaffUser, 'id' | 'companyId' | 'email' | 'language'>;

/** Tells somebody by mail, and notes in every unit they work in, that a way to sign in changed. By themselves, unless said otherwise. */
export async function noteChange(
  ctx: Context,
  tx: Queries,
  user: Whose,
  change: FactorChange,
  actor: { staffUserId: string | null } = { staffUserId: user.id },
): Promise<void> {
  const units = await unitsOf(tx, user.companyId, user.id);
  const [unit] = units;
  if (!unit) return;
  const language = isLanguage(user.language) ? user.language : 'en';
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind: 'staff-notice',
    recipient: user.email,
    language,
    content: noticeContent(change, { unit, at: ctx.clock.now() }, language),
    validIf: { kind: 'always' },
    dedupeKey: `staff-notice:${ctx.ids.newId()}`,
  });
  await appendEventInUnits(
    ctx,
    tx,
    units.map(({ id }) => id),
    actor,
    { kind: `staff.${change}`, subjectType: 'staff', subjectId: user.id },
  );
}

/** The units in which somebody works, by name; those of the company for who works in none. */
export async function unitsOf(q: Queries, companyId: string, staffUserId: string): Promise<BusinessUnit[]> {
  const roles = await listStaffRoles(q, companyId, staffUserId);
  const units = await listBusinessUnits(q, companyId);
  const own = units.filter(({ id }) => roles.some(({ businessUnitId }) => businessUnitId === id));
  return own.length > 0 ? own : units;
}

function noticeContent(
  change: FactorChange,
  { unit, at }: { unit: BusinessUnit; at: EpochSeconds },
  language: Language,
): Rendered {
  const locale = { locale: language };
  const company = unit.name;
  const time = spokenWindow({ start: at, end: at, zone: unit.zone }, language);
  return render({
    subject: m.mail_staff_notice_subject({ company }, locale),
    intro: introOf(change, language),
    facts: [{ label: m.mail_when({}, locale), value: `${time.date}, ${time.from} (${time.zone})` }],
    notes: [m.mail_staff_notice_not_you({}, locale)],
  });
}

function introOf(change: FactorChange, language: Language): string {
  const locale = { locale: language };
  switch (change) {
    case 'password-changed':
      return m.mail_staff_password_changed({}, locale);
    case 'authenticator-changed':
      return m.mail_staff_authenticator_changed({}, locale);
    case 'passkey-added':
      return m.mail_staff_passkey_added({}, locale);
    case 'passkey-renamed':
      return m.mail_staff_passkey_renamed({}, locale);
    case 'passkey-removed':
      return m.mail_staff_passkey_removed({}, locale);
    case 'passkey-refused':
      return m.mail_staff_passkey_refused({}, locale);
    case 'recovery-codes-made':
      return m.mail_staff_recovery_codes_made({}, locale);
    case 'recovery-code-used':
      return m.mail_staff_recovery_code_used({}, locale);
    case 'sign-in-renewed':
      return m.mail_staff_sign_in_renewed({}, locale);
    case 'renewal-from-command-line':
      return m.mail_staff_renewal_from_command_line({}, locale);
  }
}
