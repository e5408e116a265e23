import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { generate } from 'otplib';

/** What the page shows: mails and text messages, newest first, as `createMailbox` of core keeps them. */
export interface MailSource {
  list(): readonly {
    id: string;
    channel: 'email' | 'sms';
    at: number;
    to: string;
    subject: string;
    text: string;
    attachments?: readonly { name: string; size: number }[];
  }[];
  attachment?(id: string, place: number): { type: string; content: Buffer } | undefined;
}

/** A member of the demo's staff; `totpUri` is what an authenticator app would scan. */
export interface StaffMember {
  readonly name: string;
  readonly email: string;
  readonly totpUri: string;
}

/**
 * The local mailbox of a development machine: the mails and text messages that would have left, and the current codes of the demo's
 * staff. `GET /` for people, `GET /mails.json` for tests, and what came with a mail, as it stands on the page. It shows secrets: bind it to the loopback interface only;
 * it answers requests for other host names with 404, so that no web page can read it through a name of its own.
 */
export function createMailboxServer(mailbox: MailSource, staff: readonly StaffMember[] = []): Server {
  return createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(host);
    if (!local || request.method !== 'GET') return answer(response, 404, 'text/plain', 'not found\n');
    if (request.url === '/mails.json')
      return answer(response, 200, 'application/json', JSON.stringify(mailbox.list()));
    const attached = attachmentAt(mailbox, request.url ?? '');
    if (attached) return answer(response, 200, attached.type, attached.content);
    if (request.url !== '/') return answer(response, 404, 'text/plain', 'not found\n');
    page(mailbox, staff).then(
      (html) => answer(response, 200, 'text/html', html),
      (error: unknown) => answer(response, 500, 'text/plain', `${String(error)}\n`),
    );
  });
}

/** `/attachments/<id of the mail>/<place>`. */
function attachmentAt(mailbox: MailSource, path: string): ReturnType<NonNullable<MailSource['attachment']>> {
  const [, id = '', place = ''] = /^\/attachments\/([^/]{1,200})\/(\d{1,3})$/.exec(path) ?? [];
  try {
    return mailbox.attachment?.(decodeURIComponent(id), Number(place));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? `${type}; charset=utf-8` : type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(body);
}

async function page(mailbox: MailSource, staff: readonly StaffMember[]): Promise<string> {
  const mails = mailbox.list();
  const codes = await Promise.all(
    staff.map(async (member) => ({
      ...member,
      code: await generate({ secret: new URL(member.totpUri).searchParams.get('secret') ?? '' }),
    })),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="4">
<title>Local mailbox (${mails.length})</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
td { padding: .1rem 1rem .1rem 0; overflow-wrap: anywhere; }
code { font-size: 1.2em; }
</style>
</head>
<body>
<h1>Local mailbox</h1>
<p>Mails and text messages of this development machine, newest first. None of them has left it.</p>
${codes.length === 0 ? '' : staffTable(codes)}
${mails.length === 0 ? '<p>No message yet.</p>' : mails.map(article).join('\n')}
</body>
</html>
`;
}

function staffTable(codes: readonly { name: string; email: string; code: string }[]): string {
  const rows = codes.map(
    ({ name, email, code }) =>
      `<tr><td>${escape(name)}</td><td>${escape(email)}</td><td><code>${escape(code)}</code></td></tr>`,
  );
  return `<section><h2>Codes of the demo’s staff, now</h2><table>${rows.join('')}</table></section>`;
}

function article(mail: ReturnType<MailSource['list']>[number]): string {
  const at = new Date(mail.at * 1000).toISOString();
  return `<article>
<h2>${mail.channel === 'sms' ? 'Text message' : escape(mail.subject)}</h2>
<p>to ${escape(mail.to)}, <time datetime="${at}">${at.slice(0, 19).replace('T', ' ')} UTC</time></p>
<pre>${escape(mail.text)}</pre>
${(mail.attachments ?? []).map((file, place) => attachmentLink(mail.id, file, place)).join('\n')}
</article>`;
}

function attachmentLink(id: string, { name, size }: { name: string; size: number }, place: number): string {
  const address = `/attachments/${encodeURIComponent(id)}/${place}`;
  return `<p><a href="${escape(address)}" download="${escape(name)}">${escape(name)}</a> (${Math.ceil(size / 1024)} KB)</p>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
