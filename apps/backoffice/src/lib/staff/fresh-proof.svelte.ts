import { ApiFailure } from '../api/failure.ts';

/** What needs a fresh proof of who is there, and waits for one when there is none; what was filled in stays. */
export interface FreshProof {
  /** Whether somebody waits: the dialog for the proof is to be shown. */
  readonly asked: boolean;
  /** Does it, at once or after the proof. @throws what it throws; the refusal itself when the proof is left off. */
  protect<T>(work: () => Promise<T>): Promise<T>;
  given(): void;
  leftOff(): void;
}

export function freshProof(): FreshProof {
  let waiting = $state<{ goOn: () => void; leaveOff: () => void } | null>(null);
  return {
    get asked() {
      return waiting !== null;
    },
    async protect(work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ApiFailure) || error.problem.reason !== 'proof') throw error;
        await new Promise<void>((goOn, leaveOff) => {
          waiting = { goOn, leaveOff: () => leaveOff(error) };
        });
        return work();
      }
    },
    given() {
      waiting?.goOn();
      waiting = null;
    },
    leftOff() {
      waiting?.leaveOff();
      waiting = null;
    },
  };
}
