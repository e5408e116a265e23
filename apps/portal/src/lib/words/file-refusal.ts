import { m } from '#paraglide/messages.js';
import type { Refusal } from '../errors/refusal.ts';
import { refusalText } from './refusal.ts';

/** Why a file was not taken, and what to do. */
export function fileRefusalText(refusal: Refusal): string {
  if (refusal.reason === 'quota') return m.file_room();
  if (refusal.code !== 'invalid') return refusalText(refusal);
  switch (refusal.reason) {
    case 'empty':
      return m.file_empty();
    case 'too-large':
      return m.file_too_large();
    case 'too-many-pixels':
      return m.file_picture_pixels();
    case 'unreadable':
      return m.file_picture_broken();
    default:
      return m.file_type();
  }
}
