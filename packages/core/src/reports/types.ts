import type { Language } from '../shared/languages.ts';
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
}

/** The versions of a report, the newest first, on each sheet on which its type lists it (CAD-RE-04). */
export interface VisitReports {
  activity: ReportView[];
  closing: ReportView[];
}

/** The use cases of reports: `Core` names this group by one line. */
export interface ReportUseCases {
  /** `not-found` also for a technician's eyes when the visit is not theirs. */
  ofVisit(scope: BusinessUnitScope, interventionId: string): Promise<VisitReports>;
  /** What the portal shows of it: the last version, or none. */
  forAccess(
    scope: AccessScope,
    interventionId: string,
  ): Promise<Pick<ReportView, 'id' | 'name' | 'size'> | null>;
}
