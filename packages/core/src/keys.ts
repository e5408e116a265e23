import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keys derived from the installation's secret, one for each purpose, so that no value made for one passes for another. */
export interface Keys {
  /** Keyed hash (HMAC-SHA-256, base64url) of `value` for `purpose`. */
  mac(purpose: string, value: string): string;
  /** 32 bytes for encryption at rest, for `purpose`. */
  encryptionKey(purpose: string): Buffer;
}

/** Derives the keys from `secret` (at least 32 characters) with HKDF-SHA-256 (RFC 5869). */
export function createKeys(secret: string): Keys {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `itinera/${purpose}`, 32));
  return {
    mac: (purpose, value) => createHmac('sha256', derive(purpose)).update(value).digest('base64url'),
    encryptionKey: derive,
  };
}

/** An unguessable token of 256 bits for a cookie or a link, and the hash under which it is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** What is stored of a token: it cannot be turned back. No key is needed, a token has 256 random bits. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether two strings are equal, in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
