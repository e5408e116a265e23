import type { EpochSeconds } from '../shared/units.ts';

/** An instant as it stands in an export. */
export function instant(at: EpochSeconds | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString();
}
