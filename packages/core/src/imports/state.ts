import type { ImportRun } from '@itinera/db';
import type { EpochSeconds } from '../shared/units.ts';
import { undoable } from './limits.ts';

/** Whether a worker has it, or will. */
export function isActive({ state }: Pick<ImportRun, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** Whether it can be tried or written: its file is here, nobody reads it, and it was not written yet. */
export function mayStart({
  state,
  phase,
  layout,
  done,
}: Pick<ImportRun, 'state' | 'phase' | 'layout' | 'done'>): boolean {
  if (layout === null) return false;
  if (phase === null || phase === 'trial') return ['ready', 'done', 'failed', 'canceled'].includes(state);
  return phase === 'real' && done === 0 && ['ready', 'failed', 'canceled'].includes(state);
}

/** Whether what it wrote can be taken back; that no other import wrote since is asked elsewhere. */
export function mayUndo(run: ImportRun, now: EpochSeconds): boolean {
  return run.writtenAt !== null && !isActive(run) && now - run.writtenAt < undoable;
}
