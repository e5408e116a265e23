import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeys } from '../keys.ts';
import { codeMac, newCode, newReference, typedCode } from './code.ts';

const samples = 100_000;
/** χ² with 9 degrees of freedom: P(X > 27.88) = 0.001. */
const critical = 27.88;

function chiSquared(codes: string[], position: number): number {
  const counts = Array<number>(10).fill(0);
  for (const code of codes) counts[Number(code[position])] = (counts[Number(code[position])] ?? 0) + 1;
  const expected = codes.length / 10;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('S1 100,000 codes: every digit at every place as often as any other, leading zeros included', () => {
  // Six places at p = 0.001 each would fail once in 167 runs of a perfect source: a second sample decides.
  const fails = (): boolean => {
    const codes = Array.from({ length: samples }, () => newCode(6));
    expect(codes.every((code) => /^[0-9]{6}$/.test(code))).toBe(true);
    expect(codes.filter((code) => code.startsWith('0')).length).toBeGreaterThan(samples / 20);
    return [0, 1, 2, 3, 4, 5].some((position) => chiSquared(codes, position) > critical);
  };
  expect(fails() && fails()).toBe(false);
});

test('S1 control: a source that is off by one in fifty is seen', () => {
  const biased = Array.from({ length: samples }, (_, n) =>
    n % 50 === 0 ? `7${newCode(6).slice(1)}` : newCode(6),
  );
  expect(chiSquared(biased, 0)).toBeGreaterThan(critical);
});

test('S1 nothing in core asks an insecure source', () => {
  const folder = join(import.meta.dirname, '..');
  const insecure = /Math\s*\.\s*random|pseudoRandomBytes/;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('paraglide'),
  );
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((file) => insecure.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  expect(insecure.test('const n = Math.random();')).toBe(true);
});

test('S4 the hash of a code holds for its challenge, company, identifier and purpose only', () => {
  const ctx = { keys: createKeys('a secret of at least thirty-two characters') };
  const bound = { idHash: 'a', companyId: 'c', identifier: 'i@example.com', purpose: 'sign-in' };
  const mac = codeMac(ctx, bound, '012345');
  expect(codeMac(ctx, bound, '012345')).toBe(mac);
  for (const change of [
    { idHash: 'b' },
    { companyId: 'd' },
    { identifier: 'j@example.com' },
    { purpose: 'change-email' },
  ])
    expect(codeMac(ctx, { ...bound, ...change }, '012345')).not.toBe(mac);
  expect(codeMac(ctx, bound, '012346')).not.toBe(mac);
});

test('a code is read as people type and paste it, and nothing else is', () => {
  for (const typed of ['012345', ' 012345\n', '012 345', '012-345', '０１２３４５'])
    expect(typedCode(typed)).toBe('012345');
  expect(typedCode('0123 4567')).toBe('01234567');
  for (const typed of ['', '12345', '0123456', '012345678', '01234x', '٠١٢٣٤٥', '0'.repeat(1_000_000)])
    expect(typedCode(typed)).toBeNull();
});

test('a code of eight digits has leading zeros too', () => {
  const codes = Array.from({ length: 2_000 }, () => newCode(8));
  expect(codes.every((code) => /^[0-9]{8}$/.test(code))).toBe(true);
  expect(codes.some((code) => code.startsWith('0'))).toBe(true);
});

test('a reference has two letters that nobody mistakes', () => {
  for (let n = 0; n < 1000; n += 1) expect(newReference()).toMatch(/^[A-HJ-NP-Z]{2}$/);
});

test('S6 a stored hash gives its code back to whoever has the key, and to nobody else', () => {
  const bound = { idHash: 'a', companyId: 'c', identifier: 'i@example.com', purpose: 'sign-in' };
  const own = { keys: createKeys('a secret of at least thirty-two characters') };
  const other = { keys: createKeys('another secret of at least thirty-two chars') };
  const stored = codeMac(own, bound, '004711');
  const candidates = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(6, '0'));
  expect(candidates.filter((code) => codeMac(own, bound, code) === stored)).toEqual(['004711']);
  expect(candidates.filter((code) => codeMac(other, bound, code) === stored)).toEqual([]);
});
