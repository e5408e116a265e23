import { costPartNames } from '../ranking/types.ts';
import type { Goal } from '../ranking/types.ts';
import { isZone, secondsPerDay } from '../time/zone-offsets.ts';
import { FieldPath, longestDuration, shown } from '../field-path.ts';
import type { SlotQuery, Technician, VisitRequest } from './types.ts';
import { validateArea } from './validate-area.ts';
import { validateDay } from './validate-day.ts';

/**
 * Refuses a query that is not what its types promise, with a `PlannerError` that names the field, the relation that
 * fails and, where it is not plain, the remedy. Nothing is repaired. No technician or no window is valid.
 */
export function validateQuery(query: SlotQuery): void {
  new FieldPath().record('query', query);
  validateTechnicians(query.technicians);
  validateQuestion(query, (ids) => unknownVisit(query.technicians, ids));
}

/** The half of `validateQuery` that looks at the technicians and their days. */
export function validateTechnicians(technicians: readonly Technician[]): void {
  const check = new TechnicianCheck(technicians);
  for (let i = 0; i < technicians.length; i++) check.next();
}

/** The same half, technician by technician: for who goes on with each while what was looked at is close at hand. */
export class TechnicianCheck {
  private readonly technicians: readonly Technician[];
  private readonly at = new FieldPath();
  private readonly known = new Map<string, number>();
  private checked = 0;

  constructor(technicians: readonly Technician[]) {
    this.at.list('technicians', technicians);
    this.technicians = technicians;
  }

  /** Validates the next technician. */
  next(): void {
    const { at, known } = this;
    const i = this.checked++;
    const technician = this.technicians[i]!;
    at.enter('technicians', i);
    at.record('', technician);
    const twin = known.get(technician.id);
    if (twin !== undefined) at.fail('duplicate', 'id', `is that of technicians[${twin}] too`);
    known.set(technician.id, i);
    validateTechnician(technician, at);
    at.leave();
  }
}

/**
 * The other half: everything beside the technicians.
 *
 * @param unknown which of these ids, if any, is of no visit of the technicians' days.
 */
export function validateQuestion(
  query: Omit<SlotQuery, 'technicians'>,
  unknown: (ids: readonly string[]) => string | undefined,
): void {
  const at = new FieldPath();
  at.record('request', query.request);
  at.enter('request');
  validateRequest(query.request, at);
  at.leave();
  at.record('grid', query.grid);
  at.enter('grid');
  validateGrid(query.grid, at);
  at.leave();
  validateGridSize(query, at);
  at.instant('now', query.now);
  if (query.notice !== undefined) at.whole('notice', query.notice, 0, longestDuration);
  if (query.goal !== undefined) validateGoal(query.goal, at);
  validateResult(query.result, at);
  const { replaces } = query.request;
  if (replaces === undefined) return;
  at.list('request.replaces', replaces);
  for (const [i, id] of replaces.entries()) at.text(`request.replaces[${i}]`, id);
  const id = unknown(replaces);
  if (id === undefined) return;
  at.fail('unknown-id', `request.replaces[${replaces.indexOf(id)}]`, `names no visit of these days: ${id}`);
}

function validateTechnician(technician: Technician, at: FieldPath): void {
  at.text('id', technician.id);
  validateLevels('skills', technician.skills, at);
  if (technician.maxDistance !== undefined) at.whole('maxDistance', technician.maxDistance, 0);
  if (technician.area !== undefined) {
    at.enter('area');
    validateArea(technician.area, at);
    at.leave();
  }
  at.list('days', technician.days);
  let closing = -Infinity;
  let closes = 0;
  for (let i = 0; i < technician.days.length; i++) {
    const day = technician.days[i]!;
    at.enter('days', i);
    validateDay(day, at);
    at.leave();
    if (i > 0 && !(day.date > technician.days[i - 1]!.date)) {
      at.fail('unordered', `days[${i}].date`, `is not after days[${i - 1}].date`);
    }
    const opening = day.working[0];
    if (opening === undefined) continue;
    if (opening.start < closing) {
      at.fail('overlapping', `days[${i}].working[0]`, `starts before days[${closes}].working ends`);
    }
    closing = day.working[day.working.length - 1]!.end;
    closes = i;
  }
}

