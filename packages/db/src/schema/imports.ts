import type { Kit } from '../engine/kit.sqlite.ts';
import type { ImportCounts, ImportLayout, ImportFailure } from './json.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** Files of records that staff bring in, what is being done with them, and what became of each line. */
export function defineImports(kit: Kit, { businessUnit, staffUser }: Organisation & Staff) {
  const importRun = kit.table(
    'import_run',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      /** What the lines are: customers, addresses … */
      target: kit.text('target').notNull(),
      fileName: personal(kit.text('file_name')).notNull(),
      /** Bytes, as they are there. */
      size: kit.int('size').notNull().default(0),
      state: kit.text('state').$type<ImportState>().notNull(),
      /** What runs now, or ran last; null: nothing yet. */
      phase: kit.text('phase').$type<ImportPhase>(),
      mode: kit.text('mode').notNull(),
      /** How the file is read; a header that is none may be a record. null: not looked at yet, or forgotten. */
      layout: personal(kit.json<ImportLayout>('layout')),
      /** What the target asks beyond the mode. */
      options: kit.json<string[]>('options').notNull(),
      /** The activity type of interventions whose line names none. */
      activityTypeId: kit.id('activity_type_id'),
      /** Lines with a record, header aside; null until they were counted. */
      total: kit.int('total'),
      /** Lines of this phase that are done: where a run that broke off goes on. */
      done: kit.int('done').notNull().default(0),
      counts: kit.json<ImportCounts>('counts').notNull(),
      /** Why nothing more could be read. */
      failure: kit.json<ImportFailure>('failure'),
      staffUserId: kit.id('staff_user_id').notNull(),
      createdAt: kit.instant('created_at').notNull(),
      startedAt: kit.instant('started_at'),
      finishedAt: kit.instant('finished_at'),
      /** When it was really written, for the order in which imports can be undone. */
      writtenAt: kit.instant('written_at'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('import_run_owner_unique').on(t.businessUnitId, t.id),
      kit.index('import_run_created').on(t.businessUnitId, t.createdAt),
      kit.foreignKey({
        name: 'import_run_business_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
      kit.foreignKey({
        name: 'import_run_staff_user_fk',
        columns: [t.companyId, t.staffUserId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
    ],
  );

  /** A file in pieces, as they came; gone when it has been written. */
  const importPiece = kit.table(
    'import_piece',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      importId: kit.id('import_id').notNull(),
      number: kit.int('number').notNull(),
      bytes: personal(kit.bytes('bytes')).notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'import_piece_pk', columns: [t.importId, t.number] }),
      kit.foreignKey({
        name: 'import_piece_import_fk',
        columns: [t.businessUnitId, t.importId],
        foreignColumns: [importRun.businessUnitId, importRun.id],
      }),
    ],
  );

  /** What became of a line, or would: one row for each record that it touches. */
  const importLine = kit.table(
    'import_line',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      importId: kit.id('import_id').notNull(),
      /** In the file, from 1. */
      line: kit.int('line').notNull(),
      part: kit.int('part').notNull(),
      outcome: kit.text('outcome').$type<ImportOutcome>().notNull(),
      recordType: kit.text('record_type'),
      recordId: kit.id('record_id'),
      /** What is wrong with it, a word of a closed list. */
      problem: kit.text('problem'),
      field: kit.text('field'),
      /** From 1. */
      columnNumber: kit.int('column_number'),
      /** Another line that it has to do with. */
      otherLine: kit.int('other_line'),
      /** What an updated record was, to put it back. */
      before: personal(kit.json<unknown>('before')),
      /** The record's revision as it was written. */
      revision: kit.int('revision'),
      /** `undone`, or why it could not be. */
      undoing: kit.text('undoing').$type<ImportUndoing>(),
    },
    (t) => [
      kit.primaryKey({ name: 'import_line_pk', columns: [t.importId, t.line, t.part] }),
      kit.index('import_line_record').on(t.businessUnitId, t.recordId),
      kit.foreignKey({
        name: 'import_line_import_fk',
        columns: [t.businessUnitId, t.importId],
        foreignColumns: [importRun.businessUnitId, importRun.id],
      }),
    ],
  );

  return { importRun, importPiece, importLine };
}

export type ImportState = 'uploading' | 'ready' | 'waiting' | 'running' | 'done' | 'failed' | 'canceled';
export type ImportPhase = 'trial' | 'real' | 'undo';
export type ImportOutcome = 'created' | 'updated' | 'unchanged' | 'ignored' | 'wrong';
export type ImportUndoing = 'undone' | 'changed' | 'in-use' | 'gone';
