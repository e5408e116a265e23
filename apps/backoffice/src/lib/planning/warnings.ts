import { m } from '#words';
import type { PlanWarning } from '@itinera/core';
import type { WarningKind } from '@itinera/core/shared';
import { duration } from '../format/quantity.ts';
import { clock } from '../format/time.ts';
import { reasonText } from '../team/words.ts';

/** What speaks against a time chosen by hand, as one line. */
export function warningText(warning: PlanWarning, zone: string): string {
  switch (warning.kind) {
    case 'off':
      return m.warning_off({ ...times(warning, zone), reasons: warning.reasons.map(reasonText).join(', ') });
    case 'overlap':
      return warning.reference === null
        ? m.warning_busy(times(warning, zone))
        : m.warning_overlap({ ...times(warning, zone), reference: warning.reference });
    case 'day':
      return onDay(warning);
    case 'skill':
      return m.warning_skill({ skill: warning.code, level: warning.level });
    case 'not-wanted':
      return m.warning_not_wanted();
    case 'service-zone':
      return m.warning_service_zone();
    case 'area':
      return m.warning_area();
    case 'distance':
      return m.warning_distance();
    case 'closed-day':
      return m.warning_closed_day();
    case 'past':
      return m.warning_past();
  }
}

/** The same by its kind alone, for what was accepted once. */
export function warningKindText(kind: WarningKind): string {
  switch (kind) {
    case 'off':
      return m.team_visit_outside();
    case 'overlap':
      return m.warning_any_overlap();
    case 'day':
      return m.warning_any_day();
    case 'skill':
      return m.warning_any_skill();
    default:
      return warningText({ kind }, '');
  }
}

function times({ start, end }: { start: number; end: number }, zone: string): { from: string; to: string } {
  return { from: clock(start, zone), to: clock(end, zone) };
}

function onDay({ code, by, reference }: PlanWarning & { kind: 'day' }): string {
  switch (code) {
    case 'early':
    case 'late':
      return m.warning_late({ reference: reference ?? '', duration: duration(by) });
    case 'arrival':
      return reference === null
        ? m.warning_arrival({ duration: duration(by) })
        : m.warning_arrival_of({ reference, duration: duration(by) });
    case 'outside-open':
    case 'outside-working-time':
      return reference === null ? m.warning_open() : m.warning_open_of({ reference });
    case 'way-back':
      return m.warning_way_back({ duration: duration(by) });
    case 'no-road':
      return m.warning_no_road();
    case 'visit-limit':
    case 'work-limit':
    case 'travel-limit':
    case 'total-limit':
      return m.warning_limit();
  }
}
