import type { CustomerFields } from '../customers/customer-record.ts';
import type { SlotReason } from '../availability/types.ts';
import type { ApiScope } from '../scopes.ts';
import type { CustomerKind } from '../shared/customers.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { CancelReason, InterventionResult, InterventionStatus } from '../shared/interventions.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds, IsoDate, PromisedWindow, Seconds } from '../shared/units.ts';
import type { KoReason } from '../shared/work.ts';
import type { UnderstoodPlace } from './place-of-text.ts';

/** One page of a list; `next` asks for what comes after it, null: that was all. */
export interface ApiList<T> {
  items: T[];
  next: string | null;
}

export interface ApiActivityType {
  id: string;
  reference: string;
  name: string;
  description: string;
  category: string;
  /** What it is done at: a place, or none. */
  kind: string;
  /** At the door, without buffers. */
  duration: Seconds;
  active: boolean;
}

/** A type with the rules by which it is planned. */
export interface ApiTypeDetails extends ApiActivityType {
  bufferBefore: Seconds;
  bufferAfter: Seconds;
  notice: Seconds;
  horizonDays: number;
  step: Seconds;
  width: Seconds;
  slack: Seconds;
  /** Skill code -> least level. */
  skills: Record<string, number>;
}

/** What other systems read and write of a customer. */
export type ApiCustomerFields = Pick<
  CustomerFields,
  | 'name'
  | 'status'
  | 'kind'
  | 'firstName'
  | 'externalReference'
  | 'email'
  | 'phone'
  | 'mobile'
  | 'website'
  | 'language'
  | 'notes'
  | 'tags'
  | 'customFields'
>;

export interface ApiCustomer extends ApiCustomerFields {
  id: string;
  reference: string;
  createdAt: EpochSeconds;
  updatedAt: EpochSeconds | null;
  revision: number;
}

export interface ApiAddress {
  id: string;
  label: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  country: string;
  latitude: number | null;
  longitude: number | null;
  isStandard: boolean;
  active: boolean;
  revision: number;
}

/** A person who may sign in to the portal. What they sign in with secretly is told to nobody. */
export interface ApiAccess {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: Language;
  /** Whether staff, or another system, let the person sign in. */
  allowed: boolean;
  /** Whom the person may act for. */
  customerIds: string[];
  /** Since when there is a permanent link; null: there is none. */
  permanentLinkSince: EpochSeconds | null;
}

export interface ApiIntervention {
  id: string;
  reference: string;
  /** By which the other system knows it. */
  externalReference: string | null;
  activityTypeId: string;
  activityTypeName: string;
  customerId: string;
  customerName: string;
  addressId: string | null;
  /** What contains it. */
  parentId: string | null;
  addressText: string;
  latitude: number | null;
  longitude: number | null;
  status: InterventionStatus;
  result: InterventionResult | null;
  comment: string;
  /** Why the result is `ko`; null: it is not, or nobody said. */
  resultReason: string | null;
  actualStart: EpochSeconds | null;
  actualEnd: EpochSeconds | null;
  cancelReason: string | null;
  /** When the customer may expect somebody; null: nothing was promised. */
  promise: PromisedWindow | null;
  plannedStart: EpochSeconds | null;
  /** Not there at all for keys that do not see whole schedules; null: nobody yet. */
  technician?: { id: string; name: string } | null;
  /** What it was closed with; null: it is not closed. */
  report: ApiReport | null;
  /** When its customer confirmed the promised time; null: they have not. */
  confirmedAt: EpochSeconds | null;
  createdAt: EpochSeconds;
  revision: number;
}

/** What was reported of work that is closed (CAD-RE-07). */
export interface ApiReport {
  /** null, as the times and the result: an imported file did not say. */
  reportedAt: EpochSeconds | null;
  comment: string;
  status: InterventionResult | null;
  startAt: EpochSeconds | null;
  endAt: EpochSeconds | null;
  /** Answers to the closing form by their codes; files by their ids. */
  customFields: Answers;
  /** Only where it was asked for: the newest first, at most five. */
  reportsB64?: ApiReportFile[];
}

