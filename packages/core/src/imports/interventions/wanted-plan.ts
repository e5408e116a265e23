import type { InterventionSummary } from '@itinera/db';
import { windowOf } from '../../interventions/promise.ts';
import type { EpochSeconds } from '../../shared/units.ts';
import { LineProblem } from '../problems.ts';
import { technicianOf, type Team } from '../technicians/team.ts';
import type { SaidOfIntervention } from './read-row.ts';

/** When a visit begins, whether the customer was told so, and who comes. */
export interface Plan {
  window: { start: EpochSeconds; end: EpochSeconds } | null;
  promised: boolean;
  technicianId: string | null;
}

export const noPlan: Plan = { window: null, promised: false, technicianId: null };

export function planOf({ part, assignment }: Pick<InterventionSummary, 'part' | 'assignment'>): Plan {
  const window = windowOf(part);
  return {
    window: window && { start: window.start, end: window.end },
    promised: window !== null && part?.promised === true,
    technicianId: assignment?.technicianId ?? null,
  };
}

/**
 * What a line wants of a plan; `before` itself where it says nothing new. Promised is what has an `appointment`; a
 * planned start alone is our own business. Inside a promised window the start is the planner's.
 * @throws LineProblem `invalid` for a start outside its promise, `required` for a technician without a time and for a
 *   promise that would be broken without another, `unknown`, `conflict` (the technician).
 */
export function wantedPlan(said: SaidOfIntervention, before: Plan, team: Team): Plan {
  const { promise, plannedStart } = said;
  const technician = said.assignee === '' ? null : technicianOf(team, 'assignee_email', said.assignee);
  const technicianId = technician?.id ?? before.technicianId;
  const { window, promised } = wantedWindow(promise, plannedStart, before);
  if (technicianId !== null && window === null) throw new LineProblem('required', 'scheduled_start_at');
  const same =
    technicianId === before.technicianId &&
    promised === before.promised &&
    window?.start === before.window?.start &&
    window?.end === before.window?.end;
  return same ? before : { window, promised, technicianId };
}

function wantedWindow(
  promise: SaidOfIntervention['promise'],
  start: EpochSeconds | null,
  before: Plan,
): Pick<Plan, 'window' | 'promised'> {
  if (promise) {
    if (start !== null && !isIn(start, promise)) throw new LineProblem('invalid', 'scheduled_start_at');
    return { window: promise, promised: true };
  }
  if (start === null || (before.window && isIn(start, before.window))) return before;
  if (before.promised) throw new LineProblem('required', 'appointment');
  return { window: { start, end: start }, promised: false };
}

function isIn(at: EpochSeconds, { start, end }: { start: EpochSeconds; end: EpochSeconds }): boolean {
  return start <= at && at <= end;
}
