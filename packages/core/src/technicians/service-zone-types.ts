import type { ServiceArea } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';

/** Everything about a service zone that people write, as one piece: it is shown and saved whole. */
export interface ServiceZoneFields {
  /** The only one of its name in the unit, whatever the case. */
  name: string;
  /** `#rrggbb`. */
  colour: string;
  /** Corners in order, not closed, not crossing itself; null: only what is put into it by hand lies in it. */
  area: ServiceArea | null;
  /** false: it counts for nothing. */
  active: boolean;
  /** Who serves it. Who serves no zone of the unit serves everywhere. */
  technicianIds: string[];
}

export interface ServiceZoneView extends ServiceZoneFields {
  id: string;
  revision: number;
}

/** Without `serviceZoneId` a new one; with it the revision that was shown. */
export interface SaveServiceZoneInput extends ServiceZoneFields {
  serviceZoneId?: string | undefined;
  revision?: number | undefined;
}

/** The use cases of service zones. */
export interface ServiceZoneUseCases {
  /** Those of the unit by name, also those that are off. */
  list(scope: BusinessUnitScope | SystemScope): Promise<ServiceZoneView[]>;
  /** Holds from the next search on; what is planned stays. `stale` tells both versions. */
  save(
    scope: BusinessUnitScope | SystemScope,
    input: SaveServiceZoneInput,
  ): Promise<{ serviceZoneId: string }>;
}
