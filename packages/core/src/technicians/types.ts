import type {
  ClockInterval,
  Commute,
  DayLimits,
  LaterBase,
  Season,
  ServiceArea,
  WeeklyHours,
} from '@itinera/db';
import type { DayPiece } from '../availability/explain-day.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { LocalizedText } from '../shared/languages.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

type StaffOrSystem = BusinessUnitScope | SystemScope;

/** Who a technician is, where they begin, and what limits their days. */
export interface TechnicianProfile {
  name: string;
  phone: string | null;
  email: string | null;
  comment: string | null;
  /** `#rrggbb`. */
  colour: string;
  active: boolean;
  /** The staff user who is this technician; each is one at most. */
  staffUserId: string | null;
  /** At least one. */
  businessUnitIds: string[];
  /** Where the days begin and end (CAD-PL-12), and the bases that hold from later dates on, by date. */
  base: { label: string; lon: number; lat: number };
  laterBases: LaterBase[];
  zone: string;
  commute: Commute;
  /** Straight line from the base (CAD-PL-19); null: anywhere. */
  maxDistanceKm: number | null;
  /** Corners in order, not closed, not crossing itself; null: anywhere. */
  area: ServiceArea | null;
  limits: DayLimits | null;
  /** Skill code -> level, 1 to 9 (CAD-PL-18). */
  skills: Record<string, number>;
}

/** When they work, on the clock of their zone (CAD-PL-15). */
export interface TechnicianHours {
  weekly: WeeklyHours;
  /** By date; none overlaps another. */
  seasons: Season[];
  /** Dates from today on with hours of their own. */
  exceptions: { date: IsoDate; hours: ClockInterval[] }[];
}

/** When something rests: local minutes `YYYY-MM-DDTHH:mm` on the clock of whom it concerns; `to` is not in it. */
export interface AbsenceFields {
  from: string;
  to: string;
  reason: string;
  /** null: once. Until a date (included) or so many times in all. */
  repeat: {
    unit: 'day' | 'week' | 'month';
    every: number;
    until?: IsoDate | null;
    count?: number | null;
  } | null;
}
export interface AbsenceView {
  id: string;
  revision: number;
  from: string;
  to: string;
  reason: string;
  /** `until`: the date of the last one. */
  repeat: { unit: 'day' | 'week' | 'month'; every: number; count: number; until: IsoDate } | null;
}
export interface UnitAbsenceView extends AbsenceView {
  activityType: { id: string; name: string } | null;
}

/** A date on which what was promised before is not kept by the calendar as it is now. */
export interface BrokenDay {
  date: IsoDate;
  /** Visits outside working time, and visits whose planned start is after their promise. */
  outside: number;
  late: number;
}

export interface TechnicianRecord {
  technicianId: string;
  revision: number;
  profile: TechnicianProfile;
  hours: TechnicianHours;
  absences: AbsenceView[];
  broken: BrokenDay[];
}
/** The part of a record that is edited under its revision; `details.current` of a stale edit. */
export type EditedTechnician = Pick<TechnicianRecord, 'revision' | 'profile' | 'hours'>;

export interface SkillView {
  id: string;
  code: string;
  name: LocalizedText;
}
export interface TeamView {
  id: string;
  revision: number;
  name: string;
  leaderId: string | null;
  technicianIds: string[];
}
/** What the unit's technicians are chosen from and grouped by. */
export interface TeamOverview {
  skills: SkillView[];
  teams: TeamView[];
  absences: UnitAbsenceView[];
  /** For whom another technician record may be kept, and who may lead. */
  staff: { id: string; name: string }[];
  /** Units to which who asks may link technicians. */
  units: { id: string; name: string }[];
  activityTypes: { id: string; name: string }[];
}

export interface CalendarVisit {
  kind: 'visit' | 'hold' | 'other';
  start: EpochSeconds;
  end: EpochSeconds;
  /** null to who may not see whose it is. */
  interventionId: string | null;
  reference: string | null;
  customerName: string | null;
  /** Not within working time. */
  outside: boolean;
  /** Seconds after the end of its promise. */
  lateness: number;
}
export interface CalendarDay {
  date: IsoDate;
  pieces: DayPiece[];
  visits: CalendarVisit[];
  /** A customer is deciding about a move within this day: nothing is offered until then. */
  deciding: boolean;
  /** null: `hidden`. */
  base: { label: string; lon: number; lat: number } | null;
}
/** A week as the planner sees it, Monday first. */
export interface ResolvedWeek {
  technician: { id: string; name: string; colour: string; active: boolean };
  zone: string;
  /** Whether it is the reader's own. */
  own: boolean;
  /** Only working time and when they are busy: the reader leads a team of theirs, and they do not delegate. */
  hidden: boolean;
  days: CalendarDay[];
}

export interface CreateTechnicianInput {
  profile: TechnicianProfile;
  idempotencyKey: string;
}
export interface SaveProfileInput {
  technicianId: string;
  revision: number;
  profile: TechnicianProfile;
  idempotencyKey: string;
}
export interface SaveHoursInput {
  technicianId: string;
  revision: number;
  hours: TechnicianHours;
}
/** Without `absenceId` a new one. */
export interface SaveAbsenceInput extends AbsenceFields {
  technicianId: string;
  absenceId?: string | undefined;
  revision?: number | undefined;
}
/** `activityTypeId` null: all work of the unit. */
export interface SaveUnitAbsenceInput extends AbsenceFields {
  activityTypeId: string | null;
  absenceId?: string | undefined;
  revision?: number | undefined;
}
export interface SaveSkillInput {
  skillId?: string | undefined;
  code: string;
  name: LocalizedText;
}
export interface SaveTeamInput {
  teamId?: string | undefined;
  revision?: number | undefined;
  name: string;
  leaderId: string | null;
  technicianIds: string[];
}

/** The records of technicians, as seen from a unit they work for; and what groups them. */
export interface TechniciansCore {
  overview(scope: StaffOrSystem): Promise<TeamOverview>;
  record(scope: StaffOrSystem, technicianId: string): Promise<TechnicianRecord>;
  create(scope: StaffOrSystem, input: CreateTechnicianInput): Promise<{ technicianId: string }>;
  /** A changed base re-times the days it holds for, in the same transaction; promises and orders stay. */
  saveProfile(scope: StaffOrSystem, input: SaveProfileInput): Promise<void>;
  /** The very next answer keeps to it; what was promised stays, and is shown where it no longer fits. */
  saveHours(scope: StaffOrSystem, input: SaveHoursInput): Promise<void>;
  saveAbsence(scope: StaffOrSystem, input: SaveAbsenceInput): Promise<{ absenceId: string }>;
  deleteAbsence(scope: StaffOrSystem, input: { technicianId: string; absenceId: string }): Promise<void>;
  /** Nobody works for the unit then, or nobody does one type of work. */
  saveUnitAbsence(scope: StaffOrSystem, input: SaveUnitAbsenceInput): Promise<{ absenceId: string }>;
  deleteUnitAbsence(scope: StaffOrSystem, input: { absenceId: string }): Promise<void>;
  /** Skills belong to the company. */
  saveSkill(scope: StaffOrSystem, input: SaveSkillInput): Promise<{ skillId: string }>;
  saveTeam(scope: StaffOrSystem, input: SaveTeamInput): Promise<{ teamId: string }>;
  deleteTeam(scope: StaffOrSystem, input: { teamId: string }): Promise<void>;
  /** The week of `date` as the planner sees it, and why the rest is not working time. */
  calendar(scope: BusinessUnitScope, technicianId: string, date: IsoDate): Promise<ResolvedWeek>;
}
