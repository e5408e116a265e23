import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessDesk, type AccessDesk } from '../../../../test/fixtures/access-desk.ts';
import type { Core } from '../core.ts';

let desk: AccessDesk;
let accesses: Core['accesses'];

beforeEach(async () => {
  desk = await openAccessDesk();
  ({ accesses } = desk.core);
});
afterEach(() => desk.close());

const mailsTo = (address: string) => desk.mailer.sent.filter((mail) => mail.to === address);

test('LBX-08 LBX-12 IMV-07 ticked: exactly one mail, in the person’s language, that opens nothing by itself', async () => {
  const { sara, form } = desk;
  const made = form({ email: 'ana+portal@example.com', language: 'it', invite: true });
  await accesses.create(sara, made);
  await accesses.create(sara, made);
  await desk.deliver();
  const [mail, ...more] = mailsTo('ana+portal@example.com');
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Ora può accedere al portale di Vaduz Heating');
  const url = new URL(/http:\S+/.exec(mail?.text ?? '')?.[0] ?? '');
  expect([url.host, url.pathname]).toEqual(['portal.example.test', '/sign-in']);
  // The whole link is the address it was sent to: no secret travels in it.
  expect(Object.fromEntries(url.searchParams)).toEqual({ identifier: 'ana+portal@example.com' });
  expect(url.hash + url.username + url.password).toBe('');
});

test('LBX-08 unticked: none', async () => {
  await accesses.create(desk.sara, desk.form());
  await desk.deliver();
  expect(mailsTo('ana@example.com')).toEqual([]);
});

test('it is sent again on request, once a key', async () => {
  const { accessId } = await accesses.create(desk.sara, desk.form());
  for (const idempotencyKey of ['first-time', 'first-time', 'second-time'])
    await accesses.invite(desk.sara, { accessId, idempotencyKey });
  await desk.deliver();
  expect(mailsTo('ana@example.com')).toHaveLength(2);
});

test('it stays behind when the access is forbidden, deleted or given another address before it leaves', async () => {
  const { sara, form, edited } = desk;
  const make = (n: number) => accesses.create(sara, form({ email: `a${n}@example.com`, invite: true }));
  const [off, gone, moved] = [await make(1), await make(2), await make(3)];
  await make(4);
  await accesses.setEnabled(sara, { ...off, enabled: false });
  await accesses.delete(sara, gone.accessId);
  await accesses.edit(sara, { ...moved, ...(await edited(moved.accessId, { email: 'b3@example.com' })) });
  await desk.deliver();
  const invited = desk.mailer.sent.filter((mail) => mail.text.includes('/sign-in?identifier='));
  expect(invited.map((mail) => mail.to)).toEqual(['a4@example.com']);
});

test('nobody is invited who could not come in, and nothing is half done', async () => {
  const { sara, form } = desk;
  await expect(accesses.create(sara, form({ enabled: false, invite: true }))).rejects.toMatchObject({
    code: 'not-allowed',
    reason: 'access-disabled',
  });
  expect((await accesses.list(sara, { search: 'ana@' })).total).toBe(0);
  const { accessId } = await accesses.create(sara, form({ enabled: false }));
  await expect(accesses.invite(sara, { accessId, idempotencyKey: 'invite-ana' })).rejects.toMatchObject({
    reason: 'access-disabled',
  });
  await desk.deliver();
  expect(mailsTo('ana@example.com')).toEqual([]);
});
