import { m } from '#words';
import type { AssistantOffer, SlotReason } from '@itinera/core';
import { duration, signedDuration } from '../format/quantity.ts';

const day = 86_400;

/** Why this window, as one sentence. */
export function reasonSentence(reason: SlotReason): string {
  switch (reason) {
    case 'nearby':
      return m.reason_nearby();
    case 'on-the-way':
      return m.reason_on_the_way();
    case 'soonest':
      return m.reason_soonest();
    case 'fits-well':
      return m.reason_fits_well();
    case 'possible':
      return m.reason_possible();
  }
}

export function gradeText(grade: AssistantOffer['grade']): string {
  switch (grade) {
    case 'best':
      return m.grade_best();
    case 'good':
      return m.grade_good();
    case 'possible':
      return m.grade_possible();
  }
}

/**
 * One part of an offer's cost: its name, its exact size (the delay in days, everything else in time), and what it
 * counts for beside the others, in time on the road.
 */
export function partText(part: AssistantOffer['parts'][number]): {
  name: string;
  size: string;
  cost: string;
} {
  const cost = duration(part.cost);
  switch (part.name) {
    case 'travel':
      return { name: m.part_travel(), size: signedDuration(part.seconds), cost };
    case 'delay':
      return { name: m.part_delay(), size: m.days({ count: Math.round(part.seconds / day) }), cost };
    case 'preference':
      return { name: m.part_preference(), size: duration(part.seconds), cost };
    case 'load':
      return { name: m.part_load(), size: duration(part.seconds), cost };
    case 'idle':
      return { name: m.part_idle(), size: signedDuration(part.seconds), cost };
    default:
      return { name: part.name, size: duration(part.seconds), cost };
  }
}

/** Why work that is planned automatically is not planned yet. */
export function assignmentReason(code: string): string {
  const words: Record<string, () => string> = {
    'no-time': m.assign_reason_no_time,
    overtaken: m.assign_reason_overtaken,
    failed: m.assign_reason_failed,
    'not-located': m.assign_reason_not_located,
    'address-inactive': m.assign_reason_not_in_use,
    'type-inactive': m.assign_reason_not_in_use,
  };
  return words[code]?.() ?? rejectionText(code);
}

/** What kept windows from being offered; a code this version does not know is shown as it is. */
export function rejectionText(code: string): string {
  const words: Record<string, () => string> = {
    assignment: m.rejected_assignment,
    'service-zone': m.rejected_service_zone,
    skills: m.rejected_skills,
    area: m.rejected_area,
    distance: m.rejected_distance,
    notice: m.rejected_notice,
    open: m.rejected_open,
    'working-time': m.rejected_working_time,
    'visit-limit': m.rejected_limit,
    'work-limit': m.rejected_limit,
    'travel-limit': m.rejected_limit,
    'total-limit': m.rejected_limit,
    'no-road': m.rejected_no_road,
    arrival: m.rejected_arrival,
    promise: m.rejected_promise,
    'way-back': m.rejected_way_back,
    slack: m.rejected_slack,
  };
  return words[code]?.() ?? code;
}

/** The refusals in words, those that read the same added up, most frequent first. */
export function rejections(rejected: { code: string; count: number }[]): { text: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { code, count } of rejected) {
    const text = rejectionText(code);
    sums.set(text, (sums.get(text) ?? 0) + count);
  }
  return [...sums].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}
