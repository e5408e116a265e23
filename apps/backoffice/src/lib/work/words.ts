import { m } from '#words';
import type { ClosedWith } from '@itinera/core';
import type { KoReason, LateReason, WorkStep } from '@itinera/core/shared';
import { minuteText } from '../format/time.ts';

/** What a step is called, said or to be said. */
export const stepNames: Readonly<Record<WorkStep, () => string>> = {
  'on-the-way': m.work_on_the_way,
  arrived: m.work_arrived,
  started: m.work_started,
  back: m.work_back,
  closed: m.work_closed,
  confirmed: m.work_confirmed,
  'sent-back': m.work_sent_back,
  reopened: m.work_reopened,
};

/** Why work is not OK. */
export const koReasonNames: Readonly<Record<KoReason, () => string>> = {
  'no-show': m.work_ko_no_show,
  'no-access': m.work_ko_no_access,
  refused: m.work_ko_refused,
  'not-possible': m.work_ko_not_possible,
  'parts-missing': m.work_ko_parts_missing,
  other: m.work_ko_other,
};

/** What had happened to a visit whose closing came too late. */
export const lateWhyNames: Readonly<Record<LateReason, () => string>> = {
  canceled: m.late_why_canceled,
  closed: m.late_why_closed,
  moved: m.late_why_moved,
  reassigned: m.late_why_reassigned,
  'not-planned': m.late_why_not_planned,
};

/** What work was closed with, line by line beside another; null: it is not closed. */
export function closedLines(own: ClosedWith, now: ClosedWith | null) {
  const lines: [() => string, (one: ClosedWith) => string][] = [
    [m.closing_started, ({ start }) => minuteText(start)],
    [m.closing_ended, ({ end }) => minuteText(end)],
    [m.closing_result, ({ result }) => (result === 'ok' ? m.closing_ok() : m.closing_ko())],
    [m.closing_reason, ({ reason }) => (reason === null ? '' : koReasonNames[reason]())],
    [m.closing_comment, ({ comment }) => comment],
  ];
  return lines.map(([name, text]) => ({ name: name(), own: text(own), now: now ? text(now) : '' }));
}
