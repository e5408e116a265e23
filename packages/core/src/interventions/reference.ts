import { nextValue, type Queries } from '@itinera/db';

/**
 * The next short reference of a business unit (`V-00042`), unique in it. Other writers of the unit that number
 * something wait from here on until the write ends: take it late.
 */
export async function nextReference(tx: Queries, businessUnitId: string): Promise<string> {
  return interventionReference(await nextValue(tx, businessUnitId, 'intervention'));
}

export function interventionReference(number: number): string {
  return `V-${String(number).padStart(5, '0')}`;
}
