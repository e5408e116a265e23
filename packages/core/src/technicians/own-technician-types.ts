import type { BusinessUnitScope } from '../scopes.ts';

export interface OwnBase {
  label: string;
  lon: number;
  lat: number;
}

/** What a technician sees and edits of themselves (CAD-US-07). */
export interface OwnTechnician {
  technicianId: string;
  revision: number;
  name: string;
  phone: string | null;
  /** Where the company writes to; signing in has its own address. */
  email: string | null;
  /** Where today begins and ends. */
  base: OwnBase;
  /** Whether the leaders of their teams in the unit see their days (CAD-US-04). */
  delegates: boolean;
  /** Their teams in the unit that somebody leads. */
  teams: { name: string; leaderName: string }[];
}

export interface SaveOwnTechnicianInput {
  /** The revision that was shown. */
  revision: number;
  phone: string | null;
  email: string | null;
  base: OwnBase;
  idempotencyKey: string;
}

/** What technicians do with their own record. */
export interface OwnTechnicianUseCases {
  /** null: who asks is no technician of the unit. */
  page(scope: BusinessUnitScope): Promise<OwnTechnician | null>;
  /** Another base holds from today on and re-times the days to come. `stale` tells both versions. */
  save(scope: BusinessUnitScope, input: SaveOwnTechnicianInput): Promise<void>;
  /** Lets the leaders of one's teams in the unit see one's days, or no longer. */
  delegate(scope: BusinessUnitScope, input: { delegates: boolean }): Promise<void>;
}
