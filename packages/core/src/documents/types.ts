import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import type { DocumentDecision } from '../shared/documents.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A document of a visit, by the action that offers it. */
export interface DocumentOf {
  interventionId: string;
  actionId: string;
}

/** A document as a customer is shown it, word by word. */
export interface ShownDocument extends DocumentOf {
  /** The action's label; '' where it has none. */
  title: string;
  description: string;
  text: string;
  language: Language;
  /** Of the text; sent back with the decision. */
  hash: string;
  /** When it was rendered, sent back too: codes may tell the time. */
  shownAt: EpochSeconds;
  /** What is shown when it was decided; '' where there is nothing of staff's. */
  confirmation: string;
}

/** What was decided, for whoever may see the visit. */
export interface SignedDocument extends DocumentOf {
  id: string;
  title: string;
  /** '' where it was erased. */
  text: string;
  language: Language;
  hash: string;
  decision: DocumentDecision;
  /** As it was typed. */
  name: string;
  reason: string | null;
  /** The file of the signature that was drawn; null: the name stands for it. */
  drawingId: string | null;
  signedAt: EpochSeconds;
}

/** What a customer's page of one document shows: it is decided, or can be, or cannot be now. */
export type DocumentPage =
  | { state: 'decided'; document: SignedDocument; confirmation: string }
  | { state: 'open'; document: ShownDocument }
  | { state: 'closed'; reason: string };

/** The documents of a visit, for its customer. */
export interface VisitDocuments {
  open: { actionId: string; title: string; description: string }[];
  decided: SignedDocument[];
}

export interface SignInput extends DocumentOf {
  hash: string;
  shownAt: EpochSeconds;
  decision: DocumentDecision;
  /** The name of whoever decides, typed by them. */
  name: string;
  /** Why it is refused. */
  reason: string;
  /** A drawing that was uploaded by the document's action. */
  drawingId?: string | null | undefined;
  idempotencyKey: string;
}

export type SignResult =
  | { done: true; documentId: string }
  /** It reads otherwise than it was shown: nothing was decided. */
  | { done: false; changed: ShownDocument };

/** The use cases of documents: `Core` names this group by one line. */
export interface DocumentUseCases {
  /** What the customer can decide about a visit now, and what was decided. */
  ofVisit(scope: AccessScope, interventionId: string): Promise<VisitDocuments>;
  page(scope: AccessScope, of: DocumentOf): Promise<DocumentPage>;
  /** Accepts or refuses, once; judged again, and of the very words that were shown. */
  sign(scope: AccessScope, input: SignInput): Promise<SignResult>;
  /** What was decided, for staff. */
  decided(scope: BusinessUnitScope, interventionId: string): Promise<SignedDocument[]>;
}
