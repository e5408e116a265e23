import type { OwnAttendance, OwnDay } from '@itinera/core';
import type { Me } from '../session.ts';
import { openPhone, settled, type Asked } from './phone-store.ts';
import { phoneNow } from './phone-clock.ts';

/* What is kept on a phone to be read without a network: only of whoever said so, and only until they sign out. */

const flag = 'itinera-kept-for';
/** Days that were looked at last; older ones go. */
const mostDays = 14;

export interface KeptDay {
  day: OwnDay | null;
  keptAt: number;
  loadedAt: number;
}

/** Whether this person's days are kept on this phone. */
export function keeps(owner: string): boolean {
  return localStorage.getItem(flag) === owner;
}

/** From now on they are, and nobody else's. */
export async function startKeeping(owner: string): Promise<void> {
  await forgetKept();
  localStorage.setItem(flag, owner);
}

/** Everything that is kept to be read goes; what is not sent stays. */
export async function forgetKept(): Promise<void> {
  localStorage.removeItem(flag);
  await withKept('readwrite', (kept) => kept.clear());
}

export async function keepMe(me: Me): Promise<void> {
  const owner = localStorage.getItem(flag);
  if (owner !== null && owner !== me.staffUserId) await forgetKept();
  if (keeps(me.staffUserId)) await withKept('readwrite', (kept) => kept.put({ me, at: phoneNow() }, 'me'));
}

/** Who was signed in when there was a network, with the server's time as it should be by now; undefined: nothing is kept. */
export async function keptMe(): Promise<Me | undefined> {
  const owner = localStorage.getItem(flag);
  if (owner === null) return undefined;
  const kept = (await withKept('readonly', (store) => store.get('me'))) as { me: Me; at: number } | undefined;
  if (kept?.me.staffUserId !== owner) return undefined;
  return { ...kept.me, now: kept.me.now + phoneNow() - kept.at };
}

const dayKey = (unitId: string, date: string): string => `day ${unitId} ${date}`;

export async function keepDay(owner: string, unitId: string, date: string, kept: KeptDay): Promise<void> {
  if (!keeps(owner)) return;
  await withKept('readwrite', (store) => store.put(kept, dayKey(unitId, date)));
  const all = (await withKept('readonly', (store) => store.getAllKeys())) as string[];
  const keys = all.filter((key) => key.startsWith('day '));
  const oldest = keys.slice(0, Math.max(0, keys.length - mostDays));
  for (const key of oldest) await withKept('readwrite', (store) => store.delete(key));
}

export async function keptDay(owner: string, unitId: string, date: string): Promise<KeptDay | undefined> {
  if (!keeps(owner)) return undefined;
  const kept = await withKept('readonly', (store) => store.get(dayKey(unitId, date)));
  return kept as KeptDay | undefined;
}

export interface KeptHours {
  attendance: OwnAttendance;
  keptAt: number;
  loadedAt: number;
}

const hoursKey = (unitId: string): string => `hours ${unitId}`;

/** The current month of one's own hours, with what is open: the last that was seen. */
export async function keepHours(owner: string, unitId: string, kept: KeptHours): Promise<void> {
  if (keeps(owner)) await withKept('readwrite', (store) => store.put(kept, hoursKey(unitId)));
}

export async function keptHours(owner: string, unitId: string): Promise<KeptHours | undefined> {
  if (!keeps(owner)) return undefined;
  return (await withKept('readonly', (store) => store.get(hoursKey(unitId)))) as KeptHours | undefined;
}

async function withKept(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => Asked): Promise<unknown> {
  const db = await openPhone();
  try {
    return await settled(work(db.transaction('kept', mode).objectStore('kept')));
  } finally {
    db.close();
  }
}
