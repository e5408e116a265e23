import { ApiFailure } from './failure.ts';

/** One request of a form at a time: whether it is on its way, and how the last one failed. */
export class Sending {
  busy = $state(false);
  failure = $state.raw<ApiFailure | null>(null);

  /**
   * Does the work, unless other work is on its way. What the API refuses is kept in `failure`; every other error is
   * thrown on.
   * @returns whether it was done.
   */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
