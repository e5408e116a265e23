import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { CloseByFormInput, StepInput, StepOutcome, WorkPage } from './types.ts';

/** The use cases of work at the door: `Core` names this group by one line. */
export interface WorkUseCases {
  /** Another number than before: something happened in the unit. */
  latestChange(scope: BusinessUnitScope): Promise<{ sequence: number }>;
  /** Where it stands, what was said of it, and what may be said now. */
  page(scope: BusinessUnitScope, interventionId: string): Promise<WorkPage>;
  /** The closing form that is sent closes. */
  close(scope: BusinessUnitScope, input: CloseByFormInput): Promise<StepOutcome>;
  /** Technicians of their own visits, supervisors of all. A closing that comes too late is kept (`late`). */
  step(scope: BusinessUnitScope | SystemScope, input: StepInput): Promise<StepOutcome>;
}
