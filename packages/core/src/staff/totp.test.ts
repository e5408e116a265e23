import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { createKeys } from '../keys.ts';
import { newTotpSecret, sealTotpSecret, totpStep, totpUri } from './totp.ts';

const ctx = { keys: createKeys('a secret of at least thirty-two characters') };

test('the codes of RFC 6238, appendix B, are accepted at their times', () => {
  // The RFC's key is "12345678901234567890" in ASCII; its 8-digit values end in these six.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const user = { id: 'user-1', totpSecret: sealTotpSecret(ctx, secret, 'user-1') };
  for (const [at, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ] as const)
    expect(totpStep(ctx, user, code, at)).toBe(Math.floor(at / 30));
});

test('one step before and after is accepted and tells its own step, more is not', () => {
  const secret = newTotpSecret();
  const user = { id: 'user-1', totpSecret: sealTotpSecret(ctx, secret, 'user-1') };
  const now = 1_800_000_015;
  const step = now / 30 - 0.5;
  for (const [offset, expected] of [
    [0, step],
    [-30, step - 1],
    [30, step + 1],
    [-60, null],
    [60, null],
  ] as const)
    expect(totpStep(ctx, user, generateSync({ secret, epoch: now + offset }), now)).toBe(expected);
});

test('what is no code of six digits is refused without a look', () => {
  const user = { id: 'user-1', totpSecret: 'not sealed by anybody' };
  for (const code of ['', '12345', '1234567', '12 456', '１２３４５６', 'abcdef', '123456\n'])
    expect(totpStep(ctx, user, code, 1_800_000_000)).toBeNull();
});

test('the address for the app names issuer and account', () => {
  expect(totpUri('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'anna@example.com', 'Itinera')).toBe(
    'otpauth://totp/Itinera:anna%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Itinera',
  );
});
