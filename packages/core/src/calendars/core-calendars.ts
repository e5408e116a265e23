import type { BusinessUnitScope } from '../scopes.ts';
import type * as calendars from './types.ts';

/** Technicians' own calendars (CAD-PL-31): read as black boxes, and the feed of own work. Technicians see their own. */
export interface CalendarUseCases {
  list(scope: BusinessUnitScope, technicianId: string): Promise<calendars.TechnicianCalendars>;
  /** Read once before it is kept: `invalid` (`address`, the reason being the problem) when it cannot be. */
  add(scope: BusinessUnitScope, input: calendars.AddCalendarInput): Promise<{ calendarId: string }>;
  edit(scope: BusinessUnitScope, input: calendars.EditCalendarInput): Promise<void>;
  remove(scope: BusinessUnitScope, input: calendars.OneCalendar): Promise<void>;
  /** Where its owner signs in to let the calendar of an account be read; `not-allowed` (`no-provider`) without a client. */
  startGrant(scope: BusinessUnitScope, input: calendars.StartGrantInput): Promise<{ url: string }>;
  /** Takes what the provider sent back with, within ten minutes and by who began. */
  finishGrant(
    scope: BusinessUnitScope,
    input: calendars.FinishGrantInput,
  ): Promise<{ technicianId: string; calendarId: string }>;
  /** Reads it now; `too-many` when it was tried a moment ago. */
  readNow(scope: BusinessUnitScope, input: calendars.OneCalendar): Promise<calendars.CalendarRow>;
}

export interface FeedUseCases {
  state(scope: BusinessUnitScope, technicianId: string): Promise<calendars.FeedState>;
  /** The address, shown this once; a former one ends. */
  make(scope: BusinessUnitScope, input: { technicianId: string }): Promise<{ url: string }>;
  revoke(scope: BusinessUnitScope, input: { technicianId: string }): Promise<void>;
  /** What stands behind an address, for whoever has it; null for any other. Asking changes nothing. */
  read(token: string): Promise<calendars.FeedContent | null>;
}
