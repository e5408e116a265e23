import { refreshAll } from '$app/navigation';

const everyMilliseconds = 1000;
const longestMilliseconds = 30_000;
const patienceMilliseconds = 10_000;

/**
 * Keeps an open page up to date (CAD-LC-07): asks every second whether what it shows has changed, and loads it anew when it has. A
 * page that nobody looks at asks nothing; without an answer it asks more and more seldom, and says so. Asking keeps nobody signed in.
 */
export class Following {
  /** On the clock of the place, when it was last right; null: as the page says. */
  asOf = $state<string | null>(null);
  lost = $state(false);

  /** `markOf`: what the page is marked with. Returns what ends it, for `$effect`. */
  start(path: string, markOf: () => string): () => void {
    let over = false;
    let busy = false;
    let wait = everyMilliseconds;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const look = async () => {
      if (busy || over || document.hidden) return;
      busy = true;
      clearTimeout(timer);
      try {
        const { mark, asOf } = await ask(path);
        if (!over && mark !== markOf()) await refreshAll();
        this.asOf = asOf;
        this.lost = false;
        wait = everyMilliseconds;
      } catch {
        this.lost = true;
        wait = Math.min(2 * wait, longestMilliseconds);
      } finally {
        busy = false;
        if (!over) timer = setTimeout(() => void look(), wait);
      }
    };
    /** Whoever comes back sees what is true now. */
    const back = () => {
      wait = everyMilliseconds;
      void look();
    };
    document.addEventListener('visibilitychange', back);
    window.addEventListener('online', back);
    timer = setTimeout(() => void look(), wait);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('online', back);
    };
  }
}

async function ask(path: string): Promise<{ mark: string; asOf: string }> {
  const answer = await fetch(path, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  // Whose session has ended is led to the sign-in by the page itself.
  if (answer.redirected) return { mark: '', asOf: '' };
  if (!answer.ok) throw new Error(`no answer: ${answer.status}`);
  return (await answer.json()) as { mark: string; asOf: string };
}
