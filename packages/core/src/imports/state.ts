import type { ImportRun } from '@itinera/db';
import type { EpochSeconds } from '../shared/units.ts';
import { undoable } from './limits.ts';

/** Whether a worker has it, or will. */
export function isActive({ state }: Pick<ImportRun, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** Whether it can be tried or written: its file is here, nobody reads it, and nothing of it was written. */
export function mayStart({
  state,
  layout,
  writtenAt,
}: Pick<ImportRun, 'state' | 'layout' | 'writtenAt'>): boolean {
  return layout !== null && writtenAt === null && ['ready', 'done', 'failed', 'canceled'].includes(state);
}

/** Whether what it wrote can be taken back; that no other import wrote since is asked elsewhere. */
export function mayUndo(run: ImportRun, now: EpochSeconds): boolean {
  return run.writtenAt !== null && !isActive(run) && now - run.writtenAt < undoable;
}
