/** Runs work while no other page of this browser runs work of the same name. */
export type Exclusive = (work: () => Promise<void>) => Promise<void>;

/** How long a page that stopped saying that it is there is waited for, and how often it says so; milliseconds. */
const lease = 90_000;
const beat = 20_000;
const pause = 500;

/**
 * One at a time among the pages of this browser: by the browser's own locks, and where it has none (they need https) by a
 * lease in its storage. Two leases taken in the same instant are possible; the keys of what is sent bear that.
 */
export function exclusively(name: string): Exclusive {
  if ('locks' in navigator) return (work) => navigator.locks.request(name, work);
  const own = Math.random().toString(36).slice(2);
  const held = (): boolean => {
    const [by, until] = (localStorage.getItem(name) ?? '').split(' ');
    return by !== own && Number(until) > Date.now();
  };
  const say = (): void => localStorage.setItem(name, `${own} ${Date.now() + lease}`);
  return async (work) => {
    do {
      while (held()) await new Promise((later) => setTimeout(later, pause));
      say();
      // Who wrote last has it.
      await new Promise((later) => setTimeout(later, 30));
    } while (held());
    // Who slept for longer than the lease may find that another has it.
    const timer = setInterval(() => held() || say(), beat);
    try {
      await work();
    } finally {
      clearInterval(timer);
      if (!held()) localStorage.removeItem(name);
    }
  };
}
