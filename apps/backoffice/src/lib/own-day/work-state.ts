import { transitionOf, type StepTaker, type WorkState, type WorkStep } from '@itinera/core/shared';
import type { OwnWork } from '@itinera/core';
import type { Command } from '../offline/command.ts';

/** Work as the server told it, and when that was by this phone's clock. */
export interface ToldWork {
  work: Pick<OwnWork, 'state' | 'startedAt' | 'from'>;
  taker: StepTaker;
  loadedAt: number;
}

/** Where work stands, and since when it is under way; null: it is not. */
export interface WorkOnPhone {
  state: WorkState;
  startedAt: number | null;
  /** What taking the last step back leads to; null: there is none. */
  back: WorkState | null;
}

/** Where the work stands for whoever holds the phone: as it was told, and what was said on the phone since. */
export function workOnPhone(
  { work, taker, loadedAt }: ToldWork,
  interventionId: string,
  commands: readonly Command[],
): WorkOnPhone {
  const from = { ...work.from };
  let { state, startedAt } = work;
  const said = commands
    .filter((one) => one.kind === 'step' && one.interventionId === interventionId)
    .filter((one) => one.state === 'waiting' || (one.state === 'sent' && (one.sentAt ?? 0) >= loadedAt));
  for (const { body } of said) {
    const step = body['step'] as WorkStep;
    const to = transitionOf(step, state, taker)?.to;
    if (to === undefined) continue;
    const next = to === 'before' ? (from[state] ?? 'planned') : to;
    if (step !== 'back') from[next] = state;
    if (step === 'started') startedAt = body['at'] as number;
    else if (next !== 'started' && step === 'back') startedAt = null;
    state = next;
  }
  const mayGoBack = transitionOf('back', state, taker) !== undefined;
  return { state, startedAt, back: mayGoBack ? (from[state] ?? 'planned') : null };
}
