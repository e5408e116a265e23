import { constraintsOf } from '../constraints/list.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import type { EpochSeconds } from '../units.ts';
import { technicianNumbers, windowNumbers } from './numbers.ts';
import type { RefusalNumbers } from './types.ts';

/** Why a technician who does not work near the window is refused: for himself, for the window, or for want of hours. */
export function noDayNumbers(query: SlotQuery, technician: Technician, start: EpochSeconds): RefusalNumbers {
  for (const { code, refuses } of constraintsOf('technician')) {
    if (refuses(query, technician)) return technicianNumbers(code, query, technician);
  }
  for (const { code, refuses } of constraintsOf('window')) {
    if (refuses(query, start)) return windowNumbers(code, query, start);
  }
  return { code: 'working-time', shortBy: null };
}
