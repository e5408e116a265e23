/** Language tag (`en`, `pt-BR`) -> words that staff wrote in it. */
export type LocalisedText = Record<string, string>;

/** Wall-clock `HH:MM` of one day, half-open; `to` may be `24:00`. */
export interface ClockInterval {
  from: string;
  to: string;
}

/** ISO weekday, `1` Monday to `7` Sunday -> hours; an absent day has none. */
export type WeeklyHours = Record<string, ClockInterval[]>;

/** Planning rules of one portal action; what is absent is as the activity type says. */
export interface ActionLimits {
  horizonDays?: number;
  offeredHours?: WeeklyHours;
  minimumRelevance?: number;
  /** At most so many windows are shown, the best ones. */
  slotsShown?: number;
  maximumReschedules?: number;
}

/** Instants in epoch seconds, half-open. */
export interface InstantInterval {
  start: number;
  end: number;
}

/** Limits of one work day: number of visits, and sums in seconds. */
export interface DayLimits {
  visits?: number;
  work?: number;
  travel?: number;
  total?: number;
}

/** One stored leg of a technician's day; `seconds` -1 where there is no road, `metres` null where unknown. */
export interface DayLeg {
  from: [lon: number, lat: number];
  to: [lon: number, lat: number];
  seconds: number;
  metres: number | null;
  estimated: boolean;
}

/** A public holiday or another date on which a unit is closed; `yearly` ones come again on the same day of each later year. */
export interface Closure {
  date: string;
  name: string;
  yearly: boolean;
}

/** How an imported file is read. */
export interface ImportLayout {
  /** A label of the encoding standard, such as `utf-8` or `windows-1252`. */
  encoding: string;
  separator: string;
  /** As the file has them: what each column fills; null: nothing. */
  columns: { header: string; field: string | null }[];
}

/** Lines of an import by what became of them, and how many could not be undone. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  ignored: number;
  wrong: number;
  undone: number;
  kept: number;
}

/** Why a file cannot be read on; lines and columns from 1. */
export interface ImportFailure {
  problem: string;
  line?: number;
  column?: number;
}

/** A base that holds from a local date on. */
export interface LaterBase {
  from: string;
  label: string;
  lon: number;
  lat: number;
}

/** Hours from date to date, both included, instead of the weekly ones. */
export interface Season {
  name: string;
  from: string;
  to: string;
  weekly: WeeklyHours;
}

/** The corners of a service area in order, longitude and latitude; the last is joined to the first. */
export type ServiceArea = [lon: number, lat: number][];

/** Something that comes again every so many days, weeks or months, at the same time on the clock of `zone`. */
export interface Recurrence {
  unit: 'day' | 'week' | 'month';
  every: number;
  /** How often in all, the first time included. */
  count: number;
  zone: string;
}

/** A pair that staff added to one record. */
export interface LabelledValue {
  label: string;
  value: string;
}

/** What customers see of a type's interventions; what is not named is shown, in the portal's own words. */
export interface PortalDisplay {
  hiddenStatuses: string[];
  /** Status -> what customers read for it. */
  statusLabels: Record<string, LocalisedText>;
  hiddenFields: string[];
  /** Fields of forms whose answers are shown, in this order; absent: none. */
  shownFields?: { form: string; code: string; label: LocalisedText }[];
  /** The promised window, or the planned start besides. */
  time: 'window' | 'exact';
  /** Texts with replacement codes. */
  heading: LocalisedText;
  text: LocalisedText;
  /** Mail -> staff's own words of it; absent: none. */
  messages?: Record<string, { subject: LocalisedText; text: LocalisedText }>;
}

/** What report is made of closed work; the same as in the core's `report-settings.ts`. */
export interface ReportMaking {
  made: boolean;
  name: LocalisedText;
  places: ('activity' | 'closing')[];
  comment: boolean;
  portal: boolean;
}

/** Where somebody said they were: degrees, and how exact that is, in metres. */
export interface ClockedPlace {
  lon: number;
  lat: number;
  accuracy: number;
}
