import type { AssignmentMode } from '@itinera/db';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { OpeningHours } from '../shared/opening-hours.ts';

/** What a customer asks of planning, as one piece: it is shown and saved whole. */
export interface PlanningRules {
  /** On the clock of the address; null: always open (CAD-PL-20). */
  openingHours: OpeningHours | null;
  /** Whether only `technicianIds` may come, or they rather than others; null: anybody (CAD-PL-21). */
  mode: AssignmentMode | null;
  technicianIds: string[];
  /** Whoever came last is among them. */
  last: boolean;
  /** The fixed service zone of all its addresses that were put in none by hand; null: each where it lies. */
  serviceZoneId: string | null;
}

export interface PlanningRulesPage extends PlanningRules {
  /** Who came last; null: nobody yet. */
  lastTechnicianId: string | null;
  /** The customer's. */
  revision: number;
}

export interface SavePlanningRulesInput extends Omit<PlanningRules, 'serviceZoneId'> {
  /** Absent: as it was. */
  serviceZoneId?: string | null | undefined;
  customerId: string;
  /** The revision that was shown. */
  revision: number;
}

/** The use cases of customers' rules for planning. */
export interface PlanningRulesUseCases {
  read(scope: BusinessUnitScope | SystemScope, customerId: string): Promise<PlanningRulesPage>;
  /** All of them or none; what is planned stays. `stale` tells both versions. */
  save(scope: BusinessUnitScope | SystemScope, input: SavePlanningRulesInput): Promise<void>;
}
