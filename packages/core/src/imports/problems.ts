import { ItineraError } from '../shared/errors.ts';

/** Why a whole file cannot be read. */
export const fileProblems = [
  'empty',
  'no-records',
  'encoding',
  'quote',
  'line-too-long',
  'too-many-columns',
  'too-many-lines',
  'header-empty',
  'stopped',
] as const;
export type FileProblemCode = (typeof fileProblems)[number];

/** A file that cannot be read on, where that was seen; lines and columns from 1. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: FileProblemCode, at: { line?: number | undefined; column?: number | undefined } = {}) {
    super(`${code} at line ${String(at.line ?? '?')}`);
    this.code = code;
    this.line = at.line;
    this.column = at.column;
  }
}

/** What may be wrong with one line; the remedy is said by these words in each language. */
export const lineProblems = [
  'column-count',
  'nul',
  'too-long',
  'key-missing',
  'duplicate',
  'exists',
  'missing',
  'required',
  'invalid',
  'unknown',
  'not-allowed',
  'contained',
  'not-located',
  'no-room',
  'clock-gap',
  'other-unit',
  'conflict',
] as const;
export type LineProblemCode = (typeof lineProblems)[number];

/** A line that cannot be taken as it is: which field of it, and why. */
export class LineProblem extends Error {
  override readonly name = 'LineProblem';
  readonly code: LineProblemCode;
  readonly field: string | undefined;
  /** Another line it has to do with. */
  readonly otherLine: number | undefined;

  constructor(code: LineProblemCode, field?: string, otherLine?: number) {
    super(`${code}${field === undefined ? '' : ` (${field})`}`);
    this.code = code;
    this.field = field;
    this.otherLine = otherLine;
  }
}

/** A line that was refused when part of it was written already: it goes alone, and nothing of it stays. */
export class HalfWritten extends Error {
  override readonly name = 'HalfWritten';
  readonly problem: LineProblem;

  constructor(problem: LineProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Somebody changed what a batch was prepared for: it is prepared and written again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * What a use case refused, as a problem of the line it came from. `fields` says which column an input's field came from
 * where the names are not the same.
 * @throws what is no refusal of the input: the store is away, or a mistake of ours.
 */
export function asLineProblem(error: unknown, fields: Readonly<Record<string, string>> = {}): LineProblem {
  if (error instanceof LineProblem) return error;
  if (!(error instanceof ItineraError)) throw error;
  const named = error.field === undefined ? undefined : (error.field.split('.')[0] ?? error.field);
  const field = named === undefined ? undefined : (fields[error.field ?? ''] ?? fields[named] ?? named);
  switch (error.code) {
    case 'invalid':
      return new LineProblem('invalid', field);
    case 'not-found':
      return new LineProblem('unknown', field);
    case 'not-allowed':
      return new LineProblem('not-allowed', field);
    case 'stale':
    case 'gone':
      return new LineProblem('conflict', field);
    default:
      throw error;
  }
}
