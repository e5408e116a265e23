import type { ImportRun } from '@itinera/db';
import { advanceImport, listImportLinesToUndo, markUndone } from '@itinera/db/imports';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { Lease } from '../lease.ts';
import { targetOf } from './targets.ts';
import { isOvertaken } from './write-batch.ts';

/** Written together: taking back asks more than writing. */
const atOnce = 100;

/**
 * Takes back what an import wrote, the last line first: what nothing has come after. What stays is marked with why. At
 * its end the import counts as never written.
 */
export async function runUndo(
  ctx: Context,
  scope: BusinessUnitScope,
  run: ImportRun,
  lease: Lease,
): Promise<'later' | void> {
  const target = targetOf(run.target);
  let at: ImportRun | null = run;
  let overtaken = 0;
  for (;;) {
    if (lease.stopping?.aborted) return 'later';
    const from: ImportRun = at;
    const coming = await listImportLinesToUndo(ctx.db.read, run.businessUnitId, run.id, atOnce);
    const prepared = await target.aheadOfUndo?.(ctx, scope, coming);
    at = await ctx.db
      .write(async (tx) => {
        const lines = await listImportLinesToUndo(tx, run.businessUnitId, run.id, atOnce);
        await prepared?.begin(tx);
        const counts = { ...from.counts };
        for (const line of lines) {
          const undoing = await target.undo(ctx, tx, scope, line, prepared);
          counts[undoing === 'undone' ? 'undone' : 'kept'] += 1;
          await markUndone(tx, line, undoing);
        }
        const over = lines.length < atOnce;
        const now = ctx.clock.now();
        const next = { ...from, counts, done: from.done + lines.length };
        const ours = await advanceImport(tx, run.id, from, {
          counts,
          done: next.done,
          ...(over ? { state: 'done' as const, finishedAt: now, writtenAt: null } : {}),
        });
        // Canceled, or another worker's: what this batch did goes with it.
        if (!ours || !(await lease.renew(tx))) throw new Stopped();
        if (over)
          await appendEvent(ctx, tx, scope, {
            kind: 'import.undone',
            subjectType: 'import',
            subjectId: run.id,
            data: { target: run.target, undone: counts.undone, kept: counts.kept },
          });
        return over ? null : next;
      })
      .catch((error: unknown) => {
        if (error instanceof Stopped) return null;
        // Somebody was quicker: the same lines are looked at again.
        if (isOvertaken(error) && ++overtaken < 3) return from;
        throw error;
      });
    if (at === null) return;
  }
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}
