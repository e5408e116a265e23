import type { Page } from '../customers/types.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { ExportInput } from './export.ts';
import type { StartInput } from './start.ts';
import type {
  ImportLayoutInput,
  ImportPage,
  ImportPreview,
  ImportResultFilter,
  ImportResultLine,
  ImportSummary,
  NewImportInput,
} from './types.ts';

/** Bringing records in by files and taking them out: the steps of an import, and exports. */
export interface ImportUseCases {
  list(scope: BusinessUnitScope, filter: { page?: number | undefined }): Promise<Page<ImportSummary>>;
  page(scope: BusinessUnitScope, importId: string): Promise<ImportPage>;
  /** The first lines as they would be read; `gone` when the file was forgotten. */
  preview(scope: BusinessUnitScope, importId: string): Promise<ImportPreview>;
  /** What became of the lines, a hundred at a time. */
  lines(
    scope: BusinessUnitScope,
    importId: string,
    filter: ImportResultFilter,
  ): Promise<{ lines: ImportResultLine[]; next: { line: number; part: number } | null }>;
  /** All of it as CSV, in pieces. */
  resultFile(scope: BusinessUnitScope, importId: string): Promise<AsyncIterable<string>>;
  create(scope: BusinessUnitScope, input: NewImportInput): Promise<{ importId: string }>;
  addPiece(
    scope: BusinessUnitScope,
    input: { importId: string; number: number; bytes: Uint8Array },
  ): Promise<void>;
  /** Finds encoding, separator and columns. */
  finishUpload(scope: BusinessUnitScope, input: { importId: string; size: number }): Promise<void>;
  setLayout(scope: BusinessUnitScope, input: ImportLayoutInput): Promise<void>;
  /** To the worker: a trial that writes nothing, or the real one. */
  start(scope: BusinessUnitScope, input: StartInput): Promise<void>;
  cancel(scope: BusinessUnitScope, input: { importId: string }): Promise<void>;
  /** Of the unit's last import that wrote. */
  undo(scope: BusinessUnitScope, input: { importId: string; revision: number }): Promise<void>;
  /** Forgets the file. */
  discard(scope: BusinessUnitScope, input: { importId: string }): Promise<void>;
  /** All records of one kind as CSV, in pieces. `too-many` beyond a few in a quarter of an hour. */
  exportFile(scope: BusinessUnitScope, input: ExportInput): Promise<AsyncIterable<string>>;
}
