import type { CustomerIntervention, VisitPage } from '@itinera/core';
import { m } from '#paraglide/messages.js';
import { visitStateText } from '../words/visit-status.ts';
import { momentIn, type Reader } from './visit-view.ts';

/** What was done, line by line; what nobody said, or is hidden, is not there. */
export function sheetRows(
  { sheet, progress }: Pick<VisitPage, 'sheet' | 'progress'>,
  { technicianName }: Pick<CustomerIntervention, 'technicianName'>,
  reader: Reader,
): { term: string; text: string }[] {
  if (!sheet) return [];
  const moment = (at: number | null) => (at === null ? null : momentIn(at, progress.zone, reader));
  const outcome = sheet.result && visitStateText(sheet.result === 'ko' ? 'not-done' : 'done');
  const all: [term: string, text: string | null][] = [
    [m.sheet_arrived(), moment(sheet.arrivedAt)],
    [m.sheet_began(), moment(sheet.startedAt)],
    [m.sheet_ended(), moment(sheet.endedAt)],
    [m.sheet_who(), technicianName],
    [m.sheet_result(), outcome && [outcome, sheet.reason].filter(Boolean).join(': ')],
    [m.sheet_comment(), sheet.comment],
  ];
  return all.flatMap(([term, text]) => (text ? [{ term, text }] : []));
}
