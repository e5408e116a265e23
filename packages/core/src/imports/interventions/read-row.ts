import { readCreateInput } from '../../interventions/schema.ts';
import { cancelReasons, interventionStatuses, type InterventionStatus } from '../../shared/interventions.ts';
import type { EpochSeconds, Seconds } from '../../shared/units.ts';
import { readInteger, readWord } from '../cells.ts';
import { customPrefix } from '../map-columns.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import { readInstant, readWindow } from './times.ts';

/** What a line says of an intervention, apart from whose it is; null or absent: nothing. */
export interface SaidOfIntervention {
  status: InterventionStatus | null;
  comment?: string;
  result?: 'ok' | 'ko' | null;
  resultReason?: string | null;
  cancelReason?: string | null;
  cancelDetails?: string | null;
  /** When the work at the door began. */
  startedAt: EpochSeconds | null;
  closedAt: EpochSeconds | null;
  plannedStart: EpochSeconds | null;
  plannedEnd: EpochSeconds | null;
  promise: { start: EpochSeconds; end: EpochSeconds } | null;
  duration: Seconds | null;
  assignee: string;
  /** By the header; null takes one away. */
  customFields: Record<string, string | null>;
}

const otherStatuses = { cancelled: 'canceled', closed: 'terminated', done: 'terminated' } as const;
const longestText = 2000;
const longestDay: Seconds = 86_400;

/** @throws LineProblem `invalid`, `too-long`, `clock-gap` with the column. */
export function readIntervention(cells: ReadonlyMap<string, string>, zone: string): SaidOfIntervention {
  const cell = (field: string): string => cells.get(field) ?? '';
  const plannedStart = readInstant('scheduled_start_at', cell('scheduled_start_at'), zone);
  const plannedEnd = readInstant('scheduled_end_at', cell('scheduled_end_at'), zone);
  if (plannedStart !== null && plannedEnd !== null && plannedEnd <= plannedStart)
    throw new LineProblem('invalid', 'scheduled_end_at');
  return {
    status: readWord('status', cell('status'), interventionStatuses, otherStatuses),
    ...textsOf(cells),
    startedAt: readInstant('start_at', cell('start_at'), zone),
    closedAt: readInstant('end_at', cell('end_at'), zone),
    plannedStart,
    plannedEnd,
    promise: readWindow('appointment', cell('appointment'), zone),
    duration: readDuration(cell('duration'), plannedStart, plannedEnd),
    assignee: cell('assignee_email').trim(),
    customFields: customOf(cells),
  };
}

function textsOf(cells: ReadonlyMap<string, string>): Partial<SaidOfIntervention> {
  const text = (field: string): string | undefined => {
    const cell = cells.get(field)?.trim();
    if (cell !== undefined && cell.length > longestText) throw new LineProblem('too-long', field);
    return cell;
  };
  const said: Partial<SaidOfIntervention> = {};
  const comment = cells.get('comment');
  if (comment !== undefined)
    try {
      said.comment = readCreateInput({ comment }).comment;
    } catch (error) {
      throw asLineProblem(error);
    }
  if (cells.has('report.status'))
    said.result = readWord<'ok' | 'ko'>('report.status', cells.get('report.status') ?? '', ['ok', 'ko']);
  const reason = text('report.comment');
  if (reason !== undefined) said.resultReason = reason || null;
  const canceled = text('cancel_reason');
  const details = text('cancel_details');
  if (details !== undefined) said.cancelDetails = details || null;
  if (canceled === undefined || canceled === '') return said;
  if ((cancelReasons as readonly string[]).includes(canceled)) return { ...said, cancelReason: canceled };
  // A reason of another system: its words are kept.
  return { ...said, cancelReason: 'other', cancelDetails: [canceled, details].filter(Boolean).join(': ') };
}

function readDuration(cell: string, start: EpochSeconds | null, end: EpochSeconds | null): Seconds | null {
  const given = readInteger('duration', cell);
  const field = given === null ? 'scheduled_end_at' : 'duration';
  const duration = given ?? (start !== null && end !== null ? end - start : null);
  if (duration !== null && (duration < 60 || duration > longestDay)) throw new LineProblem('invalid', field);
  return duration;
}

function customOf(cells: ReadonlyMap<string, string>): Record<string, string | null> {
  const custom: [string, string | null][] = [];
  for (const [field, cell] of cells) {
    if (!field.startsWith(customPrefix)) continue;
    const header = field.slice(customPrefix.length);
    if (header === '__proto__') throw new LineProblem('invalid', field);
    custom.push([header, cell.trim() === '' ? null : cell]);
  }
  return Object.fromEntries(custom);
}
