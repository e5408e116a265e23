import type { Clock } from '../outside/clock.ts';
import { systemClock } from '../outside/clock.ts';
import type { Mailer } from '../outside/mailer.ts';
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
}

export interface Mailbox extends Mailer {
  /** Takes text messages into the same mailbox. */
  sms: SmsSender;
  /** Newest first. */
  list(): MailboxMail[];
}

/** For development: keeps the last `limit` messages in memory instead of sending them. One message is kept once. */
export function createMailbox(limit = 200, clock: Clock = systemClock): Mailbox {
  const mails = new Map<string, MailboxMail>();
  const keep = (mail: Omit<MailboxMail, 'at'>): void => {
    if (mails.has(mail.id)) return;
    mails.set(mail.id, { ...mail, at: clock.now() });
    for (const oldest of mails.keys()) {
      if (mails.size <= limit) break;
      mails.delete(oldest);
    }
  };
  return {
    async send({ to, subject, text, html, messageId }) {
      keep({ id: messageId, channel: 'email', to, subject, text, html: html ?? null });
    },
    sms: {
      async send({ to, text, reference }) {
        keep({ id: reference, channel: 'sms', to, subject: '', text, html: null });
      },
    },
    forget(recipients) {
      for (const [id, { to }] of mails) if (recipients.includes(to)) mails.delete(id);
    },
    list: () => [...mails.values()].reverse(),
  };
}
