import { fileLimits, fileTypes, type FileType } from '../shared/files.ts';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name that no system takes for anything but a name: its last part, without control and formatting characters (which turn
 * writing round), without what paths and shells use, and with the ending of what the file is, whatever it said.
 */
export function safeName(typed: string, type: FileType): string {
  const last = typed.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*%;]/g, '_')
    .trim();
  const dot = plain.lastIndexOf('.');
  const letters = [...(dot > 0 ? plain.slice(0, dot) : plain)].slice(0, fileLimits.name - 5).join('');
  const stem = trimDots(letters);
  const safe = stem === '' ? 'file' : reserved.test(stem) ? `_${stem}` : stem;
  return `${safe}.${fileTypes[type]}`;
}

function trimDots(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && '. '.includes(text[start]!)) start++;
  while (end > start && '. '.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}
