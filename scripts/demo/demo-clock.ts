/** A clock that the making of the demo can set: what lies behind today was made then, not now. */
export interface DemoClock {
  now(): number;
  /** @param instant whole epoch seconds */
  set(instant: number): void;
}

export function createDemoClock(instant: number): DemoClock {
  let current = instant;
  return {
    now: () => current,
    set(next) {
      current = next;
    },
  };
}
