import type { ImportRun } from '@itinera/db';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { ImportMode, ImportOption } from '../shared/imports.ts';
import type { TargetRun } from './target.ts';
import { targetOf } from './targets.ts';

/** A target as one run uses it. */
export interface OpenTarget {
  run: TargetRun;
  mode: ImportMode;
  /** Keys of the lines that were taken, and where they stand. */
  taken: Map<string, number>;
}

export async function openTarget(
  ctx: Context,
  scope: BusinessUnitScope,
  { target, mode, phase, options, layout }: ImportRun,
): Promise<OpenTarget> {
  const taken = new Map<string, number>();
  const fields = new Set((layout?.columns ?? []).flatMap(({ field }) => (field === null ? [] : [field])));
  const run = await targetOf(target).open(ctx, scope, {
    trial: phase === 'trial',
    options: options as ImportOption[],
    fields,
    earlier: taken,
  });
  return { run, mode: mode as ImportMode, taken };
}
