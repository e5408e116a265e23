import type { AddressView } from '../customers/types.ts';
import type { FileView } from '../files/types.ts';
import type { ActionIcon, ExtraActionKind } from '../shared/action-settings.ts';
import type {
  ActionVerdict,
  InterventionProblem,
  InterventionResult,
  InterventionSort,
  InterventionStatus,
  WarningKind,
} from '../shared/interventions.ts';
import type { ShownForm } from '../shared/portal-display.ts';
import type { EpochSeconds, IsoDate, PromisedWindow, Seconds } from '../shared/units.ts';
import type { KoReason } from '../shared/work.ts';

/** What the customer may know of one intervention. */
export interface CustomerIntervention {
  id: string;
  /** null, as in all that follows: the type's display hides it. */
  reference: string | null;
  typeId: string;
  typeName: string;
  /** The company's words above it; the type's name where it gave none. */
  heading: string;
  /** The company's words below it, several lines; '' without. */
  text: string;
  status: InterventionStatus;
  /** The time was chosen and kept, and the company confirms it or declines it. */
  awaiting: boolean;
  /** The company's word for the status; null: the portal's own. */
  statusLabel: string | null;
  result: InterventionResult | null;
  promise: PromisedWindow | null;
  /** When the work is planned to begin, where customers may know more than the window; it may still move inside it. */
  plannedStart: EpochSeconds | null;
  /** At the door, without buffers. */
  duration: Seconds | null;
  /** null: nobody yet, or hidden. */
  technicianName: string | null;
  technicianShown: boolean;
  addressId: string | null;
  address: AddressView | null;
  comment: string;
  cancelReason: string | null;
  /** What the type shows of answers, in staff's order; of what nobody answered there is none. */
  fields: ShownAnswer[];
  historyShown: boolean;
  closedAt: EpochSeconds | null;
  revision: number;
  actions: {
    /** How it was booked, or would be again. */
    book: ActionWords;
    schedule: OfferedAction;
    reschedule: OfferedAction;
    cancel: OfferedAction;
  };
  /** What has a button of its own, in staff's order: all that is configured, offered now or not. */
  extras: ExtraAction[];
}

/** An answer of a form as customers read it (CAD-PD-05, -06). */
export interface ShownAnswer {
  form: ShownForm;
  code: string;
  label: string;
  /** In the reader's words; '' where only files were sent. */
  text: string;
  files: FileView[];
}

/** Staff's own words for an action, in the reader's language; what is absent says what its kind says. */
export interface ActionWords {
  label?: string;
  description?: string;
  /** Shown when it was done. */
  confirmation?: string;
  /** No message is sent when it was done. */
  silent?: true;
}

/** Whether an action is offered now, and what it is called. */
export type OfferedAction = ActionVerdict & ActionWords;

/** An action that changes no plan: a form, a document, a wish, a message. */
export type ExtraAction = OfferedAction & {
  id: string;
  kind: ExtraActionKind;
  icon: ActionIcon | null;
  /** Of one that asks a form: how far that is; null: nobody began, or it asks none. */
  formState: 'draft' | 'final' | null;
};

/** One that is offered from the home page, without a visit. */
export interface HomeAction extends ActionWords {
  id: string;
  kind: ExtraActionKind;
  icon: ActionIcon | null;
  available: true;
  until: EpochSeconds | null;
  typeId: string;
  typeName: string;
  /** For whom, of those one acts for. */
  customers: { id: string; name: string }[];
}

/** One intervention on its own page: with what happened to it, newest first. */
export interface CustomerInterventionPage extends CustomerIntervention {
  history: HistoryEntry[];
}

/** One line of "recent activity" or of an intervention's history. */
export interface HistoryEntry<Kind = HistoryKind> {
  at: EpochSeconds;
  kind: Kind;
  interventionId: string;
  /** null: hidden from customers. */
  reference: string | null;
  typeName: string;
  /** The window the entry speaks of, where it does. */
  promise: PromisedWindow | null;
  /** Who did it; null for customers' eyes unless it was themselves. */
  actorName: string | null;
}

