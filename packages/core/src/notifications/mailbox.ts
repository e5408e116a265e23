import type { Clock } from '../outside/clock.ts';
import { systemClock } from '../outside/clock.ts';
import type { MailAttachment, Mailer } from '../outside/mailer.ts';
import type { SmsSender } from '../outside/sms-sender.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A mail or text message that the development mailbox took. */
export interface MailboxMail {
  id: string;
  channel: 'email' | 'sms';
  at: EpochSeconds;
  to: string;
  /** '' of a text message. */
  subject: string;
  text: string;
  html: string | null;
  /** What came with it, by its place; bytes are had by `attachment`. */
  attachments: { name: string; type: string; size: number }[];
}

export interface Mailbox extends Mailer {
  /** Takes text messages into the same mailbox. */
  sms: SmsSender;
  /** Newest first. */
  list(): MailboxMail[];
  /** An attachment by its mail and place; undefined: there is none, or it gave way to newer ones. */
  attachment(id: string, place: number): MailAttachment | undefined;
}

/** Bytes of attachments that a mailbox holds; the oldest give way. */
const mostAttached = 64 * 1024 * 1024;

/** For development: keeps the last `limit` messages in memory instead of sending them. One message is kept once. */
export function createMailbox(limit = 200, clock: Clock = systemClock): Mailbox {
  const mails = new Map<string, MailboxMail>();
  const files = new Map<string, readonly MailAttachment[]>();
  const drop = (id: string): void => {
    mails.delete(id);
    files.delete(id);
  };
  const keep = (mail: Omit<MailboxMail, 'at'>, attached: readonly MailAttachment[] = []): void => {
    if (mails.has(mail.id)) return;
    mails.set(mail.id, { ...mail, at: clock.now() });
    for (const oldest of mails.keys()) {
      if (mails.size <= limit) break;
      drop(oldest);
    }
    if (attached.length > 0) files.set(mail.id, attached);
    for (const oldest of files.keys()) {
      if (sizeOf([...files.values()].flat()) <= mostAttached) break;
      files.delete(oldest);
    }
  };
  return {
    async send({ to, subject, text, html, messageId, attachments: attached = [] }) {
      const attachments = attached.map(({ name, type, content }) => ({ name, type, size: content.length }));
      keep({ id: messageId, channel: 'email', to, subject, text, html: html ?? null, attachments }, attached);
    },
    sms: {
      async send({ to, text, reference }) {
        keep({ id: reference, channel: 'sms', to, subject: '', text, html: null, attachments: [] });
      },
    },
    forget(recipients) {
      for (const [id, { to }] of mails) if (recipients.includes(to)) drop(id);
    },
    list: () => [...mails.values()].reverse(),
    attachment: (id, place) => files.get(id)?.[place],
  };
}

function sizeOf(all: readonly MailAttachment[]): number {
  return all.reduce((sum, { content }) => sum + content.length, 0);
}
