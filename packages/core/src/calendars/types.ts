import type { GrantProvider } from '../calendar-grants.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import type { CalendarProblem } from './problems.ts';

export type CalendarKind = 'ical' | 'caldav' | 'google' | 'microsoft';

/** A calendar that is read, as its owner and administrators see it. */
export interface CalendarRow {
  id: string;
  kind: CalendarKind;
  name: string;
  /** The host of its address; the address itself is not shown again. */
  host: string;
  staleAfter: Seconds;
  /** `failing`: the last try failed, and it is not stale yet. `stale`: its technician gets no new work. */
  state: 'fresh' | 'failing' | 'stale';
  /** Why the last try failed. */
  problem: CalendarProblem | null;
  lastReadAt: EpochSeconds;
  lastTriedAt: EpochSeconds;
  nextReadAt: EpochSeconds;
  revision: number;
}

/** The calendars of one technician and their feed. */
export interface TechnicianCalendars {
  technician: { id: string; name: string; zone: string };
  calendars: CalendarRow[];
  /** A calendar is stale: nothing new is offered with this technician. */
  closed: boolean;
  /** Where one may sign in to let a calendar be read, in this installation. */
  providers: GrantProvider[];
}

export interface AddCalendarInput {
  technicianId: string;
  kind: 'ical' | 'caldav';
  name: string;
  address: string;
  /** Of `caldav`. */
  userName?: string | undefined;
  password?: string | undefined;
  staleAfter?: Seconds | undefined;
}

export interface StartGrantInput {
  technicianId: string;
  provider: GrantProvider;
}

/** As the provider gives them to the page it leads back to. */
export interface FinishGrantInput {
  state: string;
  code: string;
}

export interface EditCalendarInput {
  technicianId: string;
  calendarId: string;
  name: string;
  staleAfter: Seconds;
  revision: number;
}

export interface OneCalendar {
  technicianId: string;
  calendarId: string;
}

/** The feed of a technician's own work; its address was shown once and is not known. */
export interface FeedState {
  createdAt: EpochSeconds | null;
  expiresAt: EpochSeconds | null;
}

/** What the feed's address answers with. */
export interface FeedContent {
  text: string;
  /** The same as long as nothing changes. */
  version: string;
}
