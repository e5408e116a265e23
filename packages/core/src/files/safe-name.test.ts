import { expect, test } from 'vitest';
import { downloadHeaders } from '../shared/files.ts';
import { safeName } from './safe-name.ts';

test.each([
  ['boiler.png', 'image/jpeg', 'boiler.jpg'],
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['D:\\work\\plan.PDF', 'application/pdf', 'plan.pdf'],
  ['report\u202Efdp.exe', 'application/pdf', 'reportfdp.pdf'],
  ['a\r\nSet-Cookie: x=1.txt', 'text/plain', 'aSet-Cookie_ x=1.txt'],
  ['CON.txt', 'text/plain', '_CON.txt'],
  ['...', 'text/plain', 'file.txt'],
  ['', 'image/png', 'file.png'],
  ['Wärme & Café.csv', 'text/csv', 'Wärme & Café.csv'],
  ['x'.repeat(500) + '.pdf', 'application/pdf', `${'x'.repeat(95)}.pdf`],
] as const)('S48 the name %j of a %s is %j', (typed, type, safe) => {
  expect(safeName(typed, type)).toBe(safe);
});

test('S48 a file is answered as something to be saved, its name quoted so that nothing breaks out of it', () => {
  const headers = downloadHeaders({ name: `Wärme "a'b".pdf`, type: 'application/pdf', size: 3 });
  expect(headers['content-disposition']).toBe(
    `attachment; filename="W_rme__a_b_.pdf"; filename*=UTF-8''W%C3%A4rme%20%22a%27b%22.pdf`,
  );
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});
