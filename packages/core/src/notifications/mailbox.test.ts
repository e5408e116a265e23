import { expect, test } from 'vitest';
import { createMailbox } from './mailbox.ts';

const mail = (n: number, mega: number) => ({
  to: `${n}@example.com`,
  subject: `Mail ${n}`,
  text: 'Words',
  messageId: `<${n}@example.test>`,
  attachments: [{ name: `${n}.pdf`, type: 'application/pdf', content: Buffer.alloc(mega * 1024 * 1024, n) }],
});

test('what came with a mail is kept, and the oldest gives way when it is too much; the mails stay', async () => {
  const mailbox = createMailbox();
  await mailbox.send(mail(1, 30));
  expect(mailbox.attachment('<1@example.test>', 0)?.content.at(-1)).toBe(1);
  expect(mailbox.attachment('<1@example.test>', 1)).toBeUndefined();
  await mailbox.send(mail(2, 30));
  await mailbox.send(mail(3, 30));
  expect(mailbox.list().map(({ attachments }) => attachments)).toEqual(
    [3, 2, 1].map((n) => [{ name: `${n}.pdf`, type: 'application/pdf', size: 30 * 1024 * 1024 }]),
  );
  const kept = [1, 2, 3].map((n) => mailbox.attachment(`<${n}@example.test>`, 0) !== undefined);
  expect(kept).toEqual([false, true, true]);
  mailbox.forget?.(['3@example.com']);
  expect(mailbox.attachment('<3@example.test>', 0)).toBeUndefined();
});
