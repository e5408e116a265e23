import type { Customer } from '@itinera/db';
import type { PlanningRules } from '../../customers/planning-rules-types.ts';
import {
  AssignmentPreferenceError,
  formatAssignmentPreference,
  parseAssignmentPreference,
} from '../../shared/assignment-preference.ts';
import {
  formatOpeningHours,
  OpeningHoursError,
  parseOpeningHours,
  type OpeningHours,
} from '../../shared/opening-hours.ts';
import { LineProblem } from '../problems.ts';
import { zoneOfCells, type ZoneNames } from '../service-zones.ts';
import { technicianOf, type Team } from '../technicians/team.ts';

/** What a customer without any rule asks of planning. */
export const noRules: PlanningRules = {
  openingHours: null,
  mode: null,
  technicianIds: [],
  last: false,
  serviceZoneId: null,
};

export function rulesOfCustomer(row: Customer, technicianIds: readonly string[]): PlanningRules {
  const { openingHours, assignmentMode: mode, assignmentLast: last, serviceZoneId } = row;
  return { openingHours, serviceZoneId, mode, technicianIds: [...technicianIds], last };
}

/** The cells of a customer's rules, as they are exchanged (CAD-PL-20, CAD-PL-21). */
export function planningCells({ openingHours, mode, technicianIds, last }: PlanningRules, team: Team) {
  const emails = technicianIds.flatMap((id) => team.emailOf.get(id) ?? []).sort();
  return {
    opening_hours: formatOpeningHours(openingHours),
    assignment: formatAssignmentPreference(mode && { mode, emails, last }),
  };
}

/**
 * What a line says of a customer's rules, over what they were; null: nothing new. A technician without an e-mail cannot
 * be named in a file: a cell that says what an export would say leaves them where they are.
 * @throws LineProblem `invalid`, `unknown`, `conflict`.
 */
export function rulesOfRow(
  cells: ReadonlyMap<string, string>,
  before: PlanningRules,
  team: Team,
  zones: ZoneNames,
): PlanningRules | null {
  const was = planningCells(before, team);
  const hours = cells.get('opening_hours');
  const assignment = cells.get('assignment');
  const openingHours = hours === undefined ? before.openingHours : readHours(hours);
  const preference = assignment === undefined ? null : readPreference(assignment);
  const zone = zoneOfCells(cells, zones);
  const serviceZoneId = zone === undefined ? before.serviceZoneId : zone;
  const newZone = serviceZoneId !== before.serviceZoneId;
  const newHours = formatOpeningHours(openingHours) !== was.opening_hours;
  const newPreference = assignment !== undefined && sorted(preference) !== was.assignment;
  if (!newHours && !newPreference && !newZone) return null;
  if (!newPreference) return { ...before, openingHours, serviceZoneId };
  return {
    serviceZoneId,
    openingHours,
    mode: preference?.mode ?? null,
    technicianIds: (preference?.emails ?? [])
      .map((email) => technicianOf(team, 'assignment', email).id)
      .sort(),
    last: preference?.last ?? false,
  };
}

function sorted(preference: ReturnType<typeof parseAssignmentPreference>): string {
  return formatAssignmentPreference(preference && { ...preference, emails: [...preference.emails].sort() });
}

function readHours(cell: string): OpeningHours | null {
  try {
    return parseOpeningHours(cell);
  } catch (error) {
    if (error instanceof OpeningHoursError) throw new LineProblem('invalid', 'opening_hours');
    throw error;
  }
}

function readPreference(cell: string): ReturnType<typeof parseAssignmentPreference> {
  try {
    return parseAssignmentPreference(cell);
  } catch (error) {
    if (error instanceof AssignmentPreferenceError) throw new LineProblem('invalid', 'assignment');
    throw error;
  }
}
