import {
  DbError,
  insertRows,
  type ImportCounts,
  type ImportRun,
  type NewImportLine,
  type Queries,
} from '@itinera/db';
import { advanceImport } from '@itinera/db/imports';
import { TravelError } from '@itinera/planner';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { ImportMode } from '../shared/imports.ts';
import type { ReadLine } from './batches.ts';
import type { Lease } from '../lease.ts';
import type { OpenTarget } from './open-target.ts';
import { asLineProblem, HalfWritten, LineProblem, Overtaken } from './problems.ts';
import type { ImportEffect } from './target.ts';

/** What became of one line. */
type Outcome =
  | { line: number; effects: ImportEffect[] }
  | { line: number; ignored: true }
  | { line: number; problem: LineProblem };

/** Undoes a write and hands out what it found: how a trial sees exactly what would happen. */
class TrialOver extends Error {
  override readonly name = 'TrialOver';
  readonly outcomes: Outcome[];

  constructor(outcomes: Outcome[]) {
    super('trial');
    this.outcomes = outcomes;
  }
}

/** Another has the import, or it was canceled: nothing of the write stays. */
class NotOurs extends Error {
  override readonly name = 'NotOurs';
}

/** What the store refuses because of what is in it: another line may still go. */
const refusals = new Set([
  'unique-violation',
  'foreign-key',
  'check',
  'not-null',
  'overlap',
  'invalid-value',
]);

/**
 * Writes, or tries, a batch in one transaction with what became of it and how far the import is; a line the store
 * refuses makes the batch go line by line. Returns the import as it stands then; null when it is not ours any more.
 */
export async function writeBatch(
  ctx: Context,
  scope: BusinessUnitScope,
  target: OpenTarget,
  run: ImportRun,
  batch: readonly ReadLine[],
  lease: Lease,
): Promise<ImportRun | null> {
  try {
    return await prepared(target, batch, () => writeLines(ctx, target, run, batch, lease));
  } catch (error) {
    if (error instanceof NotOurs) return null;
    if (!isOfOneLine(error)) throw error;
  }
  let at: ImportRun | null = run;
  for (const one of batch) {
    if (at === null) return null;
    at = await writeOne(ctx, scope, target, at, one, lease);
  }
  return at;
}

async function writeOne(
  ctx: Context,
  scope: BusinessUnitScope,
  target: OpenTarget,
  run: ImportRun,
  one: ReadLine,
  lease: Lease,
): Promise<ImportRun | null> {
  try {
    return await prepared(target, [one], () => writeLines(ctx, target, run, [one], lease));
  } catch (error) {
    if (error instanceof NotOurs) return null;
    if ('problem' in one || !isOfOneLine(error)) throw error;
    const invalid = error instanceof DbError && error.code === 'invalid-value';
    const problem =
      error instanceof HalfWritten ? error.problem : new LineProblem(invalid ? 'nul' : 'conflict');
    return writeBatch(ctx, scope, target, run, [{ line: one.line, problem }], lease);
  }
}

/** How often a batch is prepared anew when somebody was quicker. */
const attempts = 3;

async function prepared<T>(
  { run }: OpenTarget,
  batch: readonly ReadLine[],
  write: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await run.ahead?.(batch.flatMap((one) => ('row' in one ? [one.row] : [])));
    try {
      return await write();
    } catch (error) {
      if (attempt === attempts || !isOvertaken(error)) throw error;
    }
  }
}

/** Whether the lines of a batch may go one by one, and the one it comes from is told what it is. */
function isOfOneLine(error: unknown): boolean {
  const refused = error instanceof DbError && refusals.has(error.code);
  return refused || error instanceof HalfWritten || isOvertaken(error);
}

/** Somebody changed what was prepared, or a way is needed that nobody asked for. */
export function isOvertaken(error: unknown): boolean {
  return (
    error instanceof Overtaken ||
    (error instanceof TravelError && error.code === 'unknown-place') ||
    (error instanceof DbError && error.code === 'overlap')
  );
}

async function writeLines(
  ctx: Context,
  target: OpenTarget,
  run: ImportRun,
  batch: readonly ReadLine[],
  lease: Lease,
): Promise<ImportRun> {
  if (run.phase !== 'trial')
    return ctx.db.write(async (tx) => note(tx, run, await perform(tx, target, batch), lease));
  const outcomes = await tried(ctx, target, batch);
  return ctx.db.write((tx) => note(tx, run, outcomes, lease));
}

async function tried(ctx: Context, target: OpenTarget, batch: readonly ReadLine[]): Promise<Outcome[]> {
  try {
    return await ctx.db.write(async (tx) => {
      throw new TrialOver(await perform(tx, target, batch));
    });
  } catch (error) {
    if (error instanceof TrialOver) return error.outcomes;
    throw error;
  }
}

