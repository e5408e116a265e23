import type { ActivityKind, TypeAssignment, TypeVisibility, WeeklyHours } from '@itinera/db';
import type { Language, LocalizedText } from '../shared/languages.ts';
import type { PortalDisplay, ShownForm } from '../shared/portal-display.ts';
import type { ReportSettings } from '../shared/report-settings.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';

/** What a type is called and who may make interventions of it (CAD-AT-01 to CAD-AT-07). */
export interface TypeGeneral {
  name: LocalizedText;
  /** Several lines, for customers who choose. */
  description: LocalizedText;
  /** What other systems know it by; each of a unit's types has its own. */
  reference: string;
  /** One of the unit's own words; '' without. */
  category: string;
  /** The hash of a picture that was uploaded. */
  logo: string | null;
  kind: ActivityKind;
  /** `shared`: other units of the company read what kind of work it is, where else they see a black box. */
  visibility: TypeVisibility;
  /** Whether staff make interventions of it; the portal does where its action says so. */
  manual: boolean;
  /** Its interventions may contain others (CAD-AT-09). */
  container: boolean;
  /** Its interventions are only made inside one that may; never both. */
  contained: boolean;
  /** Whether what a technician closed is closed only when a supervisor has looked at it (CAD-LC-01). */
  supervisedClosing: boolean;
  active: boolean;
  position: number;
}

/** By what rules it is planned. */
export interface TypeRules {
  /** Skill code -> least level. */
  skills: Record<string, number>;
  duration: Seconds;
  bufferBefore: Seconds;
  bufferAfter: Seconds;
  notice: Seconds;
  horizonDays: number;
  /** null: whenever technicians work. */
  offeredHours: WeeklyHours | null;
  step: Seconds;
  width: Seconds;
  slack: Seconds;
  goal: 'relevance' | 'earliest';
  /** 0..100; less relevant windows are not offered in the portal. */
  minimumRelevance: number;
  /** Windows that the portal offers at most, the best first; null: all. */
  mostWindows: number | null;
  holdSeconds: Seconds;
  maximumReschedules: number | null;
  /**
   * Who plans open work of it: staff, or the worker by itself, which tells the customer nothing or promises the window
   * (CAD-AT-11).
   */
  assignment: TypeAssignment;
}

/** What customers see. */
export interface TypePortal {
  portalShown: boolean;
  display: PortalDisplay;
  report: ReportSettings;
}

/** The whole configuration of an activity type but its forms and actions. */
export interface TypeSettings extends TypeGeneral, TypeRules, TypePortal {}

/** A type as it is configured, and what it can be. */
export interface TypePage {
  id: string;
  settings: TypeSettings;
  revision: number;
  /** Those the portal speaks, the default first: the name is needed in it. */
  languages: Language[];
  /** The unit's categories so far. */
  categories: string[];
  skills: { code: string; name: LocalizedText }[];
  /** Fields of its forms, and of its customers, that the portal can show. */
  showable: ShowableField[];
  /** The last change, which can be undone once; null: none. */
  lastChange: TypeChange | null;
}

/** A field whose answers customers may be shown. */
export interface ShowableField {
  form: ShownForm;
  code: string;
  label: LocalizedText;
}

/** Who changed what of a type, and when. */
export interface TypeChange {
  at: EpochSeconds;
  staffName: string | null;
  parts: (keyof TypeSettings)[];
}

/** One line of the catalogue. */
export interface TypeRow {
  id: string;
  name: string;
  reference: string;
  category: string;
  kind: ActivityKind;
  logo: string | null;
  duration: Seconds;
  active: boolean;
  manual: boolean;
  portalShown: boolean;
}

/** A type that was made of another, a file or the gallery. */
export interface TypeImported {
  activityTypeId: string;
  /** Skills it asked for that the company has not; they were left out. */
  unknownSkills: string[];
  /** Portal actions whose conditions ask about what is not there: customers do not get them. */
  brokenActions: number;
}

/** A ready type to begin with. */
export interface GalleryEntry {
  code: string;
  name: string;
  description: string;
  duration: Seconds;
}

export interface SaveTypeInput {
  activityTypeId: string;
  /** The one that was shown. */
  revision: number;
  /** Those parts that are to be so; the others stay. */
  changes: Partial<TypeSettings>;
}