/** The kinds of event that an intervention's history tells. */
export const historyKinds = [
  'intervention.created',
  'intervention.booked',
  'intervention.planned',
  'intervention.rescheduled',
  'intervention.confirmed',
  'intervention.declined',
  'intervention.document-accepted',
  'intervention.document-refused',
  'intervention.canceled',
  'intervention.closed',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** What only staff's history tells besides: customers are told what was promised, not what is planned. */
export const staffHistoryKinds = [
  ...historyKinds,
  'intervention.waiting',
  'intervention.assignment-stopped',
  'intervention.scheduled',
  'intervention.reassigned',
  'intervention.agreed',
  'intervention.not-agreed',
  'intervention.on-the-way',
  'intervention.arrived',
  'intervention.started',
  'intervention.step-taken-back',
  'intervention.closed-by-technician',
  'intervention.closing-sent-back',
  'intervention.reopened',
  'intervention.work-corrected',
  'intervention.late-report',
  'intervention.late-report-taken',
  'intervention.late-report-set-aside',
  'intervention.report-asked',
  'intervention.report-unchanged',
  'intervention.report-unsent',
  'intervention.report-delivered',
  'intervention.report-failed',
] as const;
export type StaffHistoryKind = (typeof staffHistoryKinds)[number];

/** What staff are told besides. */
export interface StaffHistoryEntry extends HistoryEntry<StaffHistoryKind> {
  /** Why, in the words of who did it; null: none were needed, or they were erased. */
  words: string | null;
  /** Of a correction: what work was closed with before, and since. */
  corrected: { before: WorkFacts; after: WorkFacts } | null;
  /** What spoke against it, and was accepted by who planned it by hand. */
  over: WarningKind[];
}

/** What work was closed with. */
export interface WorkFacts {
  startedAt: EpochSeconds | null;
  endedAt: EpochSeconds | null;
  result: InterventionResult | null;
  reason: KoReason | null;
  comment: string;
}

export interface PortalHome {
  next: CustomerIntervention | null;
  upcoming: CustomerIntervention[];
  recent: HistoryEntry[];
  canBook: boolean;
  /** What else can be done now, without a visit. */
  actions: HomeAction[];
}

export interface InterventionFilter {
  /** Name, reference, address. */
  search?: string | undefined;
  /** One of these. */
  status?: readonly InterventionStatus[] | undefined;
  /** Of one of these activity types. */
  typeIds?: readonly string[] | undefined;
  /** Whether a technician has it in their day. */
  planned?: boolean | undefined;
  /** Whether the customer has confirmed the appointment (CAD-PL-26). */
  confirmed?: boolean | undefined;
  /** Whether it has no start (CAD-IM-04). */
  withoutStart?: boolean | undefined;
  problem?: InterventionProblem | undefined;
  technicianId?: string | undefined;
  customerId?: string | undefined;
  /** Promised between these local dates of the business unit, both included. */
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
  /** Something last happened to it between these, both included. */
  updatedFrom?: IsoDate | undefined;
  updatedTo?: IsoDate | undefined;
  /** Else: by appointment when dates are given, and the newest first. */
  sort?: InterventionSort | undefined;
  page?: number | undefined;
}

export interface InterventionRow {
  id: string;
  reference: string;
  typeName: string;
  /** The hash of the type's picture (CAD-AT-01). */
  typeLogo: string | null;
  customerName: string;
  addressText: string;
  status: InterventionStatus;
  result: InterventionResult | null;
  promise: PromisedWindow | null;
  plannedStart: EpochSeconds | null;
  technician: { id: string; name: string; colour: string } | null;
  revision: number;
}

/** What needs somebody's attention now (CAD-PL-33). */
export interface Attention {
  /** How many interventions have each problem; one may have two. */
  counts: Record<InterventionProblem, number>;
  /** The ten most urgent: by problem in the order of `interventionProblems`, the longest waiting first. */
  items: (InterventionRow & { problems: InterventionProblem[] })[];
  /** Whose calendars were not read in time: nothing is offered with them until they are. */
  staleCalendars: { technicianId: string; technicianName: string; lastReadAt: EpochSeconds }[];
}

/** The whole of one intervention, for staff. */
export interface StaffIntervention extends InterventionRow {
  typeId: string;
  customerId: string;
  address: AddressView;
  comment: string;
  duration: Seconds;
  date: IsoDate | null;
  plannedEnd: EpochSeconds | null;
  cancelReason: string | null;
  cancelDetails: string | null;
  rescheduleCount: number;
  /** Since when its time waits to be confirmed; null: it does not. */
  awaitingSince: EpochSeconds | null;
  /** When its customer confirmed the promised time, by choosing it or to staff; null: they have not (CAD-PL-26). */
  confirmedAt: EpochSeconds | null;
  createdAt: EpochSeconds;
  /** What a file said of it that no field holds, by the column's header, in its order. */
  otherColumns: { name: string; text: string }[];
  history: StaffHistoryEntry[];
  /** How far its automatic planning is; null: it is planned, or cannot be planned automatically. */
  automatic: AutomaticPlanning | null;
  /** What contains it; null: nothing. */
  container: { id: string; reference: string; typeName: string } | null;
  /** What it contains, in the order in which it was made; at most 100. */
  parts: InterventionRow[];
  /** What staff may do now. */
  can: { plan: boolean; move: boolean; cancel: boolean; decide: boolean; confirm: boolean; addPart: boolean };
}

/** Of open work that is not planned (CAD-AT-11). */
export interface AutomaticPlanning {
  /** `stopped`: staff plan it, as they or its type say; `waiting`: it is tried; `unfit`: its place is not known, or not in use. */
  state: 'waiting' | 'stopped' | 'unfit';
  /** What was in the way of most times when it was tried last; null: not tried yet. */
  reason: string | null;
  /** When it is tried again, unless the plan changes before; null: at once. */
  nextAt: EpochSeconds | null;
}

export interface SetAssignmentInput {
  interventionId: string;
  automatic: boolean;
  /** The revision that was shown. */
  revision: number;
}

export interface SetConfirmedInput {
  interventionId: string;
  confirmed: boolean;
  /** The revision that was shown. */
  revision: number;
}

export interface CreateInterventionInput {
  activityTypeId: string;
  customerId: string;
  addressId: string;
  comment: string;
  /** The open one that is to contain it: of a type that may, of the same customer. */
  parentId?: string | undefined;
  /** Whoever makes it plans it, though its type is planned automatically; default: no. */
  byHand?: boolean | undefined;
  /** By which another system knows it: what is there under it is the one that is meant (CAD-LC-05). */
  externalReference?: string | undefined;
  idempotencyKey: string;
}