async function perform(
  tx: Queries,
  { run, mode }: OpenTarget,
  batch: readonly ReadLine[],
): Promise<Outcome[]> {
  const keys = batch.flatMap((one) => ('row' in one && one.row.key !== null ? [one.row.key] : []));
  const there = await run.find(tx, keys);
  const outcomes: Outcome[] = [];
  for (const one of batch) {
    if ('problem' in one) {
      outcomes.push(one);
      continue;
    }
    const { line, row } = one;
    try {
      const existing = row.key === null ? undefined : there.get(row.key);
      const what = whatToDo(mode, existing !== undefined);
      if (what === 'ignore') outcomes.push({ line, ignored: true });
      else if (what === 'create') outcomes.push({ line, effects: await run.create(tx, row) });
      else outcomes.push({ line, effects: await run.update(tx, row, existing) });
    } catch (error) {
      outcomes.push({ line, problem: asLineProblem(error) });
    }
  }
  return outcomes;
}

/** CAD-CS-04: the five modes. @throws LineProblem `exists`, `missing`. */
function whatToDo(mode: ImportMode, exists: boolean): 'create' | 'update' | 'ignore' {
  if (exists) {
    if (mode === 'create') throw new LineProblem('exists');
    return mode === 'create-or-ignore' ? 'ignore' : 'update';
  }
  if (mode === 'update') throw new LineProblem('missing');
  return mode === 'update-or-ignore' ? 'ignore' : 'create';
}

async function note(
  tx: Queries,
  run: ImportRun,
  outcomes: readonly Outcome[],
  lease: Lease,
): Promise<ImportRun> {
  const counts = { ...run.counts };
  for (const outcome of outcomes) counts[countedAs(outcome)] += 1;
  const next = { ...run, counts, done: run.done + outcomes.length };
  if (!(await advanceImport(tx, run.id, run, { counts, done: next.done })) || !(await lease.renew(tx)))
    throw new NotOurs();
  await insertRows(
    tx,
    'importLine',
    outcomes.flatMap((outcome) => rowsOf(run, outcome)),
  );
  return next;
}

function countedAs(outcome: Outcome): keyof ImportCounts {
  if ('problem' in outcome) return 'wrong';
  if ('ignored' in outcome) return 'ignored';
  const main = outcome.effects.find((effect) => effect.main);
  if (main) return main.outcome;
  const [first] = outcome.effects;
  if (outcome.effects.some((effect) => effect.outcome === 'updated') && first?.outcome === 'unchanged')
    return 'updated';
  return first?.outcome ?? 'unchanged';
}

function rowsOf(run: ImportRun, outcome: Outcome): NewImportLine[] {
  const { line } = outcome;
  const own = { importId: run.id, businessUnitId: run.businessUnitId, line };
  if ('ignored' in outcome) return [{ ...own, part: 0, outcome: 'ignored' }];
  if ('problem' in outcome) {
    const { code, field, otherLine } = outcome.problem;
    const at = (run.layout?.columns ?? []).findIndex((column) => column.field === field);
    return [
      {
        ...own,
        part: 0,
        outcome: 'wrong',
        problem: code,
        field: field?.startsWith('custom:') ? null : (field ?? null),
        columnNumber: field === undefined || at === -1 ? null : at + 1,
        otherLine: otherLine ?? null,
      },
    ];
  }
  return outcome.effects.map((effect, part) => ({ ...own, part, ...rowOfEffect(run, effect) }));
}

function rowOfEffect(
  { phase }: ImportRun,
  { outcome, recordType, recordId, before, revision }: ImportEffect,
): Pick<NewImportLine, 'outcome' | 'recordType' | 'recordId' | 'before' | 'revision'> {
  return {
    outcome,
    recordType,
    // In a trial a new record never was.
    recordId: phase === 'trial' && outcome === 'created' ? null : recordId,
    before: phase === 'real' ? (before ?? null) : null,
    revision: revision ?? null,
  };
}

/** What a file did beyond its lines: it stands at line 0. */
export function rowsOfWhole(run: ImportRun, effects: readonly ImportEffect[]): NewImportLine[] {
  const own = { importId: run.id, businessUnitId: run.businessUnitId, line: 0 };
  return effects.map((effect, n) => ({ ...own, part: n + 1, ...rowOfEffect(run, effect) }));
}

/** What the end of a trial would do. */
export async function tryLast(ctx: Context, { run }: OpenTarget): Promise<ImportEffect[]> {
  if (!run.finish) return [];
  let effects: ImportEffect[] = [];
  try {
    await ctx.db.write(async (tx) => {
      effects = (await run.finish?.(tx)) ?? [];
      throw new TrialOver([]);
    });
  } catch (error) {
    if (!(error instanceof TrialOver)) throw error;
  }
  return effects;
}
