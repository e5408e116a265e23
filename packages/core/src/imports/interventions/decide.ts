import type { ActivityType, InterventionSummary } from '@itinera/db';
import type { EpochSeconds, Seconds } from '../../shared/units.ts';
import { LineProblem } from '../problems.ts';
import type { ImportRow } from '../target.ts';
import type { Team } from '../technicians/team.ts';
import { closingOf, historyFields, isOver, mergedFields } from './history.ts';
import { readIntervention, type SaidOfIntervention } from './read-row.ts';
import { typeNamed, typeOfNew } from './types-of-lines.ts';
import { noPlan, planOf, wantedPlan, type Plan } from './wanted-plan.ts';

/** What lines are looked at with. */
export interface Desk {
  types: readonly ActivityType[];
  /** Of interventions whose line names no type. */
  chosen: string | null;
  team: Team;
  zone: string;
  now: EpochSeconds;
}

/** What is to become of a line's intervention, apart from whose it is and where. */
export interface Decision {
  said: SaidOfIntervention;
  type: ActivityType;
  closing: ReturnType<typeof closingOf>;
  before: Plan;
  plan: Plan;
  duration: Seconds;
  customFields: Record<string, string> | null;
}

/** @throws LineProblem with the column. */
export function decide(row: ImportRow, known: InterventionSummary | null, desk: Desk): Decision {
  const { cells } = row;
  const { types, team, zone, now } = desk;
  const said = readIntervention(cells, known?.part?.zone ?? zone);
  const closing = closingOf(said, known?.intervention ?? null, now);
  const over = isOver(closing.status);
  const type = known
    ? (typeNamed(cells, types) ?? types.find(({ id }) => id === known.intervention.activityTypeId))
    : typeOfNew(cells, types, { chosen: desk.chosen, over });
  if (!type) throw new LineProblem('unknown', 'intervention_type_reference');
  const before = known ? planOf(known) : noPlan;
  const kept = known?.part?.duration;
  const sameType = known?.intervention.activityTypeId === type.id;
  return {
    said,
    type,
    closing,
    before,
    plan: over ? planOfHistory(said, before) : wantedPlan(said, before, team),
    duration: said.duration ?? (sameType && kept !== undefined ? kept : type.duration),
    customFields: mergedFields(known?.intervention.customFields ?? null, {
      ...said.customFields,
      ...(over && !known?.assignment ? historyFields(cells) : {}),
    }),
  };
}

/** Of what is over, a promise can still be told; nobody's day changes. */
function planOfHistory({ promise }: SaidOfIntervention, before: Plan): Plan {
  if (!promise) return before;
  const same = before.promised && before.window?.start === promise.start && before.window.end === promise.end;
  return same ? before : { ...before, window: promise, promised: true };
}
