import { createTransport } from 'nodemailer';
import type { Mailer } from '../outside/mailer.ts';

/**
 * Sends over SMTP; `url` as in `smtps://user:password@host:465`, `from` as in `Name <address>`. Rejects within a minute
 * when the server does not take the mail. Nothing in a mail is read from a file or an address on the network.
 */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send({ to, from: sender, subject, text, html, messageId, headers, attachments = [] }) {
      await transport.sendMail({
        to: { name: '', address: to },
        ...(sender === undefined ? {} : { from: sender }),
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        attachments: attachments.map(({ name, type, content }) => {
          return { filename: name, contentType: type, content };
        }),
      });
    },
  };
}
