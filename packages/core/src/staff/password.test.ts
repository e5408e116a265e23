import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { passwordCost } from '../outside/password-cost.ts';
import { hashPassword as hashAt, verifyPassword as verifyAt } from './password.ts';

const hashPassword = (password: string) => hashAt(password, passwordCost);
const verifyPassword = (stored: string | null, password: string) => verifyAt(stored, password, passwordCost);

test('a password is stored as argon2id by OWASP parameters and verified', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(stored).toMatch(/^\$argon2id\$v=19\$/);
  expect(parseOptions(stored)).toMatchObject({
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
    saltLen: 16,
  });
  expect(await verifyPassword(stored, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(stored, 'correct horse batterz')).toBe(false);
  expect(await verifyPassword(stored, '')).toBe(false);
  expect(await verifyPassword(stored, 'x'.repeat(1_000_000))).toBe(false);
});

test('the same characters from another keyboard are the same password', async () => {
  const stored = await hashPassword('Zürich, Zürich!');
  expect(await verifyPassword(stored, 'Zu\u0308rich, Zu\u0308rich!')).toBe(true);
});

test('nobody has no password, not even the empty one', async () => {
  expect(await verifyPassword(null, '')).toBe(false);
  expect(await verifyPassword(null, 'correct horse battery')).toBe(false);
});

test('too short and too long passwords are refused by name', async () => {
  await expect(hashPassword('eleven char')).rejects.toMatchObject({ code: 'invalid', field: 'password' });
  await expect(hashPassword('x'.repeat(201))).rejects.toMatchObject({ code: 'invalid', field: 'password' });
});
