import type { Seconds } from '../shared/units.ts';

/** Lines with a record. */
export const mostLines = 200_000;
export const mostColumns = 300;
/** Characters of one record, quoted line breaks included. */
export const longestRecord = 256 * 1024;
/** Characters of one cell that is kept. */
export const longestCell = 20_000;
/** Lines that are written together, unless a target says otherwise. */
export const linesAtOnce = 200;
/** Files of a unit that are kept at a time. */
export const mostFiles = 20;
/** Lines that the preview shows. */
export const previewLines = 10;

const day: Seconds = 86_400;
/** How long a file that nobody wrote is kept, and how long an import can be undone. */
export const keptFile: Seconds = 7 * day;
export const undoable: Seconds = 30 * day;
