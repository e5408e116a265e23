/** What one check or test project found. No failures means passed. */
export interface Outcome {
  /** One readable paragraph for each thing that is wrong. */
  readonly failures: readonly string[];
  /** What was looked at, with its count: "214 files". */
  readonly note: string;
}

/** One thing that `npm run check` or `npm test` does. */
export interface Step {
  readonly name: string;
  /** Seconds after which the step is ended and counts as failed. */
  readonly limitSeconds: number;
  run(signal: AbortSignal): Promise<Outcome>;
}
