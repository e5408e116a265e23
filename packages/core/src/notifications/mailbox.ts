import type { Clock } from '../outside/clock.ts';
import { systemClock } from '../outside/clock.ts';
import type { Mailer } from '../outside/mailer.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** A mail that the development mailbox took. */
export interface MailboxMail {
  id: string;
  at: EpochSeconds;
  to: string;
  subject: string;
  text: string;
  html: string | null;
}

export interface Mailbox extends Mailer {
  /** Newest first. */
  list(): MailboxMail[];
}

/** For development: keeps the last `limit` mails in memory instead of sending them. One message is kept once. */
export function createMailbox(limit = 200, clock: Clock = systemClock): Mailbox {
  const mails = new Map<string, MailboxMail>();
  return {
    async send({ to, subject, text, html, messageId }) {
      if (mails.has(messageId)) return;
      mails.set(messageId, { id: messageId, at: clock.now(), to, subject, text, html: html ?? null });
      for (const oldest of mails.keys()) {
        if (mails.size <= limit) break;
        mails.delete(oldest);
      }
    },
    list: () => [...mails.values()].reverse(),
  };
}
