import type { FormFile } from '../files/types.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { AnswerProblem } from '../shared/forms/check-answer.ts';
import type { FormDefinition, FormPurpose } from '../shared/forms/definition.ts';
import type { FormChanges } from '../shared/forms/form-changes.ts';
import type { Language, LocalizedText } from '../shared/languages.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';

/** Which form: of an activity type, or, with null and `customer`, of the unit's customers. */
export interface FormOf {
  activityTypeId: string | null;
  purpose: FormPurpose;
}

/** A form as whoever designs it works on it. */
export interface FormPage extends FormOf {
  definition: FormDefinition;
  /** Of the definition; 0: nobody has worked on it. */
  version: number;
  /** 0: there is none to be stale. */
  revision: number;
  /** The activity type's name; null: of customers. */
  name: string | null;
  /** In which labels may be written, and the one in which they must. */
  languages: Language[];
  defaultLanguage: Language;
  /** That answers may ask for. */
  skills: { id: string; code: string; name: LocalizedText }[];
}

export interface SaveFormInput extends FormOf {
  /** The one that was shown; 0: there was none. */
  revision: number;
  definition: FormDefinition;
  /** Fields that go with what was answered to them: how many answers, as they were counted and shown (CAD-FO-08). */
  deletions: Record<string, number>;
}

/** The version that is filled in from now on. */
export interface SavedForm {
  version: number;
  revision: number;
}

/** One version, and what it changed. */
export interface FormVersionEntry {
  version: number;
  at: EpochSeconds;
  /** Who saved it; null: the system. */
  by: string | null;
  fields: number;
  changes: FormChanges;
}

/** A form that somebody fills in, with what is in it. */
export interface FormToFill {
  purpose: FormPurpose;
  definition: FormDefinition;
  /** The version that the answers are to be sent with. */
  version: number;
  /** What is stored, and defaults for what is not. */
  answers: Answers;
  /** What answers name, and what waits for its field. */
  files: FormFile[];
  state: 'none' | 'draft' | 'final';
  /** Of what is stored; 0: nothing is. */
  revision: number;
}

/** A form about an intervention. */
export interface AskedForm {
  interventionId: string;
  purpose: FormPurpose;
  /** Of a customer: by which action of the portal; absent: the first that is offered, or none where there is none. */
  actionId?: string | undefined;
}

export interface AnswerVisitInput extends AskedForm {
  version: number;
  revision: number;
  answers: Record<string, unknown>;
  mode: 'draft' | 'final';
  idempotencyKey: string;
}

/** What became of answers. */
export type AnsweredForm =
  | {
      done: true;
      submissionId: string;
      revision: number;
      /** How long the work takes now; null: the answers say nothing of it, or it is planned and keeps its time. */
      duration: Seconds | null;
    }
  | {
      done: false;
      problems: AnswerProblem[];
      /** The form was changed since it was shown: this is the one to be filled in now, with all answers it still asks for. */
      changed: FormToFill | null;
      /** Answers that the form does not ask for any more. */
      dropped: string[];
    };

/** The customer form with a customer's own fields in it (CAD-BU-17). */
export interface CustomerForm extends FormToFill {
  /** Own fields as text that the form cannot read: kept until somebody answers them anew. */
  unread: Record<string, string>;
}

export interface AnswerCustomerInput {
  customerId: string;
  /** The customer's. */
  revision: number;
  answers: Record<string, unknown>;
}

export type AnsweredCustomer = { done: true; revision: number } | { done: false; problems: AnswerProblem[] };
