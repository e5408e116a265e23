import { addJobs, insertRows, type Message, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import type { Language } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { Rendered } from './content.ts';

export type MessageKind =
  | 'sign-in-code'
  | 'identifier-code'
  | 'sign-in-paused'
  | 'invitation'
  | 'identifier-changed'
  | 'new-device'
  | 'booking-confirmed'
  | 'booking-rescheduled'
  | 'booking-canceled'
  | 'request-received'
  | 'request-answered'
  | 'booking-declined'
  | 'booking-technician'
  | 'report'
  | 'staff-invitation'
  | 'staff-notice';

/** What must still hold when the message leaves; otherwise it is superseded and nobody gets it. */
export type ValidIf =
  | { kind: 'always' }
  | {
      kind: 'booking';
      canceled: boolean;
      start: EpochSeconds | null;
      end: EpochSeconds | null;
      /** Who is to come, where the message tells it. */
      technicianId?: string;
    }
  | { kind: 'challenge'; idHash: string }
  | { kind: 'invitation'; id: string; tokenHash: string }
  | { kind: 'access'; accessId: string }
  /** It is the last report of closed work; `attached`: its file goes with the mail. */
  | { kind: 'report'; fileId: string; attached: boolean };

/** The words of a text message. */
export interface TextMessage {
  subject: '';
  text: string;
  html: null;
}

export interface MessageInput {
  businessUnitId: string;
  kind: MessageKind;
  /** Default: e-mail. */
  channel?: 'email' | 'sms' | undefined;
  /** The address or number alone. */
  recipient: string;
  language: Language;
  content: Rendered | TextMessage;
  validIf: ValidIf;
  interventionId?: string | undefined;
  /** Whom it is for, where that is one known person: erasing them finds it by this. */
  accessId?: string | undefined;
  /** At most one message ever leaves under it. It names nobody. */
  dedupeKey: string;
}

/** What a send job is told. */
export interface SendMessagePayload {
  messageId: string;
}

const sealPurpose = 'message';

/** A text message of these words, on one line where they are values of others. */
export function textMessage(text: string): TextMessage {
  return { subject: '', text, html: null };
}

/** Messages that hold a code or a link that opens something: encrypted while they wait. */
export function isSecret(kind: string): boolean {
  return ['sign-in-code', 'identifier-code', 'staff-invitation'].includes(kind);
}

/**
 * What is of no use to anybody once it has left: blanked then, with its recipient, who need not be anybody on file.
 */
export function isPassing(kind: string): boolean {
  return isSecret(kind) || kind === 'sign-in-paused';
}

/**
 * Writes a message and the job that sends it, in the transaction of the change it speaks of: rolled back together. The
 * second message under one dedupe key is dropped. Returns its id; null: it was dropped.
 */
export async function queueMessage(ctx: Context, tx: Queries, input: MessageInput): Promise<string | null> {
  const id = ctx.ids.newId();
  const now = ctx.clock.now();
  const { businessUnitId, kind, channel = 'email', recipient, language, validIf } = input;
  const payload: SendMessagePayload = { messageId: id };
  const job = {
    id: ctx.ids.newId(),
    businessUnitId,
    kind: 'send-message',
    payload,
    runAt: now,
    dedupeKey: `message:${input.dedupeKey}`,
    createdAt: now,
  };
  if ((await addJobs(tx, [job])).length === 0) return null;
  const { subject, text, html } = input.content;
  const body = isSecret(kind)
    ? { text: ctx.keys.seal(sealPurpose, JSON.stringify({ text, html }), id), html: null }
    : { text, html };
  const { interventionId = null, accessId = null } = input;
  const about = { interventionId, accessId, validIf };
  await insertRows(tx, 'message', [
    {
      id,
      businessUnitId,
      channel,
      kind,
      recipient,
      language,
      subject,
      ...body,
      createdAt: now,
      ...about,
    },
  ]);
  return id;
}

/** The words of a stored message, opened when they are sealed. */
export function bodyOf(ctx: Context, message: Message): { text: string; html: string | null } {
  if (!isSecret(message.kind)) return { text: message.text, html: message.html };
  return JSON.parse(ctx.keys.open(sealPurpose, message.text, message.id)) as {
    text: string;
    html: string | null;
  };
}
