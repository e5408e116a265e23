/** One mail to one person. `to` is an address alone: display names are not needed and invite header tricks. */
export interface Mail {
  to: string;
  /** Default: the installation's own sender. */
  from?: string | undefined;
  subject: string;
  text: string;
  html?: string | undefined;
  /** The same for every attempt at one message, so that a receiver can drop a duplicate. With angle brackets. */
  messageId: string;
  headers?: Record<string, string> | undefined;
  attachments?: readonly MailAttachment[] | undefined;
}

/** A file that goes with a mail; whole, so it is small. */
export interface MailAttachment {
  name: string;
  /** Its media type. */
  type: string;
  content: Buffer;
}

/** How mail leaves. Rejects when the other side did not take it; the outbox then tries again. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** A mailer that keeps what it sent forgets what went to these addresses and numbers. */
  forget?(recipients: readonly string[]): void;
}
