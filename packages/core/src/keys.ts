import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Keys derived from the installation's secret, one for each purpose, so that no value made for one passes for another. */
export interface Keys {
  /** Keyed hash (HMAC-SHA-256, base64url) of `value` for `purpose`. */
  mac(purpose: string, value: string): string;
  /** `text` encrypted and authenticated for `purpose` (AES-256-GCM, base64url); `owner` must be given again to open it. */
  seal(purpose: string, text: string, owner: string): string;
  /** The text that was sealed. Throws when purpose, owner or secret are not those it was sealed with, or it was altered. */
  open(purpose: string, sealed: string, owner: string): string;
}

const ivLength = 12;
const tagLength = 16;

/** Derives the keys from `secret` (at least 32 characters) with HKDF-SHA-256 (RFC 5869). */
export function createKeys(secret: string): Keys {
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    const known = derived.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `itinera/${purpose}`, 32));
    derived.set(purpose, key);
    return key;
  };
  return {
    mac: (purpose, value) => createHmac('sha256', derive(purpose)).update(value).digest('base64url'),
    seal(purpose, text, owner) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', derive(purpose), iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', derive(purpose), bytes.subarray(0, ivLength), {
        authTagLength: tagLength,
      }).setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
      const body = bytes.subarray(ivLength + tagLength);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/** An unguessable token of 256 bits for a cookie or a link, and the hash under which it is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** The same of 128 bits, for a link that lives for minutes and must fit into a text message. */
export function newLinkToken(): { token: string; hash: string } {
  const token = randomBytes(16).toString('base64url');
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
