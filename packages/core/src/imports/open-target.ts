import type { ImportRun } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { ImportMode, ImportOption } from '../shared/imports.ts';
import { linesAtOnce as usualLinesAtOnce } from './limits.ts';
import type { TargetRun } from './target.ts';
import { targetOf } from './targets.ts';

/** A target as one run uses it. */
export interface OpenTarget {
  run: TargetRun;
  mode: ImportMode;
  linesAtOnce: number;
  /** Keys of the lines that were taken, and where they stand. */
  taken: Map<string, number>;
}

export async function openTarget(
  ctx: Context,
  scope: BusinessUnitScope,
  { target, mode, phase, options, activityTypeId, layout }: ImportRun,
): Promise<OpenTarget> {
  const taken = new Map<string, number>();
  const fields = new Set((layout?.columns ?? []).flatMap(({ field }) => (field === null ? [] : [field])));
  const opened = targetOf(target);
  const run = await opened.open(ctx, scope, {
    trial: phase === 'trial',
    options: options as ImportOption[],
    activityTypeId,
    fields,
    earlier: taken,
  });
  const linesAtOnce = opened.linesAtOnce ?? usualLinesAtOnce;
  return { run, mode: mode as ImportMode, linesAtOnce, taken };
}
