import { gt, or, type SQL } from 'drizzle-orm';
import type { Tables } from '../schema/tables.ts';

/** What ends after an instant, the last time if it comes again. */
export function notOver(table: Tables['absence'] | Tables['unitAbsence'], after: number): SQL | undefined {
  return or(gt(table.endsAt, after), gt(table.lastEndsAt, after));
}
