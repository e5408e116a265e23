import { longestOffline, type Answers, type KoReason } from '@itinera/core/shared';
import { phoneNow } from './phone-clock.ts';

/** A closing form that somebody has begun on this phone. */
export interface ClosingDraft {
  /** Of which visit, for lists: the customer. */
  title: string;
  startedAt: number;
  /** null: when it is sent. */
  endedAt: number | null;
  result: 'ok' | 'ko' | null;
  reason: KoReason | '';
  comment: string;
  answers: Answers;
}

/** Whose draft it is stands in its name: nobody else's page asks for it. */
const prefix = 'itinera-closing ';
const keyOf = (owner: string, interventionId: string): string => `${prefix}${owner} ${interventionId}`;
const keysOf = (beginning: string): string[] =>
  Object.keys(localStorage).filter((key) => key.startsWith(beginning));

/** What its owner had typed when the page ended. */
export function readDraft(owner: string, interventionId: string): ClosingDraft | null {
  return parsed(keyOf(owner, interventionId));
}

export function keepDraft(owner: string, interventionId: string, draft: ClosingDraft): void {
  localStorage.setItem(keyOf(owner, interventionId), JSON.stringify({ ...draft, keptAt: phoneNow() }));
}

export function dropDraft(owner: string, interventionId: string): void {
  localStorage.removeItem(keyOf(owner, interventionId));
}

/** The closing forms that this person has begun and not sent, and how they are called. */
export function begunDrafts(owner: string): string[] {
  return keysOf(`${prefix}${owner} `).flatMap((key) => parsed(key)?.title ?? []);
}

export function dropDrafts(owner: string): void {
  for (const key of keysOf(`${prefix}${owner} `)) localStorage.removeItem(key);
}

/** Whether anybody's wait on this phone: signing out must not take them away. */
export function draftsOnPhone(): boolean {
  return keysOf(prefix).length > 0;
}

/** What was begun so long ago that it could not be sent any more goes, whoever's it is. */
export function dropOldDrafts(): void {
  for (const key of keysOf(prefix)) if (parsed(key) === null) localStorage.removeItem(key);
}

function parsed(key: string): ClosingDraft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null') as
      (ClosingDraft & { keptAt?: number }) | null;
    return draft !== null && (draft.keptAt ?? phoneNow()) > phoneNow() - longestOffline ? draft : null;
  } catch {
    return null;
  }
}
