import type { ImportLine, ImportOutcome, ImportUndoing, Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { ImportOption, ImportTargetCode } from './types.ts';

/** One thing a column can say of a record. */
export interface ImportColumn {
  /** As it stands in the headers of an export. */
  field: string;
  /** Other headers by which it is known, in any language; case, accents and signs aside. */
  names: readonly string[];
  /** Without it no line can be taken. */
  required?: boolean;
}

/** A line as its target reads it: what each field says, as written; absent where no column fills it. */
export interface ImportRow {
  line: number;
  /** What a record is known by; null where the target needs none and the line has none. */
  key: string | null;
  cells: ReadonlyMap<string, string>;
}

/** What a line did, or would do, to one record. */
export interface ImportEffect {
  outcome: Exclude<ImportOutcome, 'ignored' | 'wrong'>;
  recordType: string;
  recordId: string;
  /** What an updated record was, enough to put it back. */
  before?: unknown;
  /** Of the record as it was written. */
  revision?: number;
}

/** What a target is told of the run it takes part in. */
export interface RunOf {
  /** Nothing of what is written stays. */
  trial: boolean;
  options: readonly ImportOption[];
  /** The fields that a column fills. */
  fields: ReadonlySet<string>;
  /** Keys of earlier lines of the file that were taken: in a trial their records are not there. */
  earlier: ReadonlyMap<string, number>;
}

/** One kind of record that files are read into. */
export interface ImportTarget {
  readonly code: ImportTargetCode;
  readonly columns: readonly ImportColumn[];
  /** Columns that are no field are kept as custom fields, as `custom:<header>`. */
  readonly keepsUnknown: boolean;
  /** What can be asked for beyond the mode. */
  readonly options: readonly ImportOption[];
  /** Looks up once what all lines need. */
  open(ctx: Context, scope: BusinessUnitScope, run: RunOf): Promise<TargetRun>;
  /** Takes back one effect where nothing has come after it. */
  undo(ctx: Context, tx: Queries, scope: BusinessUnitScope, line: ImportLine): Promise<ImportUndoing>;
}

export interface TargetRun {
  /** What the record of a line is known by. @throws LineProblem where it is missing or malformed. */
  keyOf(cells: ReadonlyMap<string, string>): string | null;
  /** The records that are there, by key; keys are never null. */
  find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Writes one line. Refuses before it has written anything of it: the other lines of the batch stay.
   * @throws LineProblem, ItineraError.
   */
  create(tx: Queries, row: ImportRow): Promise<ImportEffect[]>;
  update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]>;
  /** After the last line, in a write of its own with the end of the run. */
  finish?(tx: Queries): Promise<void>;
}
