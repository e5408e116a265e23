import type { EpochSeconds } from '../shared/units.ts';

/** The permanent link of an access, as staff see it after it was shown once. */
export interface PermanentLink {
  /** Whether the unit has permanent links switched on; one that is off opens nothing. */
  allowed: boolean;
  /** null: there is none. */
  createdAt: EpochSeconds | null;
  lastUsedAt: EpochSeconds | null;
}
