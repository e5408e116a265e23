import type { OwnDay } from '@itinera/core';
import { call, unitApi } from '../api/client.ts';
import { isUnreachable } from '../api/failure.ts';
import { loaded } from '../api/load.ts';
import { dateAt } from '../format/time.ts';
import { serverNow, setServerTime } from '../server-time.ts';
import { keepDay, keptDay } from './kept.ts';
import { phoneNow } from './phone-clock.ts';

/** A day to show; `keptAt`: when it was last seen with a network, null: now. */
export interface ShownDay {
  day: OwnDay | null;
  keptAt: number | null;
  /** When it was had from the server, by this phone's own clock. */
  loadedAt: number;
}

/** One's own day as it is now, or, without a network, as it was when it was kept. For `load`. */
export async function loadOwnDay(
  url: URL,
  { owner, unitId, zone, date }: { owner: string; unitId: string; zone: string; date: string | undefined },
): Promise<ShownDay> {
  const param = { businessUnitId: unitId };
  const query = date === undefined ? {} : { date };
  const shown = date ?? dateAt(serverNow(), zone);
  const loadedAt = phoneNow();
  const asked = call(unitApi['own-day'].$get({ param, query }));
  try {
    // The client's type of a form ends where a condition stands in another: the API's own is what comes.
    const { day, now } = (await asked) as unknown as { day: OwnDay | null; now: number };
    setServerTime(now);
    await keepDay(owner, unitId, day?.route.date ?? shown, { day, keptAt: now, loadedAt });
    return { day, keptAt: null, loadedAt };
  } catch (failure) {
    const kept = isUnreachable(failure) ? await keptDay(owner, unitId, shown) : undefined;
    return kept ?? loaded(url, Promise.reject(failure as Error));
  }
}
