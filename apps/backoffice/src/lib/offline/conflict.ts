import { textOfAnswer, type Answers } from '@itinera/core/shared';
import { filesNamed, type Command } from './command.ts';
import type { ClosingDraft } from './drafts.ts';
import { phoneNow } from './phone-clock.ts';

/** One thing in two versions: what was entered here, and what is there. */
export interface TwoVersionsRow {
  name: string;
  own: string;
  now: string;
}

interface CurrentAnswers {
  answers?: Answers;
  revision?: number;
}

/** Both sides of a conflict, as far as the server told its own; only what differs. */
export function versionsOf({ kind, body, refusal, labels = {} }: Command): TwoVersionsRow[] {
  if (kind !== 'form' || refusal?.code !== 'stale') return [];
  const { answers: now = {} } = (refusal.current ?? {}) as CurrentAnswers;
  const own = (body['answers'] ?? {}) as Answers;
  return [...new Set([...Object.keys(own), ...Object.keys(now)])]
    .map((code) => ({ name: labels[code] ?? code, own: textOf(own[code]), now: textOf(now[code]) }))
    .filter((row) => row.own !== row.now);
}

/** What is sent when somebody's own version is to hold after all; undefined: the same once more. */
export function renewed({ kind, body, refusal }: Command): Record<string, unknown> | undefined {
  // The phone's clock was set back meanwhile: when it happened nobody knows any more.
  if (kind === 'clock' && refusal?.reason === 'other-open') return { ...body, clockingId: null };
  if ((kind === 'step' || kind === 'clock') && refusal?.reason === 'after-sent')
    return { ...body, at: phoneNow() };
  if (kind !== 'form' || refusal?.code !== 'stale') return undefined;
  const { revision = 0 } = (refusal.current ?? {}) as CurrentAnswers;
  return { ...body, revision };
}

/** A closing that was not taken, as a form that was begun. */
export function draftOf({ title, body }: Command): ClosingDraft {
  const { startedAt, endedAt, result, reason, comment, answers } = body['closing'] as ClosingDraft;
  return { title, startedAt, endedAt, result, reason: reason ?? '', comment, answers };
}

function textOf(value: Answers[string] | undefined): string {
  if (value === undefined) return '';
  const files = filesNamed(value).length;
  return files > 0 ? `+${files}` : textOfAnswer(value);
}
