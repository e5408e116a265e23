import { lockAttemptLimit, storeAttemptLimit } from '@itinera/db';
import { budgetRetryAt, chargeBudget, type Budget } from '../attempt-budget.ts';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { ImportTargetCode } from '../shared/imports.ts';
import { readExportFilter, type ExportFilter } from './exports/filter.ts';
import { exportSource } from './exports/sources.ts';
import { writeCsv } from './write-csv.ts';

/** One person: ten at once, then one in a minute. What is taken out is everything there is (S34). */
const exportBudget: Budget = { attempts: 10, window: 600, longestWait: 600 };

export interface ExportInput extends ExportFilter {
  target: ImportTargetCode;
  /** One character; a comma unless said otherwise. */
  separator?: string | undefined;
}

/**
 * Records of one kind, all or those of a list, as a CSV file in pieces, in the columns that an import takes: what goes out comes in and
 * changes nothing (CAD-CS-06). In the audit.
 * @throws ItineraError `too-many` (`exports`, details.retryAt), `invalid` (`separator`, part of the filter).
 */
export async function exportFile(
  ctx: Context,
  scope: BusinessUnitScope,
  { target, separator = ',', ...wished }: ExportInput,
): Promise<AsyncIterable<string>> {
  requireSeparator(separator);
  const source = exportSource(target);
  const filter = readExportFilter(wished);
  await ctx.db.write(async (tx) => {
    const now = ctx.clock.now();
    const state = await lockAttemptLimit(tx, `export:${scope.staffUserId}`, now);
    const retryAt = budgetRetryAt(state, exportBudget, now);
    if (retryAt !== null)
      throw new ItineraError('too-many', 'Too many exports at once; wait a little', {
        reason: 'exports',
        details: { retryAt },
      });
    await storeAttemptLimit(tx, { ...state, ...chargeBudget(state, exportBudget, now), lastAt: now });
    await appendEvent(ctx, tx, scope, {
      kind: 'export.made',
      subjectType: 'business-unit',
      subjectId: scope.businessUnitId,
      data: { target },
    });
  });
  const { header, batches } = await source(ctx, scope, filter);
  return writeCsv(header, batches, separator);
}

/** What stands between two cells of a file. @throws ItineraError `invalid` (`separator`). */
export function requireSeparator(separator: string): void {
  if (separator.length === 1 && !/["\r\n\0'=+\-@]/.test(separator)) return;
  throw new ItineraError('invalid', 'separator must be one character such as , or ;', {
    field: 'separator',
  });
}
