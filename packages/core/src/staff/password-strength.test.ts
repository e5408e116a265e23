import { expect, test } from 'vitest';
import { requireOwnPassword } from './password-strength.ts';

const context = ['Nina Novák', 'nina.novak@vaduz-heating.example', 'Vaduz Heating'];

test.each([
  'correct horse battery staple',
  'quartz lantern over the bridge',
  'abcd-efgh-jkmn-pqrs-tuvw',
  'xkcd-mwpq-zzrt-bbnh-qqws',
  'Mein Hund frisst gern Käse',
  '9f!kQ2vLw0zT',
])('takes %j', (password) => {
  expect(() => requireOwnPassword(password, context)).not.toThrow();
});

test.each([
  'password1234',
  'P@ssw0rd!2026',
  'Passwort12345',
  'qwertyuiop123',
  '123456789012',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'administrator1',
  'VaduzHeating2026',
  'nina.novak.2026',
  'NOVÁK-NOVÁK-1234',
  'Itinera-Itinera-1',
  'benvenuto-ciao-12',
])('refuses %j by its name', (password) => {
  expect(() => requireOwnPassword(password, context)).toThrow(
    expect.objectContaining({ code: 'invalid', field: 'password', reason: 'known' }) as Error,
  );
});

test('a password of somebody else’s context is refused to them only', () => {
  expect(() => requireOwnPassword('NOVÁK-NOVÁK-1234', [])).not.toThrow();
});
