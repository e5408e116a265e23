import { refreshAll } from '$app/navigation';
import { call, unitApi } from './api/client.ts';
import { ApiFailure } from './api/failure.ts';

const everyMilliseconds = 1000;
/** Lateness grows by the clock alone. */
const atLeastMilliseconds = 60_000;

/**
 * Keeps an open page up to date (CAD-LC-07): asks every second whether anything happened in the unit, and loads the page anew
 * when it did, and every minute. A page that nobody looks at asks nothing. For pages without fields: what is typed would be lost.
 * Returns what ends it, for `$effect`.
 */
export function keepUpToDate(businessUnitId: string): () => void {
  let known: number | null = null;
  let loadedAt = performance.now();
  let busy = false;
  let over = false;

  async function look() {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const { sequence } = await call(unitApi.changes.$get({ param: { businessUnitId } }));
      const isOld = performance.now() - loadedAt >= atLeastMilliseconds;
      if (!over && ((known !== null && sequence !== known) || isOld)) {
        await refreshAll();
        loadedAt = performance.now();
      }
      known = sequence;
    } catch (error) {
      // Asked again a second later; whose session has ended is told so by the next thing they do.
      if (!(error instanceof ApiFailure)) throw error;
    } finally {
      busy = false;
    }
  }

  void look();
  const timer = setInterval(() => void look(), everyMilliseconds);
  return () => {
    over = true;
    clearInterval(timer);
  };
}
