import type { Answers, KoReason } from '@itinera/core/shared';
import { phone } from './phone.svelte.ts';

/** A closing form that somebody has begun on this phone. */
export interface ClosingDraft {
  startedAt: number;
  /** null: when it is sent. */
  endedAt: number | null;
  result: 'ok' | 'ko' | null;
  reason: KoReason | '';
  comment: string;
  answers: Answers;
}

const keyOf = (interventionId: string): string => `itinera-closing ${phone.owner ?? ''} ${interventionId}`;

/** What its owner had typed when the page ended. */
export function readDraft(interventionId: string): ClosingDraft | null {
  const text = localStorage.getItem(keyOf(interventionId));
  return text === null ? null : (JSON.parse(text) as ClosingDraft);
}

export function keepDraft(interventionId: string, draft: ClosingDraft): void {
  localStorage.setItem(keyOf(interventionId), JSON.stringify(draft));
}

export function dropDraft(interventionId: string): void {
  localStorage.removeItem(keyOf(interventionId));
}
