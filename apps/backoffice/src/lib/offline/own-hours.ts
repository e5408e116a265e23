import type { OwnAttendance } from '@itinera/core';
import { error } from '@sveltejs/kit';
import { call, unitApi } from '../api/client.ts';
import { isUnreachable } from '../api/failure.ts';
import { loaded } from '../api/load.ts';
import { dateAt } from '../format/time.ts';
import { serverNow, setServerTime } from '../server-time.ts';
import { keepHours, keeps, keptHours } from './kept.ts';
import { phoneNow } from './phone-clock.ts';

interface Whose {
  owner: string;
  unitId: string;
}

/** One's own hours to show; `keptAt`: when they were last seen with a network, null: now. */
export interface ShownHours {
  attendance: OwnAttendance;
  keptAt: number | null;
  /** When they were had from the server, by this phone's own clock. */
  loadedAt: number;
}

/** One's own hours as they are now, or, without a network, the current month as it was when it was kept. For `load`. */
export async function loadOwnHours(
  url: URL,
  { month, ...whose }: Whose & { month: string | undefined },
): Promise<ShownHours> {
  try {
    const shown = await ask(whose, month);
    if (!shown) error(404, 'no technician of this unit', { code: 'not-found' });
    return shown;
  } catch (failure) {
    const kept = isUnreachable(failure) ? await keptHours(whose.owner, whose.unitId) : undefined;
    if (!kept || (month !== undefined && month !== kept.attendance.month.month))
      return loaded(url, Promise.reject(failure as Error));
    const { attendance } = kept;
    // Another day's sites are no longer those of today.
    const { zone } = attendance.month;
    const isToday = dateAt(kept.keptAt, zone) === dateAt(serverNow(), zone);
    return { ...kept, attendance: isToday ? attendance : { ...attendance, sites: [] } };
  }
}

/** Has one's own hours at hand for a dead spot, where days are kept on this phone; what fails is tried with the next day. */
export async function fetchHoursToKeep(whose: Whose): Promise<void> {
  if (keeps(whose.owner)) await ask(whose, undefined).catch(() => undefined);
}

async function ask({ owner, unitId }: Whose, month: string | undefined): Promise<ShownHours | null> {
  const loadedAt = phoneNow();
  const query = month === undefined ? {} : { month };
  const { attendance } = await call(
    unitApi.attendance.own.$get({ param: { businessUnitId: unitId }, query }),
  );
  if (!attendance) return null;
  setServerTime(attendance.now);
  if (month === undefined) await keepHours(owner, unitId, { attendance, keptAt: attendance.now, loadedAt });
  return { attendance, keptAt: null, loadedAt };
}
