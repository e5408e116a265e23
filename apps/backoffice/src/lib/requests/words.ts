import { m } from '#words';
import type { RequestRow } from '@itinera/core';
import type { DayPart, RequestKind, RequestState } from '@itinera/core/shared';
import { day } from '../format/time.ts';

export function requestKindName(kind: RequestKind): string {
  return kind === 'proposal' ? m.requests_proposal() : m.requests_message();
}

export function requestStateName(state: RequestState): string {
  return state === 'open' ? m.requests_open() : m.requests_done();
}

/** `Thursday 14 January 2027, in the morning, at 09:30`. */
export function proposalText({ date, dayPart, time }: NonNullable<RequestRow['proposal']>): string {
  const parts: Record<DayPart, () => string> = {
    any: m.requests_part_any,
    morning: m.requests_part_morning,
    afternoon: m.requests_part_afternoon,
    evening: m.requests_part_evening,
  };
  const at = time === null ? [] : [m.requests_at({ time })];
  const part = time !== null && dayPart === 'any' ? [] : [parts[dayPart]()];
  return [day(date, 'full'), ...part, ...at].join(', ');
}
