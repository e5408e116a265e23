import type { Language } from '../shared/languages.ts';
import type { StaffRole } from '../shared/permissions.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** Somebody who works in the unit in view. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  status: 'active' | 'disabled';
  /** Whether this is the one who asks. */
  self: boolean;
  /** The account as a whole (disable, new sign-in link): for who administers every unit they work in. */
  mayChangeAccount: boolean;
  /** Open sessions, and when one of them was last used. */
  sessions: number;
  lastSeenAt: EpochSeconds | null;
}

export interface OpenInvitation {
  id: string;
  email: string;
  roles: { businessUnitId: string; unit: string; role: StaffRole }[];
  renewal: boolean;
  createdAt: EpochSeconds;
  expiresAt: EpochSeconds;
}

export interface StaffList {
  members: StaffMember[];
  invitations: OpenInvitation[];
}

export interface InviteInput {
  email: string;
  /** Of the mail, and of the account that comes from it. */
  language: Language;
  /** One for a unit; each in a unit that the inviting person administers. */
  roles: { businessUnitId: string; role: StaffRole }[];
  idempotencyKey: string;
}
