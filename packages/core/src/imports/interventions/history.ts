import type { Intervention } from '@itinera/db';
import type { InterventionStatus } from '../../shared/interventions.ts';
import type { EpochSeconds } from '../../shared/units.ts';
import { LineProblem } from '../problems.ts';
import type { SaidOfIntervention } from './read-row.ts';

/** Of an intervention that is over, what stood in somebody's day is only told: it is kept as the file says it. */
export const toldOfHistory = ['scheduled_start_at', 'scheduled_end_at', 'assignee_email'] as const;

type Closing = Partial<
  Pick<
    Intervention,
    | 'status'
    | 'result'
    | 'resultReason'
    | 'cancelReason'
    | 'cancelDetails'
    | 'closedAt'
    | 'actualStart'
    | 'actualEnd'
  >
>;

/**
 * What a line says of the end of an intervention that was `before` (null: it is new). A file closes and cancels; it opens
 * nothing again. Work that is told to have begun at a time ended when it was closed, unless that is known better.
 * @throws LineProblem `not-allowed` (`status`, and what belongs to another status), `invalid` for an end to come.
 */
export function closingOf(
  said: SaidOfIntervention,
  before: Intervention | null,
  now: EpochSeconds,
): Closing & { status: InterventionStatus } {
  const status = said.status ?? before?.status ?? 'pending';
  if (status !== before?.status) requireStep(before?.status ?? null, status);
  if (said.closedAt !== null && said.closedAt > now) throw new LineProblem('invalid', 'end_at');
  const closing: Closing & { status: InterventionStatus } = { status };
  if (status === 'terminated') {
    if (said.result !== undefined) closing.result = said.result;
    if (said.resultReason !== undefined) closing.resultReason = said.resultReason;
  } else {
    if (said.result) throw new LineProblem('not-allowed', 'report.status');
    if (said.resultReason) throw new LineProblem('not-allowed', 'report.comment');
  }
  if (status === 'canceled') {
    if (said.cancelReason !== undefined) closing.cancelReason = said.cancelReason;
    else if (before?.status !== 'canceled') closing.cancelReason = 'other';
    if (said.cancelDetails !== undefined) closing.cancelDetails = said.cancelDetails;
  } else if (said.cancelReason || said.cancelDetails)
    throw new LineProblem('not-allowed', said.cancelReason ? 'cancel_reason' : 'cancel_details');
  const over = status === 'terminated' || status === 'canceled';
  if (!over && said.closedAt !== null) throw new LineProblem('not-allowed', 'end_at');
  if (over) {
    const planned = said.plannedEnd ?? said.plannedStart ?? said.promise?.end ?? now;
    const closedAt = said.closedAt ?? before?.closedAt ?? Math.min(planned, now);
    if (before?.closedAt !== closedAt) closing.closedAt = closedAt;
    const started = said.startedAt;
    if (started !== null && started !== before?.actualStart) {
      const ended = before?.actualEnd ?? closedAt;
      if (status === 'canceled') throw new LineProblem('not-allowed', 'start_at');
      if (started > ended) throw new LineProblem('invalid', 'start_at');
      Object.assign(closing, { actualStart: started, actualEnd: ended });
    }
  } else if (said.startedAt !== null) throw new LineProblem('not-allowed', 'start_at');
  return closing;
}

function requireStep(before: InterventionStatus | null, status: InterventionStatus): void {
  const open = before === null || !['terminated', 'canceled'].includes(before);
  const steps = before === null ? ['pending', 'terminated', 'canceled'] : ['terminated', 'canceled'];
  if (!open || !steps.includes(status)) throw new LineProblem('not-allowed', 'status');
}

export function isOver(status: InterventionStatus): boolean {
  return status === 'terminated' || status === 'canceled';
}

/** Custom fields with what a line says of them; null where there are none. */
export function mergedFields(
  before: Record<string, string> | null,
  said: Readonly<Record<string, string | null>>,
): Record<string, string> | null {
  const all = Object.entries({ ...before, ...said }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return all.length === 0 ? null : Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The cells of the day of what is over, as custom fields. */
export function historyFields(cells: ReadonlyMap<string, string>): Record<string, string | null> {
  return Object.fromEntries(
    toldOfHistory.flatMap((field) => {
      const cell = cells.get(field);
      return cell === undefined ? [] : [[field, cell.trim() === '' ? null : cell.trim()]];
    }),
  );
}
