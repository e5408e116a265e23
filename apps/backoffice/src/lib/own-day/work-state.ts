import { transitionOf, type StepTaker, type WorkState, type WorkStep } from '@itinera/core/shared';
import type { Command } from '../offline/command.ts';

/** Work as the server told it, and when that was by this phone's clock. */
export interface ToldWork {
  state: WorkState;
  taker: StepTaker;
  loadedAt: number;
}

/** Where the work stands for whoever holds the phone: as it was told, and what was said on the phone since. */
export function stateOnPhone(
  { state, taker, loadedAt }: ToldWork,
  interventionId: string,
  commands: readonly Command[],
): WorkState {
  return commands
    .filter((one) => one.kind === 'step' && one.interventionId === interventionId)
    .filter(({ state, sentAt }) => state === 'waiting' || (state === 'sent' && (sentAt ?? 0) >= loadedAt))
    .reduce((now, { body }) => {
      const to = transitionOf(body['step'] as WorkStep, now, taker)?.to;
      return to === undefined || to === 'before' ? now : to;
    }, state);
}

/** When a step was said on this phone, by its clock; undefined: it was not. */
export function saidAt(step: WorkStep, interventionId: string, commands: readonly Command[]) {
  const said = commands.findLast(
    (one) =>
      one.kind === 'step' &&
      one.interventionId === interventionId &&
      one.body['step'] === step &&
      one.state !== 'put-aside',
  );
  return said?.body['at'] as number | undefined;
}
