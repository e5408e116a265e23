import type { Page } from '../customers/types.ts';
import type { FileView } from '../files/types.ts';
import type { OfferedAction } from '../interventions/types.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import type { DayPart, RequestKind, RequestState } from '../shared/requests.ts';
import type { EpochSeconds, IsoDate } from '../shared/units.ts';

/** Which action, and where it stands. */
export interface RequestOf {
  actionId: string;
  /** null: the home page. */
  interventionId: string | null;
}

/** What a customer is asked for by an action that makes a request, whether it is offered now or not. */
export type RequestOffer = OfferedAction & {
  kind: RequestKind;
  typeName: string;
  /** For whom it can be sent: of the home page those to whom it is offered; of a visit its own customer. */
  customers: { id: string; name: string }[];
  /** Between which dates something can be proposed, both included; null: nothing is. */
  dates: { first: IsoDate; last: IsoDate } | null;
  /** What this person has sent to go with it, and has not sent it yet. */
  files: FileView[];
};

/** When somebody would like to be visited. It plans nothing. */
export interface Proposal {
  date: IsoDate;
  dayPart: DayPart;
  /** HH:MM; null: only the part of the day matters. */
  time: string | null;
  /** Whether no other time will do. */
  isMandatory: boolean;
}

export interface SendRequestInput extends RequestOf {
  /** From the home page, of whoever acts for several. */
  customerId?: string | undefined;
  text: string;
  /** Of an action by which a time is proposed, and of no other. */
  proposal: Proposal | null;
  /** Of a message: those uploaded by its action that go with it. */
  fileIds?: readonly string[] | undefined;
  idempotencyKey: string;
}

export interface RequestListFilter {
  state?: RequestState | undefined;
  kind?: RequestKind | undefined;
  customerId?: string | undefined;
  interventionId?: string | undefined;
  page?: number | undefined;
}

/** What a customer asked for, for staff. */
export interface RequestRow {
  id: string;
  kind: RequestKind;
  state: RequestState;
  customerId: string;
  customerName: string;
  /** Who sent it. */
  personName: string;
  interventionId: string | null;
  reference: string | null;
  typeName: string;
  text: string;
  files: FileView[];
  /** What staff answered with. */
  answerFiles: FileView[];
  /** What whoever looks has sent to answer with, and has not answered yet. */
  waitingFiles: FileView[];
  proposal: Proposal | null;
  createdAt: EpochSeconds;
  doneAt: EpochSeconds | null;
  /** Who dealt with it; null: nobody yet, or it was erased. */
  doneBy: string | null;
  answer: string | null;
  /** Whether an answer reaches whoever sent it by mail. */
  reachable: boolean;
  /** What was written was erased. */
  erased: boolean;
  revision: number;
}

/** What a person of the portal asked for, as they see it. */
export type SentRequest = Omit<
  RequestRow,
  | 'customerId'
  | 'customerName'
  | 'personName'
  | 'reference'
  | 'waitingFiles'
  | 'doneBy'
  | 'reachable'
  | 'erased'
  | 'revision'
>;

export interface CloseRequestInput {
  requestId: string;
  /** That was shown. */
  revision: number;
  answer: string;
  /** Those uploaded for it that go with the answer. */
  fileIds?: readonly string[] | undefined;
}

/** What customers ask the company for, and how it is dealt with. */
export interface RequestUseCases {
  /** What the page of the action shows; `not-found` where the portal does not have it. */
  offer(scope: AccessScope, of: RequestOf): Promise<RequestOffer>;
  /** Sends it: it plans nothing, and tells whom the action names. */
  send(scope: AccessScope, input: SendRequestInput): Promise<{ requestId: string }>;
  /** Newest first, 25 a page. */
  list(scope: BusinessUnitScope, filter: RequestListFilter): Promise<Page<RequestRow>>;
  /** How many nobody has dealt with. */
  count(scope: BusinessUnitScope): Promise<{ open: number }>;
  /** What this person sent, the newest first, with what was answered; 50 at most. */
  sent(scope: AccessScope): Promise<SentRequest[]>;
  /** Dealt with. An answer goes to whoever asked, in their language; `told`: whether it leaves. */
  close(scope: BusinessUnitScope, input: CloseRequestInput): Promise<{ told: boolean }>;
}
