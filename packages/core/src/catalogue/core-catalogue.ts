import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { SaveTypeInput, TypePage, TypeRow } from './settings-types.ts';
import type { ActivityTypeCard, StaffTypeCard } from './types.ts';

/** What can be done for a customer, and how it is configured. */
export interface CatalogueUseCases {
  /** What this access may book in the portal now. */
  bookable(scope: AccessScope): Promise<ActivityTypeCard[]>;
  /** What staff may make an intervention of. */
  activityTypes(scope: BusinessUnitScope): Promise<StaffTypeCard[]>;
  /** Every type of the unit, also those not in use. */
  list(scope: BusinessUnitScope | SystemScope): Promise<TypeRow[]>;
  page(scope: BusinessUnitScope | SystemScope, activityTypeId: string): Promise<TypePage>;
  /** Of a name in the unit's own language, with everything else as is usual. */
  create(
    scope: BusinessUnitScope | SystemScope,
    input: { name: string },
  ): Promise<{ activityTypeId: string }>;
  /** All of the changes or none; `stale` when somebody saved others since they were shown. */
  save(scope: BusinessUnitScope | SystemScope, input: SaveTypeInput): Promise<void>;
  /** Takes back what was saved last, unless it was taken back before. */
  undo(
    scope: BusinessUnitScope | SystemScope,
    input: { activityTypeId: string; revision: number },
  ): Promise<void>;
  /** Takes a picture that a type may then name as its logo. */
  uploadLogo(scope: BusinessUnitScope | SystemScope, picture: Uint8Array): Promise<{ logo: string }>;
  /** One that was uploaded, as PNG. */
  uploadedLogo(scope: BusinessUnitScope | SystemScope, logo: string): Promise<Uint8Array>;
}
