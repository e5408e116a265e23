import { randomBytes } from 'node:crypto';
import { newToken } from '../keys.ts';

/** A new key: `itk_`, 16 hexadecimal digits by which it is found, `_`, and 256 random bits, of which the hash is stored. */
export function newKey(): { key: string; prefix: string; secretHash: string } {
  const prefix = randomBytes(8).toString('hex');
  const { token, hash } = newToken();
  return { key: `itk_${prefix}_${token}`, prefix, secretHash: hash };
}

/** The parts of what somebody shows as a key; null for what can be none. */
export function readKey(key: string): { prefix: string; secret: string } | null {
  const [, prefix, secret] = /^itk_([0-9a-f]{16})_([\w-]{43})$/.exec(key) ?? [];
  return prefix === undefined || secret === undefined ? null : { prefix, secret };
}
