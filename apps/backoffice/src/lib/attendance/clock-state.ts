import type { OwnAttendance } from '@itinera/core';
import { onPhone, type ClockTap, type Command } from '../offline/command.ts';

/** What the server told of the clock, and when that was by this phone's clock. */
export interface ToldClock {
  attendance: Pick<OwnAttendance, 'openElsewhere'> & {
    open: Pick<NonNullable<OwnAttendance['open']>, 'id' | 'start' | 'site'> | null;
  };
  unitId: string;
  loadedAt: number;
  /** Seconds by which the server's clock is ahead of this phone's. */
  ahead: number;
}

/** What is open for whoever holds the phone. */
export interface ClockOnPhone {
  /** `id`: as a tap names it that ends it; `site`: '' of the day. null: nothing is open here. */
  open: { id: string; start: number; site: string } | null;
  /** Open for another unit: it ends there. */
  elsewhere: boolean;
}

/** What is open: as it was told, and what was tapped on the phone since. */
export function clockOnPhone(
  { attendance, unitId, loadedAt, ahead }: ToldClock,
  commands: readonly Command[],
): ClockOnPhone {
  const told = attendance.open;
  let open: ClockOnPhone['open'] = told && {
    ...{ id: told.id, start: told.start },
    site: told.site ? `${told.site.customerName}, ${told.site.address}` : '',
  };
  let elsewhere = attendance.openElsewhere;
  const tapped = commands
    .filter(({ kind }) => kind === 'clock')
    .filter(({ state, sentAt }) => state === 'waiting' || (state === 'sent' && (sentAt ?? 0) >= loadedAt));
  for (const { key, state, answer, businessUnitId, title, body } of tapped) {
    const { tap, at } = body as ClockTap;
    const isHere = businessUnitId === unitId;
    if (tap === 'out' && isHere) open = null;
    if (tap === 'out' && !isHere) elsewhere = false;
    if (tap === 'out' || open || elsewhere) continue;
    const { clockingId } = (answer ?? {}) as { clockingId?: string };
    const id = state === 'sent' && clockingId ? clockingId : onPhone + key;
    if (isHere) open = { id, start: at + ahead, site: title };
    else elsewhere = true;
  }
  return { open, elsewhere };
}
