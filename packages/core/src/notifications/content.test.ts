import { expect, test } from 'vitest';
import { render } from './content.ts';

test('values are escaped in HTML, and the subject stays one line', () => {
  const { subject, text, html } = render({
    subject: 'Hello\r\nBcc: everybody@example.com',
    hello: 'Hello <script>alert(1)</script>,',
    intro: 'Tom & "Jerry"',
    highlight: '012345',
    facts: [{ label: 'Where', value: "L'Aquila <b>\nTo: x" }],
    notes: ['A note'],
    link: { label: 'See', url: 'https://portal.example.com/visits/1?a=1&b="x"' },
  });
  expect(subject).toBe('Hello Bcc: everybody@example.com');
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain('Tom &amp; &quot;Jerry&quot;');
  expect(html).toContain('href="https://portal.example.com/visits/1?a=1&amp;b=&quot;x&quot;"');
  expect(text).toContain("Where: L'Aquila <b> To: x\n");
  expect(text).toContain('\n\n    012345\n\n');
});

test('what is absent leaves no trace', () => {
  expect(render({ subject: 's', hello: 'h', intro: 'i' }).text).toBe('h\n\ni\n');
});