function validateLevels(name: string, levels: Record<string, number>, at: FieldPath): void {
  if (levels === null || typeof levels !== 'object' || Array.isArray(levels))
    at.fail('invalid', name, 'must be a record of levels');
  at.enter(name);
  for (const skill in levels) at.whole(skill, levels[skill]!, 1);
  at.leave();
}

function validateRequest(request: VisitRequest, at: FieldPath): void {
  if (request.place !== null) at.place('place', request.place);
  at.whole('duration', request.duration, 1, longestDuration);
  if (request.skills !== undefined) validateLevels('skills', request.skills, at);
  at.list('windows', request.windows);
  for (let i = 0; i < request.windows.length; i++) at.interval('windows', i, request.windows[i]!);
  if (request.open !== undefined) at.intervals('open', request.open);
  if (request.technicians === undefined) return;
  at.record('technicians', request.technicians);
  at.enter('technicians');
  for (const name of ['only', 'prefer', 'exclude'] as const) {
    const ids = request.technicians[name];
    if (ids === undefined) continue;
    at.list(name, ids);
    for (const [i, id] of ids.entries()) at.text(`${name}[${i}]`, id);
  }
  at.leave();
}

function validateGrid(grid: SlotQuery['grid'], at: FieldPath): void {
  if (!isZone(grid.zone)) {
    at.fail('unknown-zone', 'zone', `must be a zone of the time-zone database, not ${shown(grid.zone)}`);
  }
  at.whole('step', grid.step, 1, secondsPerDay);
  at.whole('width', grid.width, 0, longestDuration);
  if (grid.slack === undefined) return;
  at.whole('slack', grid.slack, 0);
  if (grid.slack > grid.width) at.fail('out-of-range', 'slack', 'is above grid.width');
}

/** More starts than anybody could be shown, or look through: a mistake in an instant or in the step. */
const mostStarts = 1_000_000;
/** A hundred years: zones are looked up date by date. */
const longestHorizon = 100 * 366 * secondsPerDay;

function validateGridSize({ request, grid }: Pick<SlotQuery, 'request' | 'grid'>, at: FieldPath): void {
  let horizon = 0;
  // Of a window only its part where a start leaves room for the width.
  for (const { start, end } of request.windows) {
    horizon += Math.max(0, Math.min(end - start, end - start - grid.width + 1));
  }
  if (horizon > longestHorizon) {
    at.fail(
      'out-of-range',
      'request.windows',
      `must be ${longestHorizon} s together at most, not ${horizon}`,
    );
  }
  const starts = Math.ceil(horizon / grid.step);
  if (starts > mostStarts) {
    at.fail(
      'out-of-range',
      'request.windows',
      `hold ${starts} starts of grid.step: widen the step or shorten them, to ${mostStarts} at most`,
    );
  }
}

/** Far beyond any weight that is meant, and small enough that costs stay numbers. */
const heaviest = 1e12;

function validateGoal(goal: Goal, at: FieldPath): void {
  at.record('goal', goal);
  at.record('goal.weights', goal.weights);
  at.enter('goal');
  at.enter('weights');
  for (const name of Object.keys(goal.weights)) {
    const known = costPartNames.find((part) => part === name);
    if (known === undefined)
      at.fail('invalid', name, `is not a part of the cost (${costPartNames.join(', ')})`);
    const weight = goal.weights[known];
    if (weight === undefined) continue;
    at.number(name, weight);
    if (Math.abs(weight) > heaviest) {
      at.fail('out-of-range', name, `must be within -${heaviest} and ${heaviest}, not ${weight}`);
    }
  }
  at.leave();
  if (goal.halving !== undefined) {
    at.number('halving', goal.halving);
    if (goal.halving <= 0) at.fail('out-of-range', 'halving', `must be above 0, not ${goal.halving}`);
  }
  if (goal.usefulGap !== undefined) at.whole('usefulGap', goal.usefulGap, 0);
  at.leave();
}

function validateResult(result: SlotQuery['result'], at: FieldPath): void {
  if (result === undefined || result === 'windows' || result === 'all') return;
  if (result === null || typeof result !== 'object' || !('top' in result)) {
    at.fail('invalid', 'result', "must be 'windows', 'all' or { top: n }");
  }
  at.whole('result.top', result.top, 1);
}

function unknownVisit(technicians: readonly Technician[], ids: readonly string[]): string | undefined {
  const missing = new Set(ids);
  for (const technician of technicians) {
    for (const day of technician.days) {
      for (const visit of day.visits) missing.delete(visit.id);
    }
  }
  return [...missing][0];
}
