import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readMail } from './read-mail.ts';
import type { ReadMail } from './read-mail.ts';

/** A mail that reached the sink. */
export interface CaughtMail extends ReadMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
}

/** A real SMTP server on the loopback interface that keeps what it gets. */
export interface SmtpSink {
  /** For SMTP_URL. */
  readonly url: string;
  /** What arrived, oldest first. */
  readonly mails: readonly CaughtMail[];
  /** Answers every further mail with this error (4xx: try again, 5xx: never) until told otherwise. */
  refuse(answer: { code: number; message: string } | undefined): void;
  /** The first mail that arrives, or has arrived, and satisfies the question. Rejects after the milliseconds given. */
  waitFor(question: (mail: CaughtMail) => boolean, milliseconds?: number): Promise<CaughtMail>;
  stop(): Promise<void>;
}

/** Starts a sink on a free port. Without TLS and without names: it is reached through the loopback interface only. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: CaughtMail[] = [];
  const waiting = new Set<() => void>();
  let refusal: { code: number; message: string } | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== undefined) {
          callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
          return;
        }
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ ...readMail(raw), raw, from, to: rcptTo.map((recipient) => recipient.address) });
        callback();
        for (const look of waiting) look();
      });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.server.address() as AddressInfo).port));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (answer) => {
      refusal = answer;
    },
    waitFor: (question, milliseconds = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such mail within ${milliseconds} ms; ${mails.length} mails arrived`));
        }, milliseconds);
        const look = () => {
          const found = mails.find(question);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
