import { m } from '#words';

/** Why the server does not take the bytes of a file, and the remedy. */
export function reasonOfFile(reason: string | undefined): string {
  switch (reason) {
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
