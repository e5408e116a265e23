import type { Kit } from '../engine/kit.sqlite.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';

/** People who sign in to the back office, their role in each business unit, how they got in, and their sessions. */
export function defineStaff(kit: Kit, { company, businessUnit }: Organisation) {
  const staffUser = kit.table(
    'staff_user',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      name: personal(kit.text('name')).notNull(),
      /** Lower-cased by the caller. */
      email: personal(kit.text('email')).notNull(),
      phone: personal(kit.text('phone')),
      language: kit.text('language').notNull(),
      passwordHash: kit.text('password_hash'),
      /** Encrypted by the caller. */
      totpSecret: kit.text('totp_secret'),
      /** The last accepted time step: a code is never accepted twice. */
      totpLastStep: kit.int('totp_last_step'),
      status: kit.text('status').$type<StaffStatus>().notNull().default('active'),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('staff_user_owner_unique').on(t.companyId, t.id),
      kit.unique('staff_user_email_unique').on(t.companyId, t.email),
    ],
  );

  const staffRole = kit.table(
    'staff_role',
    {
      companyId: kit.id('company_id').notNull(),
      staffUserId: kit.id('staff_user_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      role: kit.text('role').$type<StaffRoleName>().notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'staff_role_pk', columns: [t.staffUserId, t.businessUnitId] }),
      kit.index('staff_role_business_unit').on(t.businessUnitId),
      kit.foreignKey({
        name: 'staff_role_staff_user_fk',
        columns: [t.companyId, t.staffUserId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
      kit.foreignKey({
        name: 'staff_role_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  const staffSession = kit.table(
    'staff_session',
    {
      idHash: kit.text('id_hash').primaryKey(),
      staffUserId: kit
        .id('staff_user_id')
        .notNull()
        .references(() => staffUser.id),
      createdAt: kit.instant('created_at').notNull(),
      lastSeenAt: kit.instant('last_seen_at').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      endedAt: kit.instant('ended_at'),
      /** When both factors were last proven in it; null: before this was noted. */
      provenAt: kit.instant('proven_at'),
      userAgent: personal(kit.text('user_agent')),
    },
    (t) => [kit.index('staff_session_staff_user').on(t.staffUserId)],
  );

  /** A way to sign in when the authenticator is lost; each works once. */
  const staffRecoveryCode = kit.table(
    'staff_recovery_code',
    {
      staffUserId: kit
        .id('staff_user_id')
        .notNull()
        .references(() => staffUser.id),
      /** Keyed hash, bound to the staff user. */
      codeMac: kit.text('code_mac').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      usedAt: kit.instant('used_at'),
    },
    (t) => [kit.primaryKey({ name: 'staff_recovery_code_pk', columns: [t.staffUserId, t.codeMac] })],
  );

  const staffInvitation = kit.table(
    'staff_invitation',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      /** In which it was made; its administrators see it. */
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** Lower-cased by the caller. */
      email: personal(kit.text('email')).notNull(),
      language: kit.text('language').notNull(),
      roles: kit.json<InvitedRole[]>('roles').notNull(),
      /** Of the token in the newest link. */
      tokenHash: kit.text('token_hash').notNull(),
      /** An account that has this address gets a new password and authenticator by it. */
      renewsFactors: kit.bool('renews_factors').notNull().default(false),
      /** null: from the command line. */
      invitedBy: kit.id('invited_by'),
      createdAt: kit.instant('created_at').notNull(),
      expiresAt: kit.instant('expires_at').notNull(),
      acceptedAt: kit.instant('accepted_at'),
      revokedAt: kit.instant('revoked_at'),
    },
    (t) => [
      kit.unique('staff_invitation_token_unique').on(t.tokenHash),
      kit.index('staff_invitation_unit').on(t.businessUnitId, t.createdAt),
      kit.index('staff_invitation_email').on(t.companyId, t.email),
      kit.foreignKey({
        name: 'staff_invitation_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  /** A key pair in somebody's device or password manager, of which we have the public half. */
  const staffPasskey = kit.table(
    'staff_passkey',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      staffUserId: kit.id('staff_user_id').notNull(),
      /** As the authenticator named it, base64url. */
      credentialId: kit.text('credential_id').notNull(),
      /** COSE key, base64url. */
      publicKey: kit.text('public_key').notNull(),
      /** The authenticator's own count of uses; 0 for those that do not count. Up to 2^32 - 1, beyond `int`. */
      counter: kit.real('counter').notNull(),
      transports: kit.json<string[]>('transports').notNull(),
      /** What its owner calls it; may be empty. */
      name: personal(kit.text('name')).notNull(),
      /** Whether it is copied to other devices of its owner, as the authenticator says. */
      backedUp: kit.bool('backed_up').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      lastUsedAt: kit.instant('last_used_at'),
    },
    (t) => [
      kit.unique('staff_passkey_credential_unique').on(t.credentialId),
      kit.index('staff_passkey_staff_user').on(t.companyId, t.staffUserId),
      kit.foreignKey({
        name: 'staff_passkey_staff_user_fk',
        columns: [t.companyId, t.staffUserId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
    ],
  );

  /** Challenges of passkeys that were answered: none is answered twice. */
  const staffSpentChallenge = kit.table('staff_spent_challenge', {
    challengeHash: kit.text('challenge_hash').primaryKey(),
    /** When it would have ended anyhow. */
    expiresAt: kit.instant('expires_at').notNull(),
  });

  return {
    staffUser,
    staffRole,
    staffSession,
    staffRecoveryCode,
    staffInvitation,
    staffPasskey,
    staffSpentChallenge,
  };
}

export interface InvitedRole {
  businessUnitId: string;
  role: StaffRoleName;
}
export type StaffStatus = 'active' | 'disabled';
export type StaffRoleName =
  | 'administrator'
  | 'technical-administrator'
  | 'supervisor'
  | 'purchase-supervisor'
  | 'sales-supervisor'
  | 'call-supervisor'
  | 'technician'
  | 'team-leader'
  | 'call-agent';
export type Staff = ReturnType<typeof defineStaff>;
