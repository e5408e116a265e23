import type { Problem } from '../../../api/errors.ts';

/** `offline`: no answer came at all. */
export type FailureCode = Problem['code'] | 'offline';

/** A call that was refused, or that nobody answered. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly code: FailureCode;
  readonly problem: Partial<Problem>;

  constructor(status: number, code: FailureCode, problem: Partial<Problem> = {}) {
    super(problem.message ?? code);
    this.status = status;
    this.code = code;
    this.problem = problem;
  }
}

/** The failure an answer tells of; an answer that is no problem of ours counts as `failed`. */
export async function failureOf(response: { status: number; json(): Promise<unknown> }): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null || !('code' in body))
    return new ApiFailure(response.status, 'failed');
  const problem = body as Problem;
  return new ApiFailure(response.status, problem.code, problem);
}

/** Whether the server could not be reached, or cannot answer now: what is kept on the phone is shown then. */
export function isUnreachable(failure: unknown): boolean {
  return failure instanceof ApiFailure && ['offline', 'unavailable'].includes(failure.code);
}
