import type { Clock } from '@itinera/core';

/** Never more keys than that are counted; beyond it all others share one. */
const mostKeys = 50_000;

/**
 * Counts requests by key within windows of time that follow each other, in this process.
 * @returns when to ask again, in epoch seconds, or null for now.
 */
export function requestLimit(
  clock: Clock,
  { requests, window }: { requests: number; window: number },
): (key: string) => number | null {
  const counts = new Map<string, number>();
  let until = 0;
  return (key) => {
    const now = clock.now();
    if (now >= until || now < until - window) {
      counts.clear();
      until = now + window;
    }
    const counted = counts.has(key) || counts.size < mostKeys ? key : '';
    const count = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, count);
    return count > requests ? until : null;
  };
}
