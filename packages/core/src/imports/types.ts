import type { ImportCounts, ImportFailure } from '@itinera/db';
import type { ImportOutcome, ImportPhase, ImportState, ImportUndoing } from '@itinera/db/imports';
import type { ImportMode, ImportOption, ImportTargetCode } from '../shared/imports.ts';
import type { EpochSeconds } from '../shared/units.ts';

export type { ImportMode, ImportOption, ImportTargetCode } from '../shared/imports.ts';

/** One import in a list. */
export interface ImportSummary {
  id: string;
  target: ImportTargetCode;
  /** Empty when it was forgotten. */
  fileName: string;
  state: ImportState;
  phase: ImportPhase | null;
  mode: ImportMode;
  total: number | null;
  done: number;
  counts: ImportCounts;
  staffName: string;
  createdAt: EpochSeconds;
  finishedAt: EpochSeconds | null;
}

/** A column of the file and what it fills: a field, `custom:<label>`, or nothing. */
export interface MappedColumn {
  header: string;
  field: string | null;
}

/** One import with what can be done with it now. */
export interface ImportPage extends ImportSummary {
  encoding: string;
  separator: string;
  columns: MappedColumn[];
  options: ImportOption[];
  /** Of interventions whose line names no type. */
  activityTypeId: string | null;
  failure: ImportFailure | null;
  size: number;
  can: { start: boolean; cancel: boolean; undo: boolean };
  revision: number;
}

/** The first lines of a file as they would be read, and what its columns could fill. */
export interface ImportPreview {
  import: ImportPage;
  fields: { field: string; required: boolean }[];
  keepsUnknown: boolean;
  /** What interventions whose line names none may be; null: lines of this file have no type. */
  activityTypes: { id: string; name: string }[] | null;
  lines: { line: number; cells: string[] }[];
  /** Why it cannot be read so. */
  failure: ImportFailure | null;
}

/** What became of one line; `column` from 1. */
export interface ImportResultLine {
  line: number;
  outcome: ImportOutcome;
  recordType: string | null;
  recordId: string | null;
  problem: string | null;
  field: string | null;
  column: number | null;
  otherLine: number | null;
  undoing: ImportUndoing | null;
}

export interface ImportResultFilter {
  outcome?: ImportOutcome | undefined;
  /** What could not be undone. */
  kept?: boolean | undefined;
  after?: { line: number; part: number } | undefined;
}

export interface NewImportInput {
  target: ImportTargetCode;
  fileName: string;
}

export interface ImportLayoutInput {
  importId: string;
  revision: number;
  encoding: string;
  separator: string;
  /** null: found by the headers. */
  columns: (string | null)[] | null;
  mode: ImportMode;
  options: ImportOption[];
  /** Only for interventions (CAD-IM-03). */
  activityTypeId?: string | null | undefined;
}
