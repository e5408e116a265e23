import type { AddressInfo } from 'node:net';
import { request } from 'node:http';
import { generateSecret, generateURI, verify } from 'otplib';
import { expect, onTestFinished, test } from 'vitest';
import { createMailboxServer } from './dev-mailbox.ts';

const mails = [
  { id: '3', channel: 'sms', at: 1_772_443_000, to: '+423660200101', subject: '', text: 'code 314159' },
  {
    id: '2',
    channel: 'email',
    at: 1_772_442_000,
    to: 'b@example.invalid',
    subject: 'Second',
    text: 'code 042137',
  },
  {
    id: '1',
    channel: 'email',
    at: 1_772_441_000,
    to: 'a@example.invalid',
    subject: '<script>alert(1)</script>',
    text: 'a & b',
    attachments: [{ name: '<a>.pdf', size: 2000 }],
  },
] as const;
const secret = generateSecret();
const staff = [
  {
    name: 'Sara Supervisor',
    email: 'sara@example.invalid',
    totpUri: generateURI({ issuer: 'Itinera', label: 'sara@example.invalid', secret }),
  },
];

const attachment = (id: string, place: number) =>
  id === '1' && place === 0 ? { type: 'application/pdf', content: Buffer.from('%PDF-') } : undefined;

/** Asks a running mailbox, with this Host header. */
async function ask(path: string, host = 'localhost:4302', method = 'GET') {
  const server = createMailboxServer({ list: () => mails, attachment }, staff);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    })
      .on('error', reject)
      .end();
  });
}

test('people see the mails newest first, as text and never as markup', async () => {
  const { status, body } = await ask('/');
  expect(status).toBe(200);
  expect(body.indexOf('Second')).toBeLessThan(body.indexOf('&lt;script&gt;'));
  expect(body).toContain('a &amp; b');
  expect(body).not.toContain('<script');
  expect(body.indexOf('+423660200101')).toBeLessThan(body.indexOf('Second'));
  expect(body).toContain('<h2>Text message</h2>');
});

test('people see a code that signs the demo’s staff in', async () => {
  const { body } = await ask('/');
  const code = /<code>(\d{6})<\/code>/.exec(body)?.[1] ?? '';
  expect((await verify({ secret, token: code, epochTolerance: 30 })).valid).toBe(true);
});

test('tests read the same mails as JSON', async () => {
  expect(JSON.parse((await ask('/mails.json')).body)).toEqual(mails);
});

test.each([
  ['/', 'evil.example', 'GET'],
  ['/mails.json', 'localhost.evil.example:4302', 'GET'],
  ['/', 'localhost', 'POST'],
  ['/other', 'localhost', 'GET'],
])('%s for the host %s by %s is not found', async (path, host, method) => {
  const { status, body } = await ask(path, host, method);
  expect([status, body]).toEqual([404, 'not found\n']);
});

test('what came with a mail is saved from the page, and nothing else is', async () => {
  const { body } = await ask('/');
  expect(body).toContain('<a href="/attachments/1/0" download="&lt;a&gt;.pdf">&lt;a&gt;.pdf</a> (2 KB)');
  expect(await ask('/attachments/1/0')).toMatchObject({ status: 200, body: '%PDF-' });
  for (const path of ['/attachments/1/1', '/attachments/%/0', '/attachments/2/0', '/attachments/1'])
    expect((await ask(path)).status, path).toBe(404);
});
