import type { ImportLayout } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';
import { targetOf } from './targets.ts';

/** Every required field has its column. @throws ItineraError `invalid` (`columns`, reason `key`; details.fields). */
export function requireColumns(code: string, { columns }: ImportLayout): void {
  const filled = new Set(columns.map(({ field }) => field));
  const missing = targetOf(code)
    .columns.filter(({ field, required }) => required && !filled.has(field))
    .map(({ field }) => field);
  if (missing.length > 0)
    throw new ItineraError('invalid', `columns: choose which column is ${missing.join(', ')}`, {
      field: 'columns',
      reason: 'key',
      details: { fields: missing },
    });
}