/** A version of the PDF. */
export interface ApiReportFile {
  name: string;
  /** From 1. */
  version: number;
  language: Language;
  madeAt: EpochSeconds;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  /** Bytes. */
  size: number;
  /** Base64; null: it is too large for an answer (10 MB in all). */
  content: string | null;
}

export interface ApiCustomerFilter {
  search?: string | undefined;
  kind?: CustomerKind | undefined;
  /** Those too to whom the portal is closed; without it they are left out. */
  withInactive?: boolean | undefined;
  /** Last written in `[updatedFrom, updatedTo)`. */
  updatedFrom?: EpochSeconds | undefined;
  updatedTo?: EpochSeconds | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface ApiInterventionFilter {
  search?: string | undefined;
  status?: InterventionStatus[] | undefined;
  activityTypeIds?: string[] | undefined;
  customerId?: string | undefined;
  /** What contains it. */
  parentId?: string | undefined;
  /** Whether its customer has confirmed the appointment (CAD-PL-26). */
  confirmed?: boolean | undefined;
  /** true: what has no time yet; false: what has one. */
  withoutStart?: boolean | undefined;
  /** The promise begins in `[from, to)`. */
  from?: EpochSeconds | undefined;
  to?: EpochSeconds | undefined;
  /** Something last happened to it in `[updatedFrom, updatedTo)`. */
  updatedFrom?: EpochSeconds | undefined;
  updatedTo?: EpochSeconds | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** CAD-PL-05: work of a type at an address or a place, or work that is there already, of which only the time is asked. */
export interface ApiSlotQuery {
  activityTypeId?: string | undefined;
  addressId?: string | undefined;
  /** In words, as on an envelope; the geocoder is asked. */
  address?: string | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
  interventionId?: string | undefined;
  /** Instead of the type's. */
  duration?: Seconds | undefined;
  /** Windows that begin in `[from, to)`; default: from now, 14 days; at most 31. */
  from?: EpochSeconds | undefined;
  to?: EpochSeconds | undefined;
  /** Of the full form: without what is refused. */
  availableOnly?: boolean | undefined;
  /** Default: the fullest that the key may have. */
  form?: 'full' | 'reduced' | undefined;
}

/** When, and how good it is: all that a key learns that does not see whole schedules (CAD-AP-02). */
export interface ReducedSlot {
  start: EpochSeconds;
  end: EpochSeconds;
  relevanceClass: 'best' | 'good' | 'possible';
  /** Tells technicians apart within this answer, and says nothing of who they are; of keys that see whole schedules. */
  technicianNumber?: number;
}

/** One technician and one window (CAD-PL-06). */
export interface FullSlot {
  start: EpochSeconds;
  end: EpochSeconds;
  available: boolean;
  /** The first thing in the way; null: it is available, and the rest is set. */
  unavailableReason: string | null;
  technician: { id: string; name: string };
  /** When the work would begin as the day stands. */
  plannedStart: EpochSeconds | null;
  /** 0 to 100. */
  relevance: number | null;
  relevanceClass: 'best' | 'good' | 'possible' | null;
  reason: SlotReason | null;
  travel: { before: Seconds; after: Seconds; detour: Seconds; estimated: boolean } | null;
}

interface SlotAnswer<Form, Slot> {
  form: Form;
  zone: string;
  /** What an address in words was taken for; null where none was given. */
  place: UnderstoodPlace | null;
  duration: Seconds;
  from: EpochSeconds;
  to: EpochSeconds;
  /** Local dates with a slot, each with its slots in time order. */
  dates: { date: IsoDate; slots: Slot[] }[];
}
export type ApiSlots = SlotAnswer<'full', FullSlot> | SlotAnswer<'reduced', ReducedSlot>;

export interface ApiPlanInput {
  interventionId: string;
  /** Exactly a slot that was offered. */
  start: EpochSeconds;
  end: EpochSeconds;
  /** Whoever is best comes unless one is named, by keys that see whole schedules. */
  technicianId?: string | undefined;
  /** The revision that was shown. */
  revision: number;
  idempotencyKey: string;
}

export interface ApiCloseInput {
  interventionId: string;
  startedAt: EpochSeconds;
  endedAt: EpochSeconds;
  result: InterventionResult;
  /** Of `ko`, and of nothing else. */
  reason?: KoReason | null | undefined;
  comment?: string | undefined;
  /** To the closing form without actual start, actual end and result. */
  answers?: Record<string, unknown> | undefined;
  /** The revision that was shown. */
  revision: number;
  idempotencyKey: string;
}

/** `taken`: the slot is no longer there; the nearest that can be kept. */
export type ApiPlanResult =
  { kind: 'planned'; intervention: ApiIntervention } | { kind: 'taken'; slots: ReducedSlot[] };

/** What other systems may do by a key: each takes a right of it (`api-use-cases.ts`). Work of other types is not found. */
export interface ApiUseCases {
  activityTypes(scope: ApiScope): Promise<ApiActivityType[]>;
  activityType(scope: ApiScope, activityTypeId: string): Promise<ApiTypeDetails>;
  /** In the order in which they were made; `invalid` (`cursor`). */
  customers(scope: ApiScope, filter: ApiCustomerFilter): Promise<ApiList<ApiCustomer>>;
  customer(scope: ApiScope, customerId: string): Promise<ApiCustomer>;
  createCustomer(
    scope: ApiScope,
    input: Partial<ApiCustomerFields> &
      Pick<ApiCustomerFields, 'name' | 'status'> & { idempotencyKey: string },
  ): Promise<ApiCustomer>;
  /** The fields that are given; `stale` (`details.current`). */
  updateCustomer(
    scope: ApiScope,
    input: Partial<ApiCustomerFields> & { customerId: string; revision: number },
  ): Promise<ApiCustomer>;
  addresses(scope: ApiScope, customerId: string): Promise<ApiAddress[]>;
  /** Who may sign in to the portal for a customer. */
  accesses(scope: ApiScope, customerId: string): Promise<ApiAccess[]>;
  /** Not allowed: the person's sessions end at once, and nothing is deleted. */
  updateAccess(scope: ApiScope, input: { accessId: string; allowed: boolean }): Promise<ApiAccess>;
  /** The newest first. */
  interventions(scope: ApiScope, filter: ApiInterventionFilter): Promise<ApiList<ApiIntervention>>;
  /** `withReports`: with the bytes of its reports. */
  intervention(
    scope: ApiScope,
    interventionId: string,
    asked?: { withReports?: boolean },
  ): Promise<ApiIntervention>;
  /** Not planned yet. */
  createIntervention(
    scope: ApiScope,
    input: {
      activityTypeId: string;
      customerId: string;
      addressId: string;
      comment: string;
      parentId?: string | undefined;
      byHand?: boolean | undefined;
      externalReference?: string | undefined;
      idempotencyKey: string;
    },
  ): Promise<ApiIntervention>;
  /** `stale` (`details.current`). */
  updateIntervention(
    scope: ApiScope,
    input: { interventionId: string; comment: string; revision: number },
  ): Promise<ApiIntervention>;
  planIntervention(scope: ApiScope, input: ApiPlanInput): Promise<ApiPlanResult>;
  cancelIntervention(
    scope: ApiScope,
    input: {
      interventionId: string;
      reason: CancelReason;
      details?: string | undefined;
      parts?: 'cancel' | 'keep' | undefined;
      idempotencyKey: string;
    },
  ): Promise<ApiIntervention>;
  /** Work that is not closed yet; `stale` (`details.current`). */
  closeIntervention(scope: ApiScope, input: ApiCloseInput): Promise<ApiIntervention>;
  slots(scope: ApiScope, query: ApiSlotQuery): Promise<ApiSlots>;
}
