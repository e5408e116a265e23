import { createHash } from 'node:crypto';

/** A page whose content is this: it changes when anything of that does, and says nothing of anything else. */
export function markOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
