import type { Language } from '../shared/languages.ts';
import type { ReportPlace } from '../shared/report-settings.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';

/** A version of a report; its bytes are had by its id, as those of every file. */
export interface ReportView {
  /** Of the file. */
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  version: number;
  language: Language;
  madeAt: EpochSeconds;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  /** How it is sent to the customer; null: it is not to be. */
  mail: ReportMailView | null;
}

/**
 * `nobody`: nobody of the customer has an address. `superseded`: before it left there was another version, or the work was
 * opened anew.
 */
export interface ReportMailView {
  state: 'queued' | 'sent' | 'failed' | 'superseded' | 'nobody';
  sentAt: EpochSeconds | null;
}

/** What became of making one: it waits for a worker, a version was made, nothing had changed, or it could not be made. */
export type AskedReport = 'waiting' | 'made' | 'unchanged' | 'failed';

/** The versions of a report, the newest first, on each sheet on which its type lists it (CAD-RE-04). */
export interface VisitReports {
  activity: ReportView[];
  closing: ReportView[];
  /** On which of them something can be done about it. */
  sheet: ReportPlace;
  /** For who may have it made again, and what became of the last time; null: nobody may now. */
  again: { state: AskedReport | null } | null;
  /** Whether who reads it may say how the last version, which could not be sent, reached the customer. */
  unsent: boolean;
}

/** The use cases of reports: `Core` names this group by one line. */
export interface ReportUseCases {
  /** `not-found` also for a technician's eyes when the visit is not theirs. */
  ofVisit(scope: BusinessUnitScope, interventionId: string): Promise<VisitReports>;
  /** `not-found`, `not-allowed` (`state`, `report`, `role`), `key-reused`. */
  makeAgain(
    scope: BusinessUnitScope,
    input: { interventionId: string; idempotencyKey: string },
  ): Promise<void>;
  /** `not-found`, `not-allowed` (`state`, `role`), `key-reused`. */
  delivered(
    scope: BusinessUnitScope,
    input: { interventionId: string; idempotencyKey: string },
  ): Promise<void>;
  /** What the portal shows of it: the last version, or none. */
  forAccess(
    scope: AccessScope,
    interventionId: string,
  ): Promise<Pick<ReportView, 'id' | 'name' | 'size'> | null>;
}
