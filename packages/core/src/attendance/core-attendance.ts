import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import type {
  AddClockingInput,
  AttendanceExportInput,
  AttendanceMonth,
  ClockInInput,
  ClockOutInput,
  CorrectClockingInput,
  CustomerClockings,
  OwnAttendance,
} from './types.ts';

/** When technicians clocked in and out: `Core` names this group by one line. */
export interface AttendanceUseCases {
  /** A technician's own page of a month (`YYYY-MM`; the current one unless said otherwise); null: who asks is no technician of the unit. */
  own(scope: BusinessUnitScope, input: { month?: string | undefined }): Promise<OwnAttendance | null>;
  /** `not-allowed` (`already-open`, `open-elsewhere`, `overlap`), `invalid` (`at`) for a time that cannot be. */
  clockIn(scope: BusinessUnitScope, input: ClockInInput): Promise<{ clockingId: string }>;
  /** `not-allowed` (`not-open`, `other-open`, `open-elsewhere`, `forgotten`, `overlap`). */
  clockOut(scope: BusinessUnitScope, input: ClockOutInput): Promise<{ clockingId: string }>;
  /** One's own, where the unit allows it (`not-allowed`, `no-corrections`); the former value stays. */
  correctOwn(scope: BusinessUnitScope, input: CorrectClockingInput): Promise<void>;
  month(
    scope: BusinessUnitScope,
    input: { month?: string | undefined; technicianId?: string | undefined },
  ): Promise<AttendanceMonth>;
  correct(scope: BusinessUnitScope, input: CorrectClockingInput): Promise<void>;
  /** Writes down what nobody clocked. */
  add(scope: BusinessUnitScope, input: AddClockingInput): Promise<{ clockingId: string }>;
  /** A month as CSV, each line of one local date. */
  exportFile(scope: BusinessUnitScope, input: AttendanceExportInput): Promise<AsyncIterable<string>>;
  /** The clockings at a customer's own visit; null where the unit does not show them. */
  atVisit(scope: AccessScope, interventionId: string): Promise<CustomerClockings | null>;
}
