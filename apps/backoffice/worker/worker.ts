import type { Core } from '@itinera/core';
import { setTimeout as pause } from 'node:timers/promises';

const idleMilliseconds = 300;
const longestBackoff = 30_000;

export interface Worker {
  /** Takes no new job and waits for the running one. */
  stop(): Promise<void>;
}

/**
 * Runs what is due, in two loops, so that no mail waits behind a file that is read for minutes: at once again while there
 * is work, after a short pause when there is none, and after a growing one while the store fails. `owner` names this
 * worker in the leases.
 */
export function startWorker({ core, owner }: { core: Core; owner: string }): Worker {
  const stopping = new AbortController();
  const loops = (['short', 'long'] as const).map((only) => work(core, owner, only, stopping.signal));
  const running = Promise.all(loops);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function work(core: Core, owner: string, only: 'short' | 'long', stopping: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    let wait = 0;
    try {
      const ran = await core.jobs.runDue(`${owner} ${only}`, { only, stopping });
      failures = 0;
      if (ran === 0) wait = idleMilliseconds;
    } catch (error) {
      failures += 1;
      wait = Math.min(longestBackoff, idleMilliseconds * 2 ** failures);
      core.logger.error({ err: error, failures, waitMilliseconds: wait }, 'worker: jobs could not be run');
    }
    // An aborted pause rejects, and so does nothing but end the loop.
    if (wait > 0) await pause(wait, undefined, { signal: stopping }).catch(() => undefined);
  }
}
