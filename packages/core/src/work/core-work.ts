import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type {
  CloseByFormInput,
  CorrectWorkInput,
  DecideLateInput,
  StepInput,
  StepOutcome,
  WorkPage,
} from './types.ts';

/** The use cases of work at the door: `Core` names this group by one line. */
export interface WorkUseCases {
  /** Another number than before: something happened in the unit. */
  latestChange(scope: BusinessUnitScope): Promise<{ sequence: number }>;
  /** Where it stands, what was said of it, and what may be said now. */
  page(scope: BusinessUnitScope, interventionId: string): Promise<WorkPage>;
  /** The closing form that is sent closes. */
  close(scope: BusinessUnitScope, input: CloseByFormInput): Promise<StepOutcome>;
  /** Closed work with other times, another result or comment, with why; what it was stays in its history. */
  correct(scope: BusinessUnitScope, input: CorrectWorkInput): Promise<{ revision: number }>;
  /** Takes a closing that came too late over, or sets it aside with why. */
  decideLate(scope: BusinessUnitScope, input: DecideLateInput): Promise<{ revision: number }>;
  /** Technicians of their own visits, supervisors of all. A closing that comes too late is kept (`late`). */
  step(scope: BusinessUnitScope | SystemScope, input: StepInput): Promise<StepOutcome>;
}
