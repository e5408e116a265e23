import type { ImportLine, Queries } from '@itinera/db';
import type { ImportOutcome, ImportUndoing } from '@itinera/db/imports';
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
  /** The line is counted by what became of this one; without any, by the first. */
  main?: true;
}

/** What a target is told of the run it takes part in. */
export interface RunOf {
  /** Nothing of what is written stays. */
  trial: boolean;
  options: readonly ImportOption[];
  /** Of interventions whose line names no type. */
  activityTypeId: string | null;
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
  /** A type can be chosen for lines that name none. */
  readonly takesActivityType?: true;
  /** What can be asked for beyond the mode. */
  readonly options: readonly ImportOption[];
  /** Looks up once what all lines need. */
  open(ctx: Context, scope: BusinessUnitScope, run: RunOf): Promise<TargetRun>;
  /** Lines that are written together; 200 unless said otherwise. */
  readonly linesAtOnce?: number;
  /** Takes back one effect where nothing has come after it; `before` is what `aheadOfUndo` prepared. */
  undo(
    ctx: Context,
    tx: Queries,
    scope: BusinessUnitScope,
    line: ImportLine,
    prepared?: PreparedUndo,
  ): Promise<ImportUndoing>;
  /** Before each write that takes lines back, outside the transaction. */
  aheadOfUndo?(ctx: Context, scope: BusinessUnitScope, lines: readonly ImportLine[]): Promise<PreparedUndo>;
}

/** What taking lines back must not wait for inside a transaction. */
export interface PreparedUndo {
  /** First in the write. */
  begin(tx: Queries): Promise<void>;
}

export interface TargetRun {
  /** What the record of a line is known by. @throws LineProblem where it is missing or malformed. */
  keyOf(cells: ReadonlyMap<string, string>): string | null;
  /** Before each write of lines, outside the transaction: what the write must not wait for. */
  ahead?(rows: readonly ImportRow[]): Promise<void>;
  /** The records that are there, by key; keys are never null. */
  find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Writes one line. Refuses before it has written anything of it, the other lines of the batch stay; or says
   * `HalfWritten`, and the line goes alone.
   * @throws LineProblem, ItineraError, HalfWritten, Overtaken.
   */
  create(tx: Queries, row: ImportRow): Promise<ImportEffect[]>;
  update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]>;
  /** After the last line, with the end of the run: what it did beyond the lines. */
  finish?(tx: Queries): Promise<ImportEffect[]>;
}
